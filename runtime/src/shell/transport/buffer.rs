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
    /// Where more bytes go.
    pub(super) const fn end(&mut self) -> &mut Vec<u8> {
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
}
