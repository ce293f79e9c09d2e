//! The hub's certificate authority and the server certificate it signs, both made at start.

use core::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use zeroize::Zeroizing;

use crate::error::{Error, ErrorKind};
use crate::state::invalid;

/// The names that the server certificate is valid for.
const NAMES: [&str; 2] = ["localhost", "127.0.0.1"];

/// What a device has to trust, and the server's side of TLS.
#[derive(Clone)]
pub(crate) struct Certificate {
    ca_pem: String,
    certificate: CertificateDer<'static>,
    key: Arc<Zeroizing<Vec<u8>>>,
    server: Arc<ServerConfig>,
}

impl Certificate {
    pub(crate) fn generate() -> Result<Self, Error> {
        let failed = |error: rcgen::Error| Error::new(ErrorKind::Other, "cannot make a certificate").with_source(error);

        let mut ca = CertificateParams::default();
        ca.distinguished_name = name("dtdl-hub development CA");
        ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        (ca.not_before, ca.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2049, 1, 1));
        let ca = CertifiedIssuer::self_signed(ca, KeyPair::generate().map_err(failed)?).map_err(failed)?;

        let mut leaf = CertificateParams::new(NAMES.map(str::to_owned)).map_err(failed)?;
        leaf.distinguished_name = name("localhost");
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.use_authority_key_identifier_extension = true;
        (leaf.not_before, leaf.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2049, 1, 1));
        let key = KeyPair::generate().map_err(failed)?;
        let leaf = leaf.signed_by(&key, &ca).map_err(failed)?;

        Self::new(ca.pem(), leaf.der().clone(), Zeroizing::new(key.serialize_der()))
            .map_err(|error| Error::new(ErrorKind::Other, "cannot set up TLS").with_source(error))
    }

    fn new(
        ca_pem: String,
        certificate: CertificateDer<'static>,
        key: Zeroizing<Vec<u8>>,
    ) -> Result<Self, rustls::Error> {
        let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.to_vec()));
        let server = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], private)?;
        Ok(Self {
            ca_pem,
            certificate,
            key: Arc::new(key),
            server: Arc::new(server),
        })
    }

    /// From what [`to_base64`](Self::to_base64) wrote.
    pub(crate) fn from_base64(ca_pem: &str, certificate: &str, key: &str) -> Result<Self, Error> {
        let unreadable = || invalid("its certificate or key is unreadable");
        let certificate = STANDARD.decode(certificate).map_err(|_| unreadable())?;
        let key = STANDARD.decode(key).map(Zeroizing::new).map_err(|_| unreadable())?;
        Self::new(ca_pem.to_owned(), certificate.into(), key).map_err(|error| unreadable().with_source(error))
    }

    /// The server's certificate, and its key.
    pub(crate) fn to_base64(&self) -> (String, Zeroizing<String>) {
        let key = Zeroizing::new(STANDARD.encode(&**self.key));
        (STANDARD.encode(&self.certificate), key)
    }

    /// The certificate of the authority, in PEM.
    pub(crate) fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    pub(crate) fn server(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.server)
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Certificate(..)")
    }
}

fn name(common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common_name);
    name
}
