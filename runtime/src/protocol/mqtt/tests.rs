//! Packets against literal bytes, in both directions; any bytes in any pieces; and the rules of a connection.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed test should say so"
)]

use alloc::format;
use alloc::vec;
use zeroize::Zeroizing;

use super::packet::{Connect as ConnectPacket, lengths, parse};
use super::*;
use crate::identity::Identity;
use crate::protocol::{Message, Settlement, Target, TelemetryId};
use crate::retry::Random;
use crate::sas::SasToken;

fn written(write: impl FnOnce(&mut Vec<u8>) -> Result<(), Unwritable>) -> Vec<u8> {
    let mut out = b"kept".to_vec();
    write(&mut out).unwrap();
    out.split_off(4)
}

fn at(seconds: u64) -> Now {
    Now {
        monotonic: Duration::from_secs(seconds),
        wall: None,
    }
}

#[test]
fn connect_has_clean_session_0_and_a_password_only_if_there_is_one() {
    let mut connect = ConnectPacket {
        client_id: "dev1",
        user_name: "localhost/dev1/?api-version=2021-04-12",
        password: Some("secret"),
        keep_alive: 60,
    };
    assert_eq!(
        written(|out| connect.write(out)),
        b"\x10\x40\x00\x04MQTT\x04\xC0\x00\x3C\x00\x04dev1\x00\x26localhost/dev1/?api-version=2021-04-12\x00\x06secret"
    );
    connect.password = None;
    assert_eq!(
        written(|out| connect.write(out)),
        b"\x10\x38\x00\x04MQTT\x04\x80\x00\x3C\x00\x04dev1\x00\x26localhost/dev1/?api-version=2021-04-12"
    );
}

#[test]
fn packets_are_written_as_the_standard_says() {
    assert_eq!(
        written(|out| packet::subscribe(1, &[("$iothub/methods/POST/#", 0), ("a/#", 1)], out)),
        b"\x82\x21\x00\x01\x00\x16$iothub/methods/POST/#\x00\x00\x03a/#\x01"
    );
    let acknowledged = |duplicate| Qos::AtLeastOnce {
        packet_id: 7,
        duplicate,
    };
    assert_eq!(
        written(|out| packet::publish("a/b", b"{}", acknowledged(true), out)),
        b"\x3A\x09\x00\x03a/b\x00\x07{}"
    );
    assert_eq!(
        written(|out| packet::publish("a/b", b"{}", acknowledged(false), out)),
        b"\x32\x09\x00\x03a/b\x00\x07{}"
    );
    assert_eq!(
        written(|out| packet::publish("a/b", b"", Qos::AtMostOnce, out)),
        b"\x30\x05\x00\x03a/b"
    );
    let mut out = Vec::new();
    packet::acknowledge(7, &mut out);
    packet::ping(&mut out);
    packet::disconnect(&mut out);
    assert_eq!(out, b"\x40\x02\x00\x07\xC0\x00\xE0\x00");
}

#[test]
fn lengths_are_written_and_read_at_their_limits() {
    for (length, header) in [
        (122, &b"\x30\x7F"[..]),
        (123, b"\x30\x80\x01"),
        (16_378, b"\x30\xFF\x7F"),
        (16_379, b"\x30\x80\x80\x01"),
        (2_097_147, b"\x30\x80\x80\x80\x01"),
    ] {
        let packet = written(|out| packet::publish("a/b", &vec![0; length], Qos::AtMostOnce, out));
        assert_eq!(&packet[..header.len()], header);
        let (head, body) = lengths(&packet, usize::MAX).unwrap().unwrap();
        assert_eq!((head, head + body), (header.len(), packet.len()));
    }
}

#[test]
fn a_text_longer_than_mqtt_allows_cannot_be_written() {
    let long = "x".repeat(65_536);
    let mut out = Vec::new();
    assert_eq!(packet::publish(&long, b"", Qos::AtMostOnce, &mut out), Err(Unwritable));
    assert!(out.is_empty());
    assert_eq!(packet::subscribe(1, &[(&long, 0)], &mut out), Err(Unwritable));
}

