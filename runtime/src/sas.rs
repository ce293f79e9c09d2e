//! Shared access signatures: the tokens by which a device proves that it has its key.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::wire::percent;

/// A symmetric key. Wiped from memory when dropped, and never shown.
#[derive(Clone)]
pub struct Key(Zeroizing<Vec<u8>>);

/// A text that is not a key: not Base64, or empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyError;

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the key is not Base64 of at least one byte")
    }
}

impl core::error::Error for KeyError {}

impl Key {
    /// Reads a key in Base64, as it stands in a connection string.
    ///
    /// # Errors
    /// The text is not Base64, or empty.
    pub fn from_base64(text: &str) -> Result<Self, KeyError> {
        match STANDARD.decode(text.trim()) {
            Ok(bytes) if !bytes.is_empty() => Ok(Self(Zeroizing::new(bytes))),
            _ => Err(KeyError),
        }
    }

    /// The device's own key, from the key of the enrollment group it belongs to.
    #[must_use]
    pub fn derive(&self, registration_id: &str) -> Self {
        Self(Zeroizing::new(self.mac(registration_id)))
    }

    /// The key in Base64: a secret.
    #[must_use]
    pub fn to_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(STANDARD.encode(self.0.as_slice()))
    }

    /// A token for `resource` (`{host}/devices/{device}`), valid until `expiry` in seconds since 1970. Device keys have
    /// no `policy`.
    ///
    /// ```
    /// use dtdl_runtime::sas::Key;
    ///
    /// let group = Key::from_base64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")?;
    /// let token = group.derive("pump-1").token("contoso.azure-devices.net/devices/pump-1", 1_893_456_000, None);
    /// assert!(token.starts_with("SharedAccessSignature sr=contoso.azure-devices.net%2Fdevices%2Fpump-1&sig="));
    /// # Ok::<(), dtdl_runtime::sas::KeyError>(())
    /// ```
    #[must_use]
    pub fn token(&self, resource: &str, expiry: u64, policy: Option<&str>) -> Zeroizing<String> {
        /// Nearly all of it percent-encoded: a signature has 44 characters in Base64, an expiry 20 digits at most.
        const REST: usize = "SharedAccessSignature sr=&sig=&se=&skn=".len() + 3 * 44 + 20;
        let resource = percent::encode(resource);
        let expiry = alloc::format!("{expiry}");
        let mac = Zeroizing::new(self.mac(&alloc::format!("{resource}\n{expiry}")));
        let signature = Zeroizing::new(STANDARD.encode(&*mac));
        // Full size at once: no piece of the token stays behind where a buffer grew.
        let length = REST + resource.len() + policy.map_or(0, str::len);
        let mut token = Zeroizing::new(String::with_capacity(length));
        for part in ["SharedAccessSignature sr=", &resource, "&sig="] {
            token.push_str(part);
        }
        percent::encode_into(&signature, &mut token);
        for part in ["&se=", &expiry] {
            token.push_str(part);
        }
        for part in policy.map(|policy| ["&skn=", policy]).iter().flatten() {
            token.push_str(part);
        }
        token
    }

    fn mac(&self, text: &str) -> Vec<u8> {
        hmac_sha256::HMAC::mac(text, &*self.0).to_vec()
    }
}

/// A token with the end of its life. Wiped from memory when dropped, and never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct SasToken {
    text: Zeroizing<String>,
    expiry: u64,
}

impl SasToken {
    /// A token that was made elsewhere, valid until `expiry` in seconds since 1970.
    #[must_use]
    pub const fn new(text: Zeroizing<String>, expiry: u64) -> Self {
        Self { text, expiry }
    }

    /// The token: a secret.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The end of its life, in seconds since 1970.
    #[must_use]
    pub const fn expiry(&self) -> u64 {
        self.expiry
    }
}

