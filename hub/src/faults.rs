//! Faults on request: what a device has to survive.

/// How the hub turns away connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// The network connection is closed before TLS.
    Close,
    /// CONNACK with return code 3, server unavailable.
    Unavailable,
    /// CONNACK with return code 5, not authorised, whatever the token says.
    NotAuthorized,
}