/// All that a reader makes of bytes that come in these pieces.
fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<String>, Option<Malformed>) {
    let (mut reader, mut packets) = (Reader::default(), Vec::new());
    for piece in pieces {
        let mut rest = piece;
        loop {
            match reader.next(&mut rest) {
                Ok(Some(packet)) => packets.push(format!("{packet:?}")),
                Ok(None) => break,
                Err(malformed) => return (packets, Some(malformed)),
            }
        }
        assert!(rest.is_empty());
    }
    (packets, None)
}

const FROM_A_HUB: &[u8] =
    b"\x20\x02\x01\x00\x90\x05\x00\x01\x00\x01\x80\x40\x02\x00\x07\x32\x09\x00\x03a/b\x00\x08{}\x31\x06\x00\x03a/b!\xD0\x00";

#[test]
fn packets_are_read_in_any_pieces() {
    let packets = [
        Packet::ConnectAcknowledged {
            session_present: true,
            code: 0,
        },
        Packet::Subscribed {
            packet_id: 1,
            all: false,
        },
        Packet::Acknowledged { packet_id: 7 },
        Packet::Message {
            topic: "a/b",
            body: b"{}",
            packet_id: Some(8),
        },
        Packet::Message {
            topic: "a/b",
            body: b"!",
            packet_id: None,
        },
        Packet::Pong,
    ];
    let expected: Vec<String> = packets.iter().map(|packet| format!("{packet:?}")).collect();
    for size in 1..=FROM_A_HUB.len() {
        assert_eq!(
            read(FROM_A_HUB.chunks(size)),
            (expected.clone(), None),
            "pieces of {size}"
        );
    }
}

#[test]
fn bytes_that_are_not_a_packet_of_a_hub_are_refused_by_name() {
    for (bytes, detail) in [
        (&b"\x00\x00"[..], "a packet that no hub sends"),
        (b"\x10\x00", "a packet that no hub sends"),
        (b"\xFF\xFF\xFF\xFF\xFF", "a packet whose length has no end"),
        (b"\x30\xFF\xFF\xFF\x7F", "a packet larger than 1 MiB"),
        (b"\x20\x03\x00\x00\x00", "a CONNACK of another form"),
        (b"\x20\x02\x02\x00", "a CONNACK of another form"),
        (b"\x40\x03\x00\x00\x00", "a PUBACK of another form"),
        (b"\x90\x02\x00\x01", "a SUBACK of another form"),
        (b"\xD0\x01\x00", "a PINGRESP of another form"),
        (
            b"\x34\x07\x00\x03a/b\x00\x08",
            "a PUBLISH at a QoS that was not granted",
        ),
        (b"\x32\x07\x00\x03a/b\x00\x00", "a packet identifier of 0"),
        (b"\x32\x06\x00\x03a/b\x00", "a PUBLISH that ends too early"),
        (b"\x30\x04\x00\x09ab", "a PUBLISH that ends too early"),
        (b"\x30\x02\x00\x00", "a topic that MQTT does not have"),
        (b"\x30\x05\x00\x03a/#", "a topic that MQTT does not have"),
        (b"\x30\x03\x00\x01\xFF", "a topic that is not UTF-8"),
    ] {
        assert_eq!(read([bytes]).1, Some(Malformed(detail)), "{bytes:x?}");
    }
}

#[test]
fn any_bytes_mean_the_same_in_one_piece_and_in_many() {
    let mut random = Random::new(1);
    for _ in 0..20_000 {
        let mut bytes = FROM_A_HUB.to_vec();
        for _ in 0..random.next() % 4 {
            let index = (random.next() % bytes.len() as u64) as usize;
            match random.next() % 3 {
                0 => bytes[index] = random.next().to_le_bytes()[0],
                1 => bytes.truncate(index + 1),
                _ => bytes.insert(index, random.next().to_le_bytes()[0]),
            }
        }
        let whole = read([&bytes[..]]);
        let size = 1 + (random.next() % 7) as usize;
        assert_eq!(read(bytes.chunks(size)), whole, "{bytes:x?}");
        // The result does not depend on the bytes behind the packet.
        let _ = parse(bytes[0], &bytes[1..]);
    }
}

