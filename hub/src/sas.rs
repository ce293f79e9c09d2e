//! Verification of shared access signatures. On purpose nothing here is shared with the device's signing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::key::DeviceKey;

/// Why a token does not open the door. The texts go to events, so they say nothing that helps to guess a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Not of the form `SharedAccessSignature sr=…&sig=…&se=…`.
    Malformed,
    /// `se` has passed.
    Expired,
    /// The token is for something else.
    WrongResource,
    /// The token names a policy; this hub has none.
    Policy,
    /// Not signed with the device's key.
    WrongSignature,
}

impl Refusal {
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::Malformed => "the password is not a shared access signature",
            Self::Expired => "the token has expired",
            Self::WrongResource => "the token is for another resource",
            Self::Policy => "the token names a policy (skn), which this hub does not have",
            Self::WrongSignature => "the token is not signed with the device's key",
        }
    }
}

/// A token split in its fields, all as they were received.
struct Token<'a> {
    resource: &'a str,
    signature: &'a str,
    expiry: &'a str,
    policy: Option<&'a str>,
}

impl<'a> Token<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let fields = text.strip_prefix("SharedAccessSignature ")?;
        let field = |name: &str| {
            fields
                .split('&')
                .find_map(|field| field.split_once('=').filter(|(key, _)| *key == name))
                .map(|(_, v)| v)
        };
        Some(Self {
            resource: field("sr")?,
            signature: field("sig")?,
            expiry: field("se")?,
            policy: field("skn"),
        })
    }
}

/// Checks a token for `resource` at the Unix time `now` and returns when it expires.
///
/// What was signed is the `sr` text exactly as it stands in the token: some clients encode it, others do not, and
/// both sign what they send. Only the comparison with `resource` is made on the decoded text; a token for a prefix of
/// whole segments counts for everything below it.
pub(crate) fn verify(token: &str, resource: &str, key: &DeviceKey, now: u64) -> Result<u64, Refusal> {
    let token = Token::parse(token).ok_or(Refusal::Malformed)?;
    if token.policy.is_some_and(|policy| !policy.is_empty()) {
        return Err(Refusal::Policy);
    }
    token.check(resource, key, now)
}

impl Token<'_> {
    fn check(&self, resource: &str, key: &DeviceKey, now: u64) -> Result<u64, Refusal> {
        let expiry = self.expiry.parse::<u64>().map_err(|_| Refusal::Malformed)?;
        let signature = decode(self.signature)
            .and_then(|text| STANDARD.decode(text).ok())
            .ok_or(Refusal::Malformed)?;
        let granted = decode(self.resource).ok_or(Refusal::Malformed)?;
        if !covers(&granted, resource) {
            return Err(Refusal::WrongResource);
        }
        let signed = format!("{}\n{}", self.resource, self.expiry);
        if !key.verifies(signed.as_bytes(), &signature) {
            return Err(Refusal::WrongSignature);
        }
        // Last, so that only who knows the key learns that a token was once good.
        if expiry <= now {
            Err(Refusal::Expired)
        } else {
            Ok(expiry)
        }
    }
}

fn covers(granted: &str, resource: &str) -> bool {
    let (granted, resource) = (granted.to_ascii_lowercase(), resource.to_ascii_lowercase());
    match resource.strip_prefix(granted.trim_end_matches('/')) {
        Some(rest) => !granted.is_empty() && (rest.is_empty() || rest.starts_with('/')),
        None => false,
    }
}

