//! Facts that differ by DTDL version, and limits that extensions widen.

/// As many as there are versions of DTDL, and the numbers before the first.
pub(super) const VERSIONS: usize = 5;

/// A fact that may differ by DTDL version; the index is the version.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PerVersion<T: Copy>([Option<T>; VERSIONS]);

impl<T: Copy> PerVersion<T> {
    pub(super) fn none() -> Self {
        Self([None; VERSIONS])
    }

    pub(super) fn set(&mut self, version: u8, value: T) {
        if let Some(slot) = self.0.get_mut(usize::from(version)) {
            *slot = Some(value);
        }
    }

    pub(crate) fn get(&self, version: u8) -> Option<T> {
        self.0.get(usize::from(version)).copied().flatten()
    }

    pub(super) fn read(text: Option<&'static str>, convert: impl Fn(&'static str) -> Option<T>) -> Self {
        let mut out = Self::none();
        let Some(text) = text else { return out };
        for part in text.split(',') {
            match part.split_once(':') {
                Some((version, value)) => {
                    if let (Ok(version), Some(value)) = (version.parse(), convert(value)) {
                        out.set(version, value);
                    }
                }
                None => {
                    if let Some(value) = convert(part) {
                        for version in 2..=4 {
                            out.set(version, value);
                        }
                    }
                }
            }
        }
        out
    }
}

/// A limit, with the values that limit extensions give it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    base: u32,
    onvif: Option<u32>,
    aio: Option<u32>,
}

impl Limit {
    pub(super) fn read(text: &'static str) -> Option<Self> {
        let mut parts = text.split('/');
        let base = parts.next()?.parse().ok()?;
        let mut limit = Self {
            base,
            onvif: None,
            aio: None,
        };
        for part in parts {
            match part.split_once('~') {
                Some(("onvif", value)) => limit.onvif = value.parse().ok(),
                Some(("aio", value)) => limit.aio = value.parse().ok(),
                _ => {}
            }
        }
        Some(limit)
    }

    /// The limit under a limit extension (empty: none).
    pub(crate) fn under(self, extension: &str) -> u32 {
        match extension {
            "onvif" => self.onvif.unwrap_or(self.base),
            "aio" => self.aio.unwrap_or(self.base),
            _ => self.base,
        }
    }
}