/// A device that was welcomed, and what it has said since.
fn welcome(config: Config) -> (Mqtt, Vec<u8>) {
    let mut mqtt = Mqtt::new(config);
    connect(&mut mqtt);
    let mut out = Vec::new();
    mqtt.handle_bytes(b"\x20\x02\x00\x00", &mut out, at(0));
    assert_eq!(mqtt.poll_input(), Some(Input::Connected));
    (mqtt, out)
}

fn connect(mqtt: &mut Mqtt) -> Vec<u8> {
    let token = SasToken::new(Zeroizing::new("secret".into()), 0);
    let identity = Identity::device("h", "d");
    let connect = Connect::new(Target::mqtt("h", 8883), identity, Credential::Token(token));
    let mut out = Vec::new();
    mqtt.handle_connect(&connect, &mut out, at(0));
    out
}

fn config() -> Config {
    Config::new("dtmi:a;1")
}

#[test]
fn kinds_of_refusals_are_told_apart() {
    for (code, input) in [
        (1, Input::Refused(Refusal::Rejected)),
        (2, Input::Refused(Refusal::Rejected)),
        (3, Input::Refused(Refusal::Unavailable(None))),
        (4, Input::Refused(Refusal::Unauthorized)),
        (5, Input::Refused(Refusal::Unauthorized)),
        (6, Input::Failed(Failure::Violation("a CONNACK with an unknown code"))),
    ] {
        let mut mqtt = Mqtt::new(config());
        connect(&mut mqtt);
        mqtt.handle_bytes(&[0x20, 2, 0, code], &mut Vec::new(), at(0));
        assert_eq!(mqtt.poll_input(), Some(input));
        assert_eq!(mqtt.poll_timeout(), None);
    }
}

#[test]
fn a_packet_out_of_order_ends_the_connection() {
    let mut mqtt = Mqtt::new(config());
    connect(&mut mqtt);
    mqtt.handle_bytes(b"\x40\x02\x00\x07", &mut Vec::new(), at(0));
    let early = Failure::Violation("a packet before CONNACK");
    assert_eq!(mqtt.poll_input(), Some(Input::Failed(early)));
    let (mut mqtt, _) = welcome(config());
    mqtt.handle_bytes(b"\x20\x02\x00\x00\xD0\x00", &mut Vec::new(), at(0));
    let second = Failure::Violation("a second CONNACK");
    assert_eq!(mqtt.poll_input(), Some(Input::Failed(second)));
    assert_eq!(mqtt.poll_input(), None, "nothing after the end");
}

#[test]
fn an_answer_to_nothing_is_told_and_ignored() {
    let (mut mqtt, _) = welcome(config());
    mqtt.handle_bytes(
        b"\x40\x02\x00\x07\x90\x03\x00\x09\x00\x30\x05\x00\x03x/y",
        &mut Vec::new(),
        at(0),
    );
    for detail in [
        "a PUBACK for no message under way",
        "a SUBACK for no SUBSCRIBE",
        "a message on an unknown topic",
    ] {
        assert_eq!(mqtt.poll_input(), Some(Input::Unexpected(detail)));
    }
    assert!(mqtt.poll_timeout().is_some(), "the connection goes on");
}

