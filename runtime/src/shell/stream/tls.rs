//! TLS: the one file that knows rustls.

use core::fmt;
use std::io;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;

use super::Stream;
use crate::session::TransportError;

/// The trusted certificate authorities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trust {
    /// Those of the system, or those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name; with the feature `webpki-roots`, the
    /// built-in ones too.
    pub(crate) system: bool,
    /// Further certificate authorities, as PEM texts.
    pub(crate) pem: Vec<String>,
}

/// A configuration by which no connection could be made.
#[derive(Debug)]
pub(crate) struct TlsError(String);

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for TlsError {}

/// Makes encrypted connections. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Tls(Arc<ClientConfig>);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls(..)")
    }
}

impl Tls {
    /// Reads the trusted certificates.
    pub(crate) fn new(trust: &Trust) -> Result<Self, TlsError> {
        let roots = roots(trust)?;
        let config = ClientConfig::builder_with_provider(Arc::new(provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| TlsError(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(Arc::new(config)))
    }

    /// The configuration, which others may share.
    pub(in crate::shell) const fn config(&self) -> &Arc<ClientConfig> {
        &self.0
    }

    /// Greets the server under `host`.
    pub(super) async fn connect(&self, host: &str, stream: Stream) -> Result<Stream, TransportError> {
        let name = ServerName::try_from(host.to_owned())
            .map_err(|_| TransportError::new(format!("`{host}` is not a host name")))?;
        let connector = TlsConnector::from(Arc::clone(&self.0));
        let stream = connector.connect(name, stream).await;
        stream.map(Stream::new).map_err(|error| explain(host, &error))
    }
}

impl From<Arc<ClientConfig>> for Tls {
    fn from(config: Arc<ClientConfig>) -> Self {
        Self(config)
    }
}

/// The cryptography: that of aws-lc-rs if its feature is on, whether `ring` is on or not.
///
/// `ring` is on by default, and any crate of a build can switch it on. `aws-lc-rs` is on only where a crate asked for it.
fn provider() -> CryptoProvider {
    #[cfg(feature = "aws-lc-rs")]
    let provider = rustls::crypto::aws_lc_rs::default_provider();
    #[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
    let provider = rustls::crypto::ring::default_provider();
    #[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
    let provider = compile_error!(
        "the feature `mqtt` of `dtdl-runtime` needs cryptography for TLS: enable its feature `ring` (which is on by \
         default) or `aws-lc-rs`"
    );
    provider
}

/// Collects the trusted certificate authorities, of which there is at least one.
fn roots(trust: &Trust) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    let mut trouble = String::new();
    if trust.system {
        let found = rustls_native_certs::load_native_certs();
        if let Some(error) = found.errors.first() {
            trouble = format!(": {error}");
        }
        // One damaged certificate in the system's store must not disable all others.
        roots.add_parsable_certificates(found.certs);
        #[cfg(feature = "webpki-roots")]
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    for pem in &trust.pem {
        let before = roots.len();
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            let added = certificate.map_err(|error| error.to_string());
            let added = added.and_then(|certificate| roots.add(certificate).map_err(|error| error.to_string()));
            added.map_err(|error| TlsError(format!("a trusted certificate cannot be read: {error}")))?;
        }
        if roots.len() == before {
            return Err(TlsError("a text of trusted certificates has none in it".to_owned()));
        }
    }
    if roots.is_empty() {
        return Err(TlsError(format!("no certificate authority is trusted{trouble}")));
    }
    Ok(roots)
}

/// Says in people's words what a failed greeting was about.
fn explain(host: &str, error: &io::Error) -> TransportError {
    let cause = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    let Some(rustls::Error::InvalidCertificate(why)) = cause else {
        return TransportError::new(format!("no TLS connection to `{host}`: {error}"));
    };
    let why = match why {
        CertificateError::UnknownIssuer => "its issuer is not trusted".to_owned(),
        // As with a local hub that was started anew.
        CertificateError::BadSignature => "its issuer is not trusted, though another of the same name is".to_owned(),
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "it has expired".to_owned(),
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "it is not valid yet (is the clock set?)".to_owned()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "it is for another name".to_owned()
        }
        other => other.to_string(),
    };
    TransportError::certificate(format!("the certificate of `{host}` does not verify: {why}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;

    fn trust(pem: &str) -> Result<Tls, TlsError> {
        Tls::new(&Trust {
            system: false,
            pem: vec![pem.to_owned()],
        })
    }

    #[test]
    fn a_text_without_readable_certificates_is_an_error_that_says_so() {
        assert_eq!(
            trust("").unwrap_err().to_string(),
            "a text of trusted certificates has none in it"
        );
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert!(
            trust(broken)
                .unwrap_err()
                .to_string()
                .starts_with("a trusted certificate cannot be read: ")
        );
    }

    #[test]
    fn aws_lc_rs_is_used_wherever_its_feature_is_on_and_ring_otherwise() {
        let used = format!("{:?}", provider().secure_random);
        let expected = if cfg!(feature = "aws-lc-rs") { "AwsLcRs" } else { "Ring" };
        assert_eq!(used, expected);
    }

    #[cfg(feature = "webpki-roots")]
    #[test]
    fn built_in_certificate_authorities_are_trusted_besides_those_of_the_system() {
        let all = roots(&Trust {
            system: true,
            pem: Vec::new(),
        })
        .unwrap();
        assert!(
            webpki_roots::TLS_SERVER_ROOTS
                .iter()
                .all(|root| all.roots.contains(root))
        );
    }

    /// With `webpki-roots` too: without the system's certificate authorities, the built-in ones are not trusted either.
    #[test]
    fn trusting_nobody_is_an_error() {
        let nobody = Tls::new(&Trust {
            system: false,
            pem: Vec::new(),
        });
        assert_eq!(nobody.unwrap_err().to_string(), "no certificate authority is trusted");
    }

    #[test]
    fn a_certificate_that_does_not_verify_is_explained() {
        let error = |why| io::Error::new(io::ErrorKind::InvalidData, rustls::Error::InvalidCertificate(why));
        let explained = explain("hub", &error(CertificateError::Expired));
        assert!(explained.is_certificate);
        assert_eq!(
            explained.message,
            "the certificate of `hub` does not verify: it has expired"
        );
        assert!(
            explain("hub", &error(CertificateError::NotValidYet))
                .message
                .ends_with("(is the clock set?)")
        );
        assert!(!explain("hub", &io::ErrorKind::ConnectionReset.into()).is_certificate);
    }
}
