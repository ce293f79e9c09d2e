//! Bytes that wait to be written.

use core::fmt;

use zeroize::Zeroize as _;

/// A buffer that was larger once than this gives its memory back when it is empty.
const KEPT: usize = 16 * 1024;

/// Bytes that wait to be written, from the front. A secret among them is wiped from memory once it is written.
#[derive(Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    /// So many have been written.
    written: usize,
    /// There may be a secret among them.
    is_secret: bool,
}

impl Buffer {
    /// Where more bytes go. Those that were written give way once they are the greater part: a buffer that is never empty
    /// would grow for ever.
    pub(super) fn end(&mut self) -> &mut Vec<u8> {
        if !self.is_secret && self.written >= KEPT.max(self.rest().len()) {
            self.bytes.drain(..self.written);
            self.written = 0;
        }
        &mut self.bytes
    }

    /// Where a secret goes: into an empty buffer, so that no piece of it stays behind where a buffer grew.
    pub(super) fn secret_end(&mut self) -> &mut Vec<u8> {
        self.wipe();
        self.is_secret = true;
        &mut self.bytes
    }

    /// The bytes that are still to be written.
    pub(super) fn rest(&self) -> &[u8] {
        self.bytes.get(self.written..).unwrap_or_default()
    }

    /// So many of the rest have been written.
    pub(super) fn advance(&mut self, length: usize) {
        self.written += length;
        if self.rest().is_empty() {
            self.wipe();
        }
    }

    fn wipe(&mut self) {
        if core::mem::take(&mut self.is_secret) {
            self.bytes.zeroize();
        }
        self.bytes.clear();
        self.written = 0;
        if self.bytes.capacity() > KEPT {
            self.bytes = Vec::new();
        }
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buffer({})", self.rest().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_leave_in_order_and_a_secret_leaves_nothing_behind() {
        let mut buffer = Buffer::default();
        buffer.secret_end().extend_from_slice(b"secret");
        buffer.advance(3);
        buffer.end().extend_from_slice(b"more");
        assert_eq!(buffer.rest(), b"retmore");
        assert_eq!(alloc::format!("{buffer:?}"), "Buffer(7)");
        buffer.advance(7);
        assert!(buffer.rest().is_empty());
        assert!(buffer.bytes.is_empty() && !buffer.is_secret);
        buffer.end().extend_from_slice(&[0; 2 * KEPT]);
        buffer.advance(2 * KEPT);
        assert_eq!(buffer.bytes.capacity(), 0);
    }

    #[test]
    fn a_buffer_that_is_never_empty_does_not_grow() {
        let mut buffer = Buffer::default();
        let mut expected = 0_u8;
        for value in 0..1000_u32 {
            buffer.end().extend_from_slice(&[value.to_le_bytes()[0]; 1024]);
            if value >= 10 {
                assert!(buffer.rest().starts_with(&[expected; 1024]));
                buffer.advance(1024);
                expected = expected.wrapping_add(1);
            }
        }
        assert_eq!(buffer.rest().len(), 10 * 1024);
        assert!(buffer.bytes.len() <= 2 * (KEPT + 1024), "{}", buffer.bytes.len());
    }
}