#[test]
fn cloud_to_device_messages_are_subscribed_to_on_demand_and_acknowledged_when_settled() {
    let (_, plain) = welcome(config());
    assert!(!plain.windows(11).any(|window| window == b"devicebound"));
    let mut config = config();
    config.cloud_to_device = true;
    let (mut mqtt, subscription) = welcome(config);
    assert!(subscription.ends_with(b"\x00\x20devices/d/messages/devicebound/#\x01"));
    let mut out = Vec::new();
    let topic = "devices/d/messages/devicebound/%24.mid=7";
    packet::publish(
        topic,
        b"hi",
        Qos::AtLeastOnce {
            packet_id: 9,
            duplicate: false,
        },
        &mut out,
    )
    .unwrap();
    let message = core::mem::take(&mut out);
    mqtt.handle_bytes(&message, &mut out, at(0));
    assert_eq!(out, b"");
    let Some(Input::CloudToDevice {
        delivery,
        properties,
        body,
    }) = mqtt.poll_input()
    else {
        panic!("a message came")
    };
    assert_eq!((properties.get("$.mid"), &body[..]), (Some("7"), &b"hi"[..]));
    mqtt.handle_request(Request::Settle(delivery, Settlement::Complete), &mut out, at(0));
    assert_eq!(out, b"\x40\x02\x00\x09");
}

#[test]
fn a_message_keeps_its_packet_identifier_as_long_as_the_hub_remembers() {
    let (mut mqtt, _) = welcome(config());
    let message = Message::json("{}");
    let send = |mqtt: &mut Mqtt, id| {
        let mut out = Vec::new();
        let request = Request::Telemetry {
            id: TelemetryId(id),
            message: &message,
        };
        mqtt.handle_request(request, &mut out, at(1));
        let packet_id = out.len() - 4;
        (out[0], out[packet_id..packet_id + 2].to_vec())
    };
    assert_eq!(send(&mut mqtt, 1), (0x32, vec![0, 2]));
    assert_eq!(send(&mut mqtt, 2), (0x32, vec![0, 3]));
    let mut out = Vec::new();
    for (session_present, again) in [(1, (0x3A, vec![0, 2])), (0, (0x32, vec![0, 6]))] {
        mqtt.handle_end();
        connect(&mut mqtt);
        mqtt.handle_bytes(&[0x20, 2, session_present, 0], &mut out, at(1));
        assert_eq!(send(&mut mqtt, 1), again);
    }
    mqtt.handle_bytes(b"\x40\x02\x00\x06", &mut out, at(1));
    assert_eq!(mqtt.poll_input(), Some(Input::Connected));
    assert_eq!(mqtt.poll_input(), Some(Input::Acknowledged(TelemetryId(1))));
}

#[test]
fn a_forgotten_message_frees_its_packet_identifier_without_a_connection() {
    let mut ids = PacketIds::default();
    assert_eq!(ids.of(TelemetryId(1)), (1, false));
    assert_eq!(ids.of(TelemetryId(1)), (1, true));
    ids.forget(TelemetryId(1));
    assert_eq!(ids.acknowledge(1), None);
    for _ in 0..65_534 {
        ids.next();
    }
    assert_eq!(ids.next(), 1, "the first is free again");
}

#[test]
fn a_message_that_mqtt_cannot_carry_is_rejected() {
    let (mut mqtt, _) = welcome(config());
    let message = Message::json("{}").with_property("long", "x".repeat(65_536));
    let mut out = Vec::new();
    let id = TelemetryId(1);
    mqtt.handle_request(Request::Telemetry { id, message: &message }, &mut out, at(1));
    assert_eq!(out, b"");
    assert_eq!(mqtt.poll_input(), Some(Input::Rejected { id, status: 413 }));
}

#[test]
fn as_long_as_bytes_leave_slowly_the_hub_has_time_to_answer() {
    let (mut mqtt, _) = welcome(config());
    let mut out = Vec::new();
    mqtt.handle_bytes(b"\x90\x05\x00\x01\x00\x00\x00", &mut out, at(1));
    mqtt.handle_timeout(&mut out, at(31));
    assert_eq!(out, b"\xC0\x00");
    mqtt.handle_progress(at(60));
    mqtt.handle_timeout(&mut out, at(61));
    let inputs: Vec<_> = core::iter::from_fn(|| mqtt.poll_input()).collect();
    assert_eq!(inputs, [Input::Subscribed, Input::Writing]);
    mqtt.handle_timeout(&mut out, at(90));
    assert_eq!(mqtt.poll_input(), Some(Input::Failed(Failure::Silent)));
}
