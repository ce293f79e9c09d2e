//! Options that are one of a few.

/// Which end of the wire generated code is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Side {
    /// Devices: they send telemetry, report properties and handle commands.
    #[default]
    Device,
    /// Programs in the cloud: they read what devices sent, write desired properties and call commands.
    Service,
    /// Both.
    Both,
}

impl Side {
    /// Every value, as it is written.
    pub(super) const NAMES: &[(&str, Self)] = &[
        ("device", Self::Device),
        ("service", Self::Service),
        ("both", Self::Both),
    ];

    /// Whether devices are among it.
    #[must_use]
    pub const fn has_device(self) -> bool {
        matches!(self, Self::Device | Self::Both)
    }

    /// Whether programs in the cloud are among it.
    #[must_use]
    pub const fn has_service(self) -> bool {
        matches!(self, Self::Service | Self::Both)
    }
}

/// Where devices will be connected to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Target {
    /// Azure IoT Hub, which takes what the language allows.
    #[default]
    IotHub,
    /// Azure IoT Central, which does not support everything that the language allows.
    IotCentral,
}

impl Target {
    /// Every value, as it is written.
    pub(super) const NAMES: &[(&str, Self)] = &[("iot-hub", Self::IotHub), ("iot-central", Self::IotCentral)];
}
