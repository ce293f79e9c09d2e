//! A device that writes its packets by hand, so that nothing of the hub or the runtime is in the test twice.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "shared by several tests, none of which needs all of it; a failed test should say so"
)]

use core::time::Duration;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dtdl_hub::{Builder, Hub};
use hmac::{Hmac, KeyInit, Mac};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// A key with a token made by another implementation, good until 2030.
pub const KEY: &str = "jqdgcbzmdA5hsNw7ZHeEBg3vP1oCYJK0k/Lza2HsvDc=";
pub const ID: &str = "sensor-007";
pub const USER: &str =
    "contoso.azure-devices.net/sensor-007/?api-version=2021-04-12&model-id=dtmi%3Acom%3Aacme%3APump%3B1";
pub const TOKEN: &str = "SharedAccessSignature sr=contoso.azure-devices.net%2Fdevices%2Fsensor-007&sig=es5E38IGo8ilufEDBd3mRxubg5FS4u%2B8ZoISQnPeL4A%3D&se=1893456000";

const PATIENCE: Duration = Duration::from_secs(10);

pub const ACCEPTED: [u8; 4] = [0x20, 2, 0, 0];
pub const METHODS: &str = "$iothub/methods/POST/#";
pub const TWIN: &str = "$iothub/twin/res/#";
pub const DESIRED: &str = "$iothub/twin/PATCH/properties/desired/#";

pub fn hub() -> Builder {
    Hub::builder().device_with_key(ID, KEY)
}

/// A token signed here.
pub fn token(key: &str, resource: &str, expiry: u64) -> String {
    let resource = resource.replace('/', "%2F");
    let mut hmac = Hmac::<sha2::Sha256>::new_from_slice(&STANDARD.decode(key).unwrap()).unwrap();
    hmac.update(format!("{resource}\n{expiry}").as_bytes());
    let signature = STANDARD.encode(hmac.finalize().into_bytes());
    let signature = signature.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    format!("SharedAccessSignature sr={resource}&sig={signature}&se={expiry}")
}

pub fn text(text: &str) -> Vec<u8> {
    [&u16::try_from(text.len()).unwrap().to_be_bytes(), text.as_bytes()].concat()
}

pub fn packet(kind: u8, body: &[u8]) -> Vec<u8> {
    let (mut out, mut length) = (vec![kind], body.len());
    loop {
        let (low, rest) = (u8::try_from(length % 128).unwrap(), length / 128);
        out.push(if rest > 0 { low | 0x80 } else { low });
        length = rest;
        if length == 0 {
            break;
        }
    }
    [&out, body].concat()
}

/// CONNECT with user name and password; `flags` are those besides.
pub fn connect(client_id: &str, user: &str, password: &str, flags: u8, keep_alive: u16, will: &[u8]) -> Vec<u8> {
    let head = [&text("MQTT")[..], &[4, 0xC0 | flags], &keep_alive.to_be_bytes()].concat();
    packet(
        0x10,
        &[&head[..], &text(client_id), will, &text(user), &text(password)].concat(),
    )
}

pub fn subscribe(id: u8, filters: &[(&str, u8)]) -> Vec<u8> {
    let filters: Vec<u8> = filters
        .iter()
        .flat_map(|(filter, qos)| [text(filter), vec![*qos]].concat())
        .collect();
    packet(0x82, &[&[0, id][..], &filters].concat())
}

pub fn publish0(topic: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    packet(0x30, &[&text(topic)[..], body.as_ref()].concat())
}

pub fn publish1(id: u8, topic: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    packet(0x32, &[&text(topic)[..], &[0, id], body.as_ref()].concat())
}

pub struct Raw(TlsStream<TcpStream>);

impl Raw {
    /// A connection that has not said anything yet.
    pub async fn open(hub: &Hub) -> Self {
        Self::try_open(hub.port(), hub.ca_pem()).await.unwrap()
    }

    pub async fn try_open(port: u16, ca: &str) -> std::io::Result<Self> {
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from_pem_slice(ca.as_bytes()).unwrap())
            .unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        let name = ServerName::try_from("localhost").unwrap();
        Ok(Self(TlsConnector::from(Arc::new(config)).connect(name, stream).await?))
    }

    /// The device [`ID`], connected with a clean session.
    pub async fn connected(hub: &Hub) -> Self {
        let mut raw = Self::open(hub).await;
        raw.send(&connect(ID, USER, TOKEN, 2, 60, &[])).await;
        raw.expect(&ACCEPTED).await;
        raw
    }

    /// The same, subscribed to these filters with QoS 0.
    pub async fn subscribed(hub: &Hub, filters: &[&str]) -> Self {
        let mut raw = Self::connected(hub).await;
        for filter in filters {
            raw.send(&subscribe(9, &[(*filter, 0)])).await;
            raw.expect(&[0x90, 3, 0, 9, 0]).await;
        }
        raw
    }

    pub async fn send(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
        self.0.flush().await.unwrap();
    }

    /// Reads exactly these bytes.
    #[track_caller]
    pub fn expect(&mut self, bytes: &[u8]) -> impl Future<Output = ()> {
        let caller = core::panic::Location::caller();
        async move {
            let mut read = vec![0; bytes.len()];
            match timeout(PATIENCE, self.0.read_exact(&mut read)).await {
                Ok(Ok(_)) => {
                    let (read_text, text) = (String::from_utf8_lossy(&read), String::from_utf8_lossy(bytes));
                    assert!(read == bytes, "{caller}: {read_text:?} instead of {text:?}");
                }
                Ok(Err(error)) => panic!("{caller}: {error}"),
                Err(_) => panic!("{caller}: nothing came"),
            }
        }
    }

    /// Reads a packet whole.
    pub async fn read_packet(&mut self) -> Vec<u8> {
        let kind = self.0.read_u8().await.unwrap();
        let (mut length, mut shift) = (0_usize, 0);
        loop {
            let byte = self.0.read_u8().await.unwrap();
            length |= usize::from(byte & 0x7F) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await.unwrap();
        packet(kind, &body)
    }

    /// The hub closes, and sends nothing before.
    #[track_caller]
    pub fn closed(&mut self) -> impl Future<Output = ()> {
        let caller = core::panic::Location::caller();
        async move {
            let mut byte = [0];
            match timeout(PATIENCE, self.0.read(&mut byte)).await {
                Ok(Ok(0) | Err(_)) => {}
                Ok(Ok(_)) => panic!("{caller}: a packet {byte:02x?} came"),
                Err(_) => panic!("{caller}: still open"),
            }
        }
    }

    /// The hub answers a ping: whatever was sent before is done, and did not close the connection.
    #[track_caller]
    pub fn alive(&mut self) -> impl Future<Output = ()> {
        let caller = core::panic::Location::caller();
        async move {
            self.0.write_all(&[0xC0, 0]).await.unwrap();
            self.0.flush().await.unwrap();
            let mut read = [0; 2];
            match timeout(PATIENCE, self.0.read_exact(&mut read)).await {
                Ok(Ok(_)) => assert_eq!(read, [0xD0, 0], "{caller}"),
                Ok(Err(error)) => panic!("{caller}: {error}"),
                Err(_) => panic!("{caller}: no answer"),
            }
        }
    }
}
