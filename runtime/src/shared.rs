//! Shared ownership: `Arc`, or `Rc` on chips without atomic operations, which have one thread.
//!
//! `--cfg dtdl_no_atomics` takes the second branch on any target, so that tests run on it without such a chip.

#[cfg(any(not(target_has_atomic = "ptr"), dtdl_no_atomics))]
pub(crate) use alloc::rc::Rc as Arc;
#[cfg(all(target_has_atomic = "ptr", not(dtdl_no_atomics)))]
pub(crate) use alloc::sync::Arc;
