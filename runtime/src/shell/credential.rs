//! Credentials of a device.

use core::time::Duration;

use crate::protocol::Credential;
use crate::sas::{Key, SasToken};
use crate::session::AuthenticationError;
use crate::time::Now;

/// Makes tokens from a symmetric key.
#[derive(Debug)]
pub(crate) struct Signer {
    pub(crate) key: Key,
    /// How long a token is valid.
    pub(crate) lifetime: Duration,
}

impl Signer {
    /// A token for this resource.
    pub(super) fn sign(&self, resource: &str, now: Now) -> Result<Credential, AuthenticationError> {
        let wall = now.wall.ok_or(AuthenticationError::ClockNotSet)?;
        let expiry = wall.saturating_add(self.lifetime).as_secs();
        let token = self.key.token(resource, expiry, None);
        Ok(Credential::Token(SasToken::new(token, expiry)))
    }
}
