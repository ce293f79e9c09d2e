//! Packets out of bytes as they come, in pieces of any length.

use alloc::vec::Vec;

use super::packet::{Malformed, Packet, lengths, parse};

/// No packet of a hub comes near; a longer one is not read.
const MAXIMUM_PACKET: usize = 1024 * 1024;

/// Keeps the beginning of a packet until the rest has come. A packet that came in one piece is read where it is.
#[derive(Debug, Default)]
pub(super) struct Reader {
    part: Vec<u8>,
    /// `part` is a packet that has been handed out.
    handed_out: bool,
}

impl Reader {
    /// The next packet; takes what it needs from the front of `bytes`. `None`: more bytes are needed.
    pub(super) fn next<'a, 'b: 'a>(&'a mut self, bytes: &mut &'b [u8]) -> Result<Option<Packet<'a>>, Malformed> {
        if core::mem::take(&mut self.handed_out) {
            self.part.clear();
        }
        if self.part.is_empty()
            && let Some((head, body)) = lengths(bytes, MAXIMUM_PACKET)?
            && let Some((packet, rest)) = bytes.split_at_checked(head + body)
        {
            *bytes = rest;
            return parse_whole(packet, head).map(Some);
        }
        loop {
            let wanted = match lengths(&self.part, MAXIMUM_PACKET)? {
                Some((head, body)) if self.part.len() >= head + body => {
                    self.handed_out = true;
                    return parse_whole(&self.part, head).map(Some);
                }
                Some((head, body)) => head + body - self.part.len(),
                None => 1,
            };
            let (more, rest) = bytes.split_at(wanted.min(bytes.len()));
            if more.is_empty() {
                return Ok(None);
            }
            self.part.extend_from_slice(more);
            *bytes = rest;
        }
    }
}

fn parse_whole(packet: &[u8], head: usize) -> Result<Packet<'_>, Malformed> {
    let (head, body) = packet.split_at(head.min(packet.len()));
    parse(head.first().copied().unwrap_or(0), body)
}