impl fmt::Debug for SasToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SasToken")
            .field("expiry", &self.expiry)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;

    const GROUP: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==";
    const DEVICE: &str = "jqdgcbzmdA5hsNw7ZHeEBg3vP1oCYJK0k/Lza2HsvDc=";

    fn key(base64: &str) -> Key {
        Key::from_base64(base64).unwrap()
    }

    #[test]
    fn device_keys_are_derived_as_published() {
        let published = key("8isrFI1sGsIlvvFSSFRiMfCNzv21fjbE/+ah/lSh3lF8e2YG1Te7w1KpZhJFFXJrqYKi9yegxkqIChbqOS9Egw==");
        assert_eq!(
            *published.derive("sn-007-888-abc-mac-a1-b2-c3-d4-e5-f6").to_base64(),
            "Jsm0lyGpjaVYVP2g3FnmnmG9dI/9qU24wNoykUmermc="
        );
        for (registration, device) in [
            ("dev1", "4au4SX34BGNfKzwqK3pnHfGtzfkkGgMg/yuXrHYqJxg="),
            ("sensor-007", DEVICE),
            ("thermo-ab12", "5EQ+DvQ3ZheNlT/ZENAiA2DEeHf8I56GOKoE2P4Flwg="),
        ] {
            assert_eq!(*key(GROUP).derive(registration).to_base64(), device);
        }
    }

    #[test]
    fn tokens_for_device_provisioning_and_module_are_as_computed_elsewhere() {
        let key = key(DEVICE);
        assert_eq!(
            *key.token("contoso.azure-devices.net/devices/sensor-007", 1_893_456_000, None),
            "SharedAccessSignature sr=contoso.azure-devices.net%2Fdevices%2Fsensor-007&sig=es5E38IGo8ilufEDBd3mRxubg5FS4u%2B8ZoISQnPeL4A%3D&se=1893456000"
        );
        assert_eq!(
            *key.token(
                "0ne00AB12CD/registrations/sensor-007",
                1_893_456_000,
                Some("registration")
            ),
            "SharedAccessSignature sr=0ne00AB12CD%2Fregistrations%2Fsensor-007&sig=fqcHolZipwCZ2KCEeFTlFnpB3v5RSUZXmMh5MG%2FiLRM%3D&se=1893456000&skn=registration"
        );
        assert_eq!(
            *key.token(
                "contoso.azure-devices.net/devices/edge1/modules/filter",
                1_893_456_000,
                None
            ),
            "SharedAccessSignature sr=contoso.azure-devices.net%2Fdevices%2Fedge1%2Fmodules%2Ffilter&sig=PpsCtKahS1icRve5VBPXCJFEiu9waV%2B2UJXIvptTAtI%3D&se=1893456000"
        );
    }

    #[test]
    fn tokens_are_those_of_the_official_python_client() {
        let key = key("bGFiLWRldmljZS1rZXktMDEyMzQ1Njc4OWFiY2RlZg==");
        assert_eq!(
            *key.token("localhost/devices/dev1", 1_795_417_660, None),
            "SharedAccessSignature sr=localhost%2Fdevices%2Fdev1&sig=mlXYBna3txRGVb5mJIcF%2BxnVjUyPwydbWSAm39B9Ebg%3D&se=1795417660"
        );
        assert_eq!(
            *key.token("0ne0000LAB0/registrations/dev1", 1_795_417_656, None),
            "SharedAccessSignature sr=0ne0000LAB0%2Fregistrations%2Fdev1&sig=8Z%2F61g%2FpjiRKUcC%2FiJrZkcxIqVxdf8pbL%2FgrUj2vQPQ%3D&se=1795417656"
        );
    }

    #[test]
    fn a_key_is_never_shown_and_bad_keys_are_errors() {
        assert_eq!(alloc::format!("{:?}", key(DEVICE)), "Key(..)");
        assert_eq!(Key::from_base64("").unwrap_err(), KeyError);
        assert_eq!(Key::from_base64("not base64!").unwrap_err(), KeyError);
    }
}