/// Percent-decoding in which a broken escape or text that is not UTF-8 is an error.
fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    loop {
        rest = match rest {
            [] => return String::from_utf8(out).ok(),
            [b'%', tail @ ..] => {
                let digits = core::str::from_utf8(tail.get(..2)?).ok()?;
                if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                    return None;
                }
                out.push(u8::from_str_radix(digits, 16).ok()?);
                tail.get(2..)?
            }
            [byte, tail @ ..] => {
                out.push(*byte);
                tail
            }
        };
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;

    const DERIVED: &str = "jqdgcbzmdA5hsNw7ZHeEBg3vP1oCYJK0k/Lza2HsvDc=";
    const LAB: &str = "bGFiLWRldmljZS1rZXktMDEyMzQ1Njc4OWFiY2RlZg==";
    const V2: &str = "SharedAccessSignature sr=contoso.azure-devices.net%2Fdevices%2Fsensor-007&sig=es5E38IGo8ilufEDBd3mRxubg5FS4u%2B8ZoISQnPeL4A%3D&se=1893456000";
    const PYTHON_HUB: &str = "SharedAccessSignature sr=localhost%2Fdevices%2Fdev1&sig=mlXYBna3txRGVb5mJIcF%2BxnVjUyPwydbWSAm39B9Ebg%3D&se=1795417660";
    const PYTHON_DPS: &str = "SharedAccessSignature sr=0ne0000LAB0%2Fregistrations%2Fdev1&sig=8Z%2F61g%2FpjiRKUcC%2FiJrZkcxIqVxdf8pbL%2FgrUj2vQPQ%3D&se=1795417656";
    const NODE_DPS: &str = "SharedAccessSignature sr=0ne0000LAB0/registrations/dev1&sig=Pzw%2BTe7i%2F%2BurwX14miQM9i7AXWfHw7euwH8TWQJH0ac%3D&skn=registration&se=1795417770";
    const SENSOR: &str = "contoso.azure-devices.net/devices/sensor-007";

    fn check(token: &str, resource: &str, key: &str, now: u64) -> Result<u64, Refusal> {
        verify(token, resource, &DeviceKey::from_base64(key).unwrap(), now)
    }

    #[test]
    fn a_token_over_the_encoded_resource_is_good() {
        assert_eq!(check(V2, SENSOR, DERIVED, 1_800_000_000), Ok(1_893_456_000));
        assert_eq!(
            check(PYTHON_HUB, "localhost/devices/dev1", LAB, 1_795_000_000),
            Ok(1_795_417_660)
        );
        assert_eq!(
            check(PYTHON_DPS, "0ne0000LAB0/registrations/dev1", LAB, 1_795_000_000),
            Ok(1_795_417_656)
        );
    }

    #[test]
    fn a_token_over_the_raw_resource_is_good() {
        let token = Token::parse(NODE_DPS).unwrap();
        let key = DeviceKey::from_base64(LAB).unwrap();
        assert_eq!(
            token.check("0ne0000LAB0/registrations/dev1", &key, 1_795_000_000),
            Ok(1_795_417_770)
        );
    }

    #[test]
    fn the_signature_is_over_the_text_as_received() {
        let recoded = V2.replace("%2F", "%2f");
        assert_eq!(check(&recoded, SENSOR, DERIVED, 0), Err(Refusal::WrongSignature));
        let decoded = PYTHON_HUB.replace("%2Fdevices%2Fdev1", "/devices/dev1");
        assert_eq!(
            check(&decoded, "localhost/devices/dev1", LAB, 0),
            Err(Refusal::WrongSignature)
        );
    }

    #[test]
    fn the_order_of_the_fields_is_free() {
        let token = "SharedAccessSignature se=1893456000&sig=es5E38IGo8ilufEDBd3mRxubg5FS4u%2B8ZoISQnPeL4A%3D&sr=contoso.azure-devices.net%2Fdevices%2Fsensor-007";
        assert_eq!(check(token, SENSOR, DERIVED, 0), Ok(1_893_456_000));
    }

    #[test]
    fn an_expired_token_is_refused_from_its_second_on() {
        assert_eq!(check(V2, SENSOR, DERIVED, 1_893_455_999), Ok(1_893_456_000));
        assert_eq!(check(V2, SENSOR, DERIVED, 1_893_456_000), Err(Refusal::Expired));
    }

    #[test]
    fn another_key_device_or_policy_is_refused() {
        assert_eq!(check(V2, SENSOR, LAB, 0), Err(Refusal::WrongSignature));
        assert_eq!(
            check(V2, "contoso.azure-devices.net/devices/other", DERIVED, 0),
            Err(Refusal::WrongResource)
        );
        assert_eq!(
            check(&format!("{V2}&skn=device"), SENSOR, DERIVED, 0),
            Err(Refusal::Policy)
        );
        let later = V2.replace("1893456000", "1893456001");
        assert_eq!(check(&later, SENSOR, DERIVED, 0), Err(Refusal::WrongSignature));
    }

    #[test]
    fn a_token_covers_whole_segments_below_it_only() {
        assert!(covers("h/devices/d", "h/devices/d/modules/m"));
        assert!(covers("H/devices/d", "h/devices/d"));
        assert!(!covers("h/devices/d", "h/devices/d2"));
        assert!(!covers("h/devices/d/modules/m", "h/devices/d"));
        assert!(!covers("", "h/devices/d"));
    }

    #[test]
    fn other_texts_are_malformed() {
        for token in [
            "",
            "secret",
            "SharedAccessSignature ",
            "SharedAccessSignature sr=a&sig=%zz&se=1",
            "SharedAccessSignature sr=a&sig=YQ%3D%3D&se=x",
        ] {
            assert_eq!(check(token, "a", LAB, 0), Err(Refusal::Malformed), "{token}");
        }
    }
}
