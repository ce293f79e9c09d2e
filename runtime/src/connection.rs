//! Where a device connects to, and as whom.

/// Where a device connects to, and as whom.
#[derive(Debug, Clone)]
pub struct Connection {}
