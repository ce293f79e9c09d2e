//! Packet identifiers of messages whose PUBACK has not come.

use crate::protocol::TelemetryId;
use alloc::vec::Vec;

/// Which message has which packet identifier: as long as the hub remembers the device's MQTT session, over any number of
/// connections, so that a repeat can be recognised (§4.4).
#[derive(Debug, Default)]
pub(super) struct PacketIds {
    last: u16,
    /// In the order in which the messages were first sent.
    in_use: Vec<(TelemetryId, u16)>,
}

impl PacketIds {
    /// An identifier that is in use by nothing else.
    pub(super) fn next(&mut self) -> u16 {
        loop {
            self.last = self.last.wrapping_add(1);
            // Few messages are under way at once, so there are always free ones.
            if self.last != 0 && !self.in_use.iter().any(|(_, packet_id)| *packet_id == self.last) {
                return self.last;
            }
        }
    }

    /// A message's identifier, and whether it had it before.
    pub(super) fn of(&mut self, message: TelemetryId) -> (u16, bool) {
        if let Some((_, packet_id)) = self.in_use.iter().find(|(id, _)| *id == message) {
            return (*packet_id, true);
        }
        let packet_id = self.next();
        self.in_use.push((message, packet_id));
        (packet_id, false)
    }

    /// The message that the hub has acknowledged.
    pub(super) fn acknowledge(&mut self, packet_id: u16) -> Option<TelemetryId> {
        let position = self.in_use.iter().position(|(_, used)| *used == packet_id)?;
        Some(self.in_use.remove(position).0)
    }

    pub(super) fn forget(&mut self, message: TelemetryId) {
        self.in_use.retain(|(id, _)| *id != message);
    }

    /// The hub has forgotten the MQTT session, and with it what the identifiers mean.
    pub(super) fn clear(&mut self) {
        self.in_use.clear();
    }
}
