//! Texts at addresses: the one file that knows the HTTP client.

use core::time::Duration;
use std::sync::Arc;

use ureq::http::{StatusCode, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Error};

/// How long a server may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// How long a text may take from the first byte of the request to the last of the answer.
const ANSWER: Duration = Duration::from_secs(60);

/// Why there is no text.
#[derive(Debug)]
pub(super) enum Failure {
    /// It is larger than is read.
    TooLarge,
    /// It is not UTF-8.
    NotUtf8,
    /// Anything else, in words.
    Other(String),
}

/// Asks servers for texts.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    /// How many bytes of a text are read.
    limit: usize,
}

impl Client {
    /// One that trusts the certificate authorities of the system, or those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name.
    pub(super) fn new(limit: usize) -> Result<Self, String> {
        let found = rustls_native_certs::load_native_certs();
        if let (true, Some(error)) = (found.certs.is_empty(), found.errors.first()) {
            return Err(format!("no certificate authority is trusted: {error}"));
        }
        let certificates: Vec<Certificate<'static>> = found
            .certs
            .iter()
            .map(|certificate| Certificate::from_der(certificate).to_owned())
            .collect();
        Ok(Self::within(limit, ANSWER, &certificates))
    }

    fn within(limit: usize, patience: Duration, certificates: &[Certificate<'static>]) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::new_with_certs(certificates))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .https_only(true)
            .http_status_as_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(patience))
            .user_agent(concat!("dtdlgen/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls)
            .build();
        Self {
            agent: config.into(),
            limit,
        }
    }

    /// The text at an address; `None`: there is none.
    pub(super) fn get(&self, address: &str) -> Result<Option<String>, Failure> {
        let mut response = self.agent.get(address).call().map_err(failure)?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(None),
            status => return Err(Failure::Other(format!("the server answered {status}"))),
        }
        let body = response.body_mut().with_config().limit(self.limit as u64);
        let bytes = body.read_to_vec().map_err(failure)?;
        String::from_utf8(bytes).map(Some).map_err(|_| Failure::NotUtf8)
    }
}

fn failure(error: Error) -> Failure {
    match error {
        Error::BodyExceedsLimit(_) => Failure::TooLarge,
        Error::Timeout(_) => Failure::Other("the server did not answer in time".to_owned()),
        Error::HostNotFound => Failure::Other("there is no such host".to_owned()),
        Error::Io(error) => Failure::Other(error.to_string()),
        other => Failure::Other(other.to_string()),
    }
}

/// Refuses an address that is not `https://host`, perhaps with a port and a path.
pub(super) fn check(address: &str) -> Result<(), String> {
    let refused = |why: &str| Err(format!("`{address}` cannot be asked for models: {why}"));
    let Some(rest) = address.strip_prefix("https://") else {
        return refused("an address starts with `https://`");
    };
    if rest.split('/').next().unwrap_or_default().contains('@') {
        return Err("an address with a name or password in it cannot be asked for models".to_owned());
    }
    match address.parse::<Uri>() {
        Ok(uri) if uri.query().is_some() || address.contains('#') => refused("it ends with its path"),
        Ok(uri) if uri.host().is_some_and(|host| !host.is_empty()) => Ok(()),
        Ok(_) => refused("it has no host"),
        Err(error) => refused(&error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use core::time::Duration;
    use std::net::TcpListener;

    use super::{Client, Failure, check};

    #[test]
    fn a_server_that_never_answers_is_not_waited_for() {
        // Connections wait in its queue, and nobody ever takes them.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = Client::within(1000, Duration::from_millis(50), &[]);
        let address = format!("https://localhost:{}/x", silent.local_addr().unwrap().port());
        let failure = client.get(&address).err().unwrap();
        assert!(
            matches!(&failure, Failure::Other(why) if why == "the server did not answer in time"),
            "{failure:?}"
        );
    }

    #[test]
    fn an_address_is_https_with_a_host_and_perhaps_a_port_and_a_path() {
        for address in ["https://devicemodels.azure.com", "https://127.0.0.1:8443/some/where/"] {
            assert_eq!(check(address), Ok(()));
        }
        let refused = [
            ("http://example.com", "starts with `https://`"),
            ("https://", "cannot be asked"),
            ("https://a b", "cannot be asked"),
            ("https://example.com/?version=1", "ends with its path"),
            ("https://example.com/#top", "ends with its path"),
        ];
        for (address, why) in refused {
            let message = check(address).err().unwrap_or_default();
            assert!(
                message.contains(why) && message.contains(address),
                "{address}: {message}"
            );
        }
        let message = check("https://me:secret@example.com").err().unwrap_or_default();
        assert!(message.contains("password") && !message.contains("secret"), "{message}");
    }
}
