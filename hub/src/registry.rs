//! Who is registered, who is connected, and who wants to know: the hub's state behind one lock.

use core::fmt;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use dtdl_runtime::wire::Filter;
use tokio::sync::{mpsc, oneshot};

use crate::device::{CallError, MethodResponse};
use crate::error::Error;
use crate::event::{DisconnectReason, Event, EventKind};
use crate::faults::Refusal;
use crate::key::DeviceKey;
use crate::messages::will_event;
use crate::packet::{Packet, Will};
use crate::subscriptions::Subscriptions;
use crate::transcript::{Direction, TranscriptEntry};
use crate::twin::Twin;

/// The lock around [`State`].
pub(crate) struct Registry(Mutex<State>);

/// Keeps the devices somewhere, or says why not.
pub(crate) type Keeper = Box<dyn Fn(BTreeMap<String, DeviceEntry>) -> Result<(), Failure> + Send>;

/// Why the devices were not kept.
pub(crate) type Failure = Box<dyn core::error::Error + Send + Sync>;

#[derive(Default)]
pub(crate) struct State {
    pub(crate) devices: BTreeMap<String, DeviceEntry>,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) stopped: bool,
    keeper: Option<Keeper>,
    subscribers: Vec<mpsc::UnboundedSender<Event>>,
    transcript: Option<Vec<TranscriptEntry>>,
    connections: u64,
}

/// A registered device.
#[derive(Debug)]
pub(crate) struct DeviceEntry {
    pub(crate) key: DeviceKey,
    pub(crate) twin: Twin,
    /// What outlives a connection that asked for it.
    pub(crate) session: Option<Session>,
    pub(crate) link: Option<Link>,
    pub(crate) calls: HashMap<String, PendingCall>,
    pub(crate) calls_made: u64,
    pub(crate) acknowledgements_held: bool,
}

/// The state of an MQTT session with clean session 0. Only the cloud-to-device subscription is kept: devices subscribe
/// to twin and methods on every connection, and a hub that remembered those would hide that one forgot to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Session {
    pub(crate) subscriptions: Subscriptions,
}

/// The one connection a device may have.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) connection: u64,
    pub(crate) orders: mpsc::UnboundedSender<Order>,
    pub(crate) subscriptions: Subscriptions,
    pub(crate) will: Option<Will>,
    pub(crate) clean_session: bool,
    pub(crate) held_acknowledgements: Vec<Packet>,
}

/// What a connection's task is told to do.
#[derive(Debug)]
pub(crate) enum Order {
    Send(Packet),
    Close,
}

/// A direct method that waits for its answer.
#[derive(Debug)]
pub(crate) struct PendingCall {
    pub(crate) method: String,
    pub(crate) answer: oneshot::Sender<Result<MethodResponse, CallError>>,
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Registry(..)")
    }
}

impl Registry {
    pub(crate) fn new(devices: BTreeMap<String, DeviceEntry>, transcript: bool, keeper: Option<Keeper>) -> Self {
        let transcript = transcript.then(Vec::new);
        Self(Mutex::new(State {
            devices,
            keeper,
            transcript,
            ..State::default()
        }))
    }

    /// Nothing that holds this lock waits for anything. A panic in between leaves every entry usable, so a poisoned
    /// lock is taken like any other.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// What the devices leave to another hub, without their sessions.
    pub(crate) fn legacy(&self) -> BTreeMap<String, DeviceEntry> {
        let entry = |entry: &DeviceEntry| {
            let mut copy = DeviceEntry::new(entry.key.clone());
            copy.twin = entry.twin.clone();
            copy
        };
        self.devices
            .iter()
            .map(|(id, each)| (id.clone(), entry(each)))
            .collect()
    }

    /// Changes a twin, and keeps the change before anybody hears of it. What cannot be kept does not happen.
    pub(crate) fn change_twin<T, E>(
        &mut self,
        id: &str,
        change: impl FnOnce(&mut Twin) -> Result<T, E>,
    ) -> Result<Result<T, E>, Failure> {
        let Some(entry) = self.devices.get_mut(id) else {
            return Err("there is no such device".into());
        };
        let before = entry.twin.clone();
        let changed = change(&mut entry.twin);
        if let (Ok(_), Some(keeper)) = (&changed, &self.keeper) {
            let kept = keeper(self.legacy());
            if let (Err(_), Some(entry)) = (&kept, self.devices.get_mut(id)) {
                entry.twin = before;
            }
            kept?;
        }
        Ok(changed)
    }

