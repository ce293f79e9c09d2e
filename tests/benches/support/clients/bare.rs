//! MQTT 3.1.1 by hand: constant bytes over TLS, and a count of the acknowledgements.

use std::sync::{Arc, OnceLock};

use clients::{Client, Hub, Result};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

const HOST: &str = "localhost";
const KEEP_ALIVE: u16 = 60;
const CONNACK: u8 = 0x20;
const PUBACK: u8 = 0x40;
const PAYLOAD: &[u8] = br#"{"temperature":21.5}"#;

/// As long as those of a device, whose identifier and time are others for each message.
const PROPERTIES: &str = "%24.ct=application%2Fjson&%24.ce=utf-8&%24.mid=01234567-1234\
                          &iothub-creation-time-utc=2026-01-01T00%3A00%3A00.000Z";

struct Bare {
    stream: TlsStream<TcpStream>,
    topic: String,
    packet_id: u16,
    output: Vec<u8>,
    input: [u8; 512],
    /// How much of `input` is filled with bytes that are not read yet.
    filled: usize,
}

impl Client for Bare {
    async fn start(hub: &Hub, id: String) -> Result<Self> {
        let tcp = TcpStream::connect((HOST, hub.port)).await?;
        tcp.set_nodelay(true)?;
        let stream = connector(hub)?.connect(ServerName::try_from(HOST)?, tcp).await?;
        let mut client = Self {
            stream,
            topic: format!("devices/{id}/messages/events/{PROPERTIES}"),
            packet_id: 0,
            output: Vec::new(),
            input: [0; 512],
            filled: 0,
        };
        client.connect(&id);
        client.flush().await?;
        while client.count(CONNACK)? == 0 {
            client.read().await?;
        }
        Ok(client)
    }

    async fn send(&mut self, count: usize, in_flight: usize) -> Result<()> {
        let (mut sent, mut acknowledged) = (0, 0);
        while acknowledged < count {
            while sent < count && sent - acknowledged < in_flight {
                self.publish();
                sent += 1;
            }
            self.flush().await?;
            self.read().await?;
            acknowledged += self.count(PUBACK)?;
        }
        Ok(())
    }

    async fn rest(mut self) {
        while self.read().await.is_ok() {
            self.filled = 0;
        }
    }
}

impl Bare {
    fn connect(&mut self, id: &str) {
        let user_name = format!("{HOST}/{id}/?api-version=2021-04-12");
        let length = 10
            + [id, &user_name, "password"]
                .map(|text| 2 + text.len())
                .iter()
                .sum::<usize>();
        self.head(0x10, length);
        self.text("MQTT");
        self.output.extend([4, 0xc0]);
        self.output.extend(KEEP_ALIVE.to_be_bytes());
        self.text(id);
        self.text(&user_name);
        self.text("password");
    }

    fn publish(&mut self) {
        self.packet_id = self.packet_id.checked_add(1).unwrap_or(1);
        self.head(0x32, 2 + self.topic.len() + 2 + PAYLOAD.len());
        self.output.extend((self.topic.len() as u16).to_be_bytes());
        self.output.extend_from_slice(self.topic.as_bytes());
        self.output.extend(self.packet_id.to_be_bytes());
        self.output.extend_from_slice(PAYLOAD);
    }

    fn head(&mut self, kind: u8, mut length: usize) {
        self.output.push(kind);
        while length >= 0x80 {
            self.output.push(length as u8 | 0x80);
            length >>= 7;
        }
        self.output.push(length as u8);
    }

    fn text(&mut self, text: &str) {
        self.output.extend((text.len() as u16).to_be_bytes());
        self.output.extend_from_slice(text.as_bytes());
    }

    async fn flush(&mut self) -> Result<()> {
        if !self.output.is_empty() {
            self.stream.write_all(&self.output).await?;
            self.stream.flush().await?;
            self.output.clear();
        }
        Ok(())
    }

    async fn read(&mut self) -> Result<()> {
        match self.stream.read(&mut self.input[self.filled..]).await? {
            0 => Err("the hub closed the connection".into()),
            length => {
                self.filled += length;
                Ok(())
            }
        }
    }

    /// Takes whole packets from `input`, all of one kind, and counts them.
    fn count(&mut self, kind: u8) -> Result<usize> {
        let packets = self.input[..self.filled].chunks_exact(4);
        let (count, rest) = (packets.len(), packets.remainder().len());
        for packet in packets {
            if packet[..2] != [kind, 2] || kind == CONNACK && packet[3] != 0 {
                return Err(format!("unexpected packet {packet:x?}").into());
            }
        }
        self.input.copy_within(self.filled - rest..self.filled, 0);
        self.filled = rest;
        Ok(count)
    }
}

/// Reads the trusted certificates once, for all connections.
fn connector(hub: &Hub) -> Result<TlsConnector> {
    static CONNECTOR: OnceLock<TlsConnector> = OnceLock::new();
    if let Some(connector) = CONNECTOR.get() {
        return Ok(connector.clone());
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots.add(CertificateDer::from_pem_slice(hub.ca_pem.as_bytes())?)?;
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(CONNECTOR.get_or_init(|| TlsConnector::from(Arc::new(config))).clone())
}

fn main() -> Result<()> {
    clients::run::<Bare>()
}
