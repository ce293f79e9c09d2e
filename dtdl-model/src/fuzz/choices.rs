//! Bytes of a fuzzer as choices.

/// Takes choices from bytes; when there are no more, every choice is the first one, so that all ends.
pub(super) struct Choices<'b> {
    bytes: core::slice::Iter<'b, u8>,
}

impl<'b> Choices<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    /// Less than `limit`; 0 if that is 0.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        let mut number = usize::from(self.bytes.next().copied().unwrap_or_default());
        if limit > 256 {
            number = number << 8 | usize::from(self.bytes.next().copied().unwrap_or_default());
        }
        number % limit.max(1)
    }

    pub(super) fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// True once in `times`, and never at the end.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }
}
