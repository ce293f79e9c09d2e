//! The service's part behind a broker that knows nothing of IoT Hub: an MQTT client in bytes, so that none of our own
//! code stands between.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use core::time::Duration;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// A client that is connected.
#[derive(Debug)]
pub struct Peer(TcpStream);

impl Peer {
    /// Connects to a port of this machine, without TLS, and subscribes.
    ///
    /// # Panics
    /// The broker does not answer as MQTT says.
    #[must_use]
    pub fn connect(port: u16, filters: &[&str]) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut peer = Self(stream);
        let mut connect = text("MQTT");
        connect.extend([4, 2, 0, 0]);
        connect.extend(text("peer"));
        peer.write(0x10, &connect);
        assert_eq!(peer.read(), (0x20, vec![0, 0]), "CONNACK");
        let mut subscribe = vec![0, 1];
        for filter in filters {
            subscribe.extend(text(filter));
            subscribe.push(0);
        }
        peer.write(0x82, &subscribe);
        assert_eq!(peer.read().0, 0x90, "SUBACK");
        peer
    }

    /// Publishes at QoS 0.
    ///
    /// # Panics
    /// The connection is lost.
    pub fn publish(&mut self, topic: &str, payload: &str) {
        let mut body = text(topic);
        body.extend(payload.as_bytes());
        self.write(0x30, &body);
    }

    /// Waits for the next message, and returns its topic and payload.
    ///
    /// # Panics
    /// The connection is lost, or nothing comes for 30 seconds.
    pub fn receive(&mut self) -> (String, String) {
        loop {
            let (kind, body) = self.read();
            if kind & 0xf0 != 0x30 {
                continue;
            }
            let length = usize::from(u16::from_be_bytes([body[0], body[1]]));
            let (topic, payload) = body[2..].split_at(length);
            return (
                String::from_utf8(topic.to_vec()).unwrap(),
                String::from_utf8(payload.to_vec()).unwrap(),
            );
        }
    }

    fn write(&mut self, kind: u8, body: &[u8]) {
        let mut packet = vec![kind];
        let mut length = body.len();
        while length >= 0x80 {
            packet.push((length % 0x80) as u8 | 0x80);
            length /= 0x80;
        }
        packet.push(length as u8);
        packet.extend(body);
        self.0.write_all(&packet).unwrap();
    }

    fn read(&mut self) -> (u8, Vec<u8>) {
        let kind = self.byte();
        let (mut length, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            length |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        (kind, body)
    }

    fn byte(&mut self) -> u8 {
        let mut byte = [0];
        self.0.read_exact(&mut byte).unwrap();
        byte[0]
    }
}

fn text(text: &str) -> Vec<u8> {
    let mut bytes = u16::try_from(text.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(text.as_bytes());
    bytes
}
