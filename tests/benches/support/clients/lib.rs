//! The tasks of the two clients, and their measurement.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::future::Future;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::timeout;

pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The measurement that every client sends.
pub const TEMPERATURE: f64 = 21.5;
/// The longest that a client may take for its first message.
const PATIENCE: Duration = Duration::from_secs(30);
/// Connections that are opened at once.
const GREETINGS: usize = 32;

/// The broker, from the environment.
#[derive(Debug, Clone)]
pub struct Hub {
    pub port: u16,
    pub ca_pem: String,
}

impl Hub {
    fn from_env() -> Result<Self> {
        Ok(Self {
            port: std::env::var("HUB_PORT")?.parse()?,
            ca_pem: std::env::var("HUB_CA")?,
        })
    }
}

/// An MQTT client that trusts the system's certificate authorities and the hub's.
pub trait Client: Send + Sized + 'static {
    /// Starts a client; it need not be connected yet.
    fn start(hub: &Hub, id: String) -> impl Future<Output = Result<Self>> + Send;

    /// Sends `count` messages at QoS 1, at most `in_flight` at once, and waits until all are acknowledged.
    fn send(&mut self, count: usize, in_flight: usize) -> impl Future<Output = Result<()>> + Send;

    /// Stays connected for good.
    fn rest(self) -> impl Future<Output = ()> + Send;
}

/// Runs the task that the arguments name:
///
/// - `send ID` reads lines with a count of messages and how many are in flight, and prints for each the nanoseconds that
///   this took: of processors, and on the clock;
/// - `fleet COUNT` prints the resident kilobytes of one client and of all;
/// - `idle` prints a line once a message is acknowledged, and stays.
pub fn run<C: Client>() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let hub = Hub::from_env()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match arguments.as_slice() {
            ["send", id] => send::<C>(hub, id).await,
            ["fleet", count] => fleet::<C>(&hub, count.parse()?).await,
            ["idle"] => {
                let client = ready::<C>(hub, "idle".to_owned()).await?;
                println!("acknowledged");
                client.rest().await;
                Ok(())
            }
            _ => Err("unknown arguments".into()),
        }
    })
}

/// Starts a client and has its first message acknowledged.
async fn ready<C: Client>(hub: Hub, id: String) -> Result<C> {
    let ready = async {
        let mut client = C::start(&hub, id).await?;
        client.send(1, 1).await?;
        Ok(client)
    };
    timeout(PATIENCE, ready).await?
}

async fn send<C: Client>(hub: Hub, id: &str) -> Result<()> {
    let mut client = ready::<C>(hub, id.to_owned()).await?;
    // Between two orders nothing is in flight, and the client may sleep.
    for order in std::io::stdin().lines() {
        let order = order?;
        let (count, in_flight) = order.split_once(' ').ok_or("an order is two numbers")?;
        let (count, in_flight) = (count.parse()?, in_flight.parse()?);
        let before = processor_times()?;
        let begin = Instant::now();
        client.send(count, in_flight).await?;
        let clock = begin.elapsed().as_nanos();
        let processors: u64 = processor_times()?
            .into_iter()
            .map(|(thread, time)| time - before.get(&thread).copied().unwrap_or_default())
            .sum();
        println!("{processors} {clock}");
    }
    Ok(())
}

async fn fleet<C: Client>(hub: &Hub, count: usize) -> Result<()> {
    tokio::spawn(ready::<C>(hub.clone(), "fleet-0".to_owned()).await?.rest());
    let one = resident()?;
    let mut greetings = JoinSet::new();
    for index in 1..count {
        if greetings.len() == GREETINGS {
            keep::<C>(&mut greetings).await?;
        }
        greetings.spawn(ready::<C>(hub.clone(), format!("fleet-{index}")));
    }
    while !greetings.is_empty() {
        keep::<C>(&mut greetings).await?;
    }
    println!("{one} {}", resident()?);
    Ok(())
}

async fn keep<C: Client>(greetings: &mut JoinSet<Result<C>>) -> Result<()> {
    if let Some(client) = greetings.join_next().await {
        tokio::spawn(client??.rest());
    }
    Ok(())
}

/// Reads the nanoseconds that each thread has been on a processor (`proc(5)`).
fn processor_times() -> Result<HashMap<String, u64>> {
    // The system brings the count up to date when a thread leaves its processor.
    std::thread::sleep(Duration::from_millis(2));
    let mut times = HashMap::new();
    for thread in fs::read_dir("/proc/self/task")? {
        let thread = thread?;
        let text = fs::read_to_string(thread.path().join("schedstat"))?;
        let time = text.split(' ').next().unwrap_or_default().parse()?;
        times.insert(thread.file_name().to_string_lossy().into_owned(), time);
    }
    Ok(times)
}

/// Reads the resident memory of this process, in kilobytes (`proc(5)`).
fn resident() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    Ok(line
        .and_then(|line| line.split_whitespace().next())
        .ok_or("no VmRSS")?
        .parse()?)
}
