//! The packets that passed, in order.

use core::fmt;

use crate::packet::Packet;

/// A packet and where it passed. Its `Display` is a line such as `> PINGREQ` (from the device) or `< PINGRESP`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TranscriptEntry {
    /// Counts the hub's connections, from 1.
    pub connection: u64,
    /// The client identifier of the connection; empty before CONNECT.
    pub device_id: String,
    /// From whom to whom.
    pub direction: Direction,
    /// What passed.
    pub packet: Packet,
}

/// The direction of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the device to the hub.
    Received,
    /// From the hub to the device.
    Sent,
}

impl fmt::Display for TranscriptEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrow = match self.direction {
            Direction::Received => '>',
            Direction::Sent => '<',
        };
        write!(f, "{arrow} {}", self.packet)
    }
}
