//! Things that the devices of one process share.

use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use core::fmt;
use core::time::Duration;

use rustls::ClientConfig;

use super::gate::{Gate, Place};
use super::stream::{Tls, TlsError, Trust};
use crate::Error;

/// Things that devices of one process share: TLS configurations, and the rate at which they connect. Cheap to clone.
///
/// All devices share one set, unless their [`Connection`](crate::Connection) has another: a gateway with thousands of
/// devices may set a rate of its own. The system's certificates are read when a device is started and no other of the same
/// trust is running.
///
/// ```
/// use dtdl_runtime::{Connection, Resources};
///
/// # fn example() -> Result<(), dtdl_runtime::Error> {
/// let resources = Resources::new().connections_per_second(50)?;
/// for number in 0..2000 {
///     let connection = Connection::from_connection_string(&format!("HostName=h;DeviceId=d{number};SharedAccessKey=c2VjcmV0"))?;
///     let connection = connection.resources(&resources);
/// #   let _ = connection;
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Resources {
    gate: Arc<Gate>,
    tls: Arc<TlsConfigurations>,
}

/// The configurations that some device uses, by whom they trust.
#[derive(Default)]
struct TlsConfigurations(Mutex<Vec<(Trust, Weak<ClientConfig>)>>);

/// A device connects at most so often with others of its process.
const CONNECTIONS_PER_SECOND: u32 = 10;

static SHARED: LazyLock<Resources> = LazyLock::new(Resources::new);

impl Resources {
    /// The resources of all devices of the process that have no others.
    #[must_use]
    pub fn shared() -> Self {
        SHARED.clone()
    }

    /// Resources apart from [`shared`](Self::shared) ones: 10 connections a second, and up to 10 at once after a pause.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "by default a device has the shared ones")]
    pub fn new() -> Self {
        Self {
            gate: Arc::new(Gate::new(Some(Duration::from_secs(1) / CONNECTIONS_PER_SECOND))),
            tls: Arc::default(),
        }
    }

    /// Sets the rate at which devices connect: 1 to 1,000 a second. Clones that were made before keep theirs.
    ///
    /// # Errors
    ///
    /// If the rate is out of its range.
    pub fn connections_per_second(mut self, rate: u32) -> Result<Self, Error> {
        if !(1..=1000).contains(&rate) {
            return Err(Error::configuration(format!(
                "`connections_per_second` is {rate}; set it to between 1 and 1000"
            )));
        }
        self.gate = Arc::new(Gate::new(Some(Duration::from_secs(1) / rate)));
        Ok(self)
    }

    /// Resources whose gate is always open, for devices in memory.
    #[cfg(feature = "testing")]
    pub(crate) fn unlimited() -> Self {
        Self {
            gate: Arc::new(Gate::new(None)),
            tls: Arc::default(),
        }
    }

    /// A place at the gate.
    pub(super) fn place(&self) -> Place {
        Place::new(Arc::clone(&self.gate))
    }

    /// The configuration for this trust: one for all devices that have it at the same time.
    pub(crate) fn tls(&self, trust: &Trust) -> Result<Tls, TlsError> {
        let mut known = self.tls.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(_, config)| config.strong_count() > 0);
        let shared = known.iter().find(|(other, _)| other == trust);
        if let Some(config) = shared.and_then(|(_, config)| config.upgrade()) {
            return Ok(Tls::from(config));
        }
        let tls = Tls::new(trust)?;
        known.push((trust.clone(), Arc::downgrade(tls.config())));
        Ok(tls)
    }
}

impl fmt::Debug for Resources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resources")
            .field("gate", &self.gate)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;

    #[test]
    fn devices_with_the_same_trust_share_a_configuration_as_long_as_one_lives() {
        let resources = Resources::new();
        let trust = |pem: &str| Trust {
            system: false,
            pem: vec![pem.to_owned()],
        };
        let certificate = include_str!("test_ca.pem");
        let first = resources.tls(&trust(certificate)).unwrap();
        let second = resources.tls(&trust(certificate)).unwrap();
        assert!(Arc::ptr_eq(first.config(), second.config()));
        let other = resources.tls(&trust(&format!("{certificate}\n"))).unwrap();
        assert!(!Arc::ptr_eq(first.config(), other.config()));
        drop((first, second, other));
        resources.tls(&trust(certificate)).unwrap();
        assert_eq!(
            resources.tls.0.lock().unwrap().len(),
            1,
            "those without a device are forgotten"
        );
    }

    #[test]
    fn a_rate_out_of_range_is_refused() {
        for rate in [0, 1001] {
            let error = Resources::new().connections_per_second(rate).unwrap_err();
            assert!(error.to_string().contains("between 1 and 1000"), "{error}");
        }
    }
}
