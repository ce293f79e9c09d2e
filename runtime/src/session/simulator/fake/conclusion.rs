//! The promises of a session that are looked at when the world is at peace again.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::{Broken, FakeWorld};
use crate::session::simulator::PROPERTIES;

impl FakeWorld {
    /// Whether everything that was taken has come to its end.
    pub(in crate::session) fn conclude(&self) -> Result<(), Broken> {
        let (mut last, mut expected) = (0, Vec::new());
        for (id, body) in &self.sent {
            match self.ended.get(id) {
                None => return Err(format!("{body} has no end")),
                Some(true) => expected.push(body),
                Some(false) => {}
            }
        }
        for body in expected {
            let Some(position) = self.received.iter().position(|received| received == body) else {
                return Err(format!("{body} was delivered and is not there"));
            };
            if position < last {
                return Err(format!("{body} overtook an earlier one"));
            }
            last = position;
        }
        for (component, name) in PROPERTIES {
            let section = |map: &Map<String, Value>| match component {
                Some(component) => map.get(*component)?.get(*name).cloned(),
                None => map.get(*name).cloned(),
            };
            let desired = section(&self.desired);
            let applied = self
                .applied
                .get(&(*component, *name))
                .and_then(|(value, _)| value.clone());
            if desired.as_ref().map(|value| format!("{value}")) != applied {
                return Err(format!("{name}: desired {desired:?}, applied {applied:?}"));
            }
            let reported = section(&self.reported).map(|reported| reported["value"].clone());
            if desired.is_some() && reported != desired {
                return Err(format!("{name}: desired {desired:?}, reported {reported:?}"));
            }
        }
        Ok(())
    }
}
