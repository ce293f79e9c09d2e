//! A device's symmetric key.

use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use rustls::crypto::ring;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind};

/// The bytes a device signs its tokens with. Neither shown by `Debug` nor written to any log.
#[derive(Clone)]
pub(crate) struct DeviceKey(Zeroizing<Vec<u8>>);

impl DeviceKey {
    /// A new random key.
    pub(crate) fn generate() -> Result<Self, Error> {
        let mut bytes = Zeroizing::new(vec![0; 32]);
        match ring::default_provider().secure_random.fill(&mut bytes) {
            Ok(()) => Ok(Self(bytes)),
            Err(_) => Err(Error::new(ErrorKind::Other, "the system's random source failed")),
        }
    }

    /// Reads a key in base64; IoT Hub takes 16 to 64 bytes.
    pub(crate) fn from_base64(text: &str) -> Result<Self, Error> {
        let bytes = STANDARD
            .decode(text)
            .map(Zeroizing::new)
            .map_err(|_| Error::new(ErrorKind::InvalidKey, "the key is not base64"))?;
        if !(16..=64).contains(&bytes.len()) {
            return Err(Error::new(ErrorKind::InvalidKey, "a key has 16 to 64 bytes"));
        }
        Ok(Self(bytes))
    }

    pub(crate) fn to_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(&*self.0))
    }

    /// Whether `signature` is this key's HMAC-SHA256 over `text`; compared in constant time.
    pub(crate) fn verifies(&self, text: &[u8], signature: &[u8]) -> bool {
        Hmac::<Sha256>::new_from_slice(&self.0)
            .is_ok_and(|hmac| hmac.chain_update(text).verify_slice(signature).is_ok())
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceKey(..)")
    }
}