    pub(crate) fn next_connection(&mut self) -> u64 {
        self.connections += 1;
        self.connections
    }

    pub(crate) fn subscribe(&mut self) -> mpsc::UnboundedReceiver<Event> {
        let (sender, receiver) = mpsc::unbounded_channel();
        self.subscribers.push(sender);
        receiver
    }

    pub(crate) fn emit(&mut self, device_id: &str, kind: EventKind) {
        let event = Event {
            device_id: device_id.to_owned(),
            kind,
        };
        self.subscribers
            .retain(|subscriber| subscriber.send(event.clone()).is_ok());
    }

    pub(crate) fn record(&mut self, connection: u64, device_id: &str, direction: Direction, packet: &Packet) {
        if let Some(transcript) = &mut self.transcript {
            let (device_id, packet) = (device_id.to_owned(), packet.clone());
            transcript.push(TranscriptEntry {
                connection,
                device_id,
                direction,
                packet,
            });
        }
    }

    pub(crate) fn transcript(&self) -> Vec<TranscriptEntry> {
        self.transcript.clone().unwrap_or_default()
    }

    pub(crate) fn device(&mut self, id: &str) -> Result<&mut DeviceEntry, Error> {
        if self.stopped {
            return Err(Error::stopped());
        }
        self.devices.get_mut(id).ok_or_else(|| Error::unknown_device(id))
    }

    /// The device's entry, if `connection` is its connection of now.
    pub(crate) fn linked(&mut self, id: &str, connection: u64) -> Option<&mut DeviceEntry> {
        self.devices
            .get_mut(id)
            .filter(|entry| entry.link.as_ref().is_some_and(|link| link.connection == connection))
    }

    /// Takes the device's connection away: its task is told to close, calls that wait fail, and the will is sent
    /// unless the device said goodbye.
    pub(crate) fn unlink(&mut self, id: &str, reason: DisconnectReason) {
        let Some((entry, link)) = self.devices.get_mut(id).and_then(|entry| {
            let link = entry.link.take()?;
            Some((entry, link))
        }) else {
            return;
        };
        // The task may have ended by itself; then nobody listens.
        let _ = link.orders.send(Order::Close);
        for (_, call) in entry.calls.drain() {
            let _ = call.answer.send(Err(CallError::connection_lost()));
        }
        entry.session = (!link.clean_session).then(|| Session {
            subscriptions: link.subscriptions.into_cloud_to_device(),
        });
        if let Some(will) = link.will.filter(|_| reason != DisconnectReason::Requested) {
            self.emit(id, will_event(will));
        }
        self.emit(id, EventKind::Disconnected { reason });
    }

    /// Ends everything; afterwards the devices may be taken.
    pub(crate) fn stop(&mut self) -> BTreeMap<String, DeviceEntry> {
        let ids: Vec<String> = self.devices.keys().cloned().collect();
        for id in ids {
            if let Some(link) = self.devices.get_mut(&id).and_then(|entry| entry.link.as_mut()) {
                // A hub that is killed sends nobody's will.
                link.will = None;
            }
            self.unlink(&id, DisconnectReason::HubStopped);
        }
        self.stopped = true;
        self.subscribers.clear();
        core::mem::take(&mut self.devices)
    }
}

impl DeviceEntry {
    pub(crate) fn new(key: DeviceKey) -> Self {
        Self {
            key,
            twin: Twin::default(),
            session: None,
            link: None,
            calls: HashMap::new(),
            calls_made: 0,
            acknowledgements_held: false,
        }
    }

    pub(crate) fn listens_to(&self, filter: &Filter<'_>) -> bool {
        self.link
            .as_ref()
            .is_some_and(|link| link.subscriptions.contains(filter))
    }

    /// Queues a packet for the device, if it is connected.
    pub(crate) fn send(&self, packet: Packet) {
        if let Some(link) = &self.link {
            let _ = link.orders.send(Order::Send(packet));
        }
    }
}
