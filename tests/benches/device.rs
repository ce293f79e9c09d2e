//! A device against a bare MQTT client that sends the same bytes, both through mosquitto over TLS: processor time of
//! acknowledged messages, memory of many in one process, size, idle memory and start. The two clients are programs of a
//! package of their own (`support/clients`), with the features and profiles that users have.
//!
//! Processor times are measured twice. With a processor for the broker and one for the client, the client also pays for
//! waking the other one, and how much depends on what else the machine does: that figure is for a machine at rest. On
//! one processor they take turns, and the ratio is the same on a busy machine.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may")]

#[allow(dead_code, reason = "each bench has a copy of its own, and not all use it")]
mod support;

use core::time::Duration;
use std::fs;
use std::io::{BufRead as _, BufReader, Lines, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

use dtdl_tests::mosquitto::Broker;
use dtdl_tests::peer::Peer;
use dtdl_tests::shared::workspace;
use support::{Package, runtime};

/// Messages of one turn of a client.
const MESSAGES: usize = 10_000;
/// Pairs of processes.
const PAIRS: usize = 3;
/// Turns of each process. The two of a pair take turns, so that a ratio is one of neighbours.
const TURNS: usize = 15;
const FLEET: usize = 2_000;
const STARTS: usize = 25;
/// A connected client is idle after so long.
const SETTLED: Duration = Duration::from_secs(3);

/// The profile of a device with little flash.
const SIZE: &str = "[profile.size]\ninherits = \"release\"\nopt-level = \"z\"\nlto = true\ncodegen-units = 1\n\
                    panic = \"abort\"\nstrip = true\n\n";
const SAMPLE_TOKIO: &str = "tokio = { version = \"1\", default-features = false, features = [\"rt\", \"macros\", \"time\", \"signal\", \"sync\"] }\n";
/// Where systems keep their certificate authorities in one file.
const SYSTEM_ROOTS: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

fn main() {
    let Some(mosquitto) = Broker::find() else {
        return;
    };
    let (clients, thermostat) = (clients(), thermostat().build("size").join("thermostat"));
    let (fast, small) = (Pair::of(&clients.build("release")), Pair::of(&clients.build("size")));
    let bench = Bench {
        mosquitto,
        folder: Path::new(env!("CARGO_TARGET_TMPDIR")).join("device"),
    };

    bench.same_bytes(&fast);
    println!("processor time of {MESSAGES} acknowledged messages, each awaited by its handle");
    bench.messages("100 in flight", " (aim: 1.3)", &fast, 100);
    bench.messages("one at a time", " (aim: 1.2)", &fast, 1);
    bind();
    println!("the same, the broker on the client's processor");
    bench.messages("100 in flight", " (aim: 1.3)", &fast, 100);
    bench.messages("50 in flight, as many as the runtime has by default", "", &fast, 50);
    bench.messages("one at a time", " (aim: 1.2)", &fast, 1);
    println!(
        "resident memory of {FLEET} in one process, of each but the first (aim: 48 KB; the system's roots trusted)"
    );
    bench.fleet(&fast);
    println!("the sample thermostat without its demo, in a profile for size (aim: 1.7 MB, idle at most 5 MB resident)");
    bench.footprint(&small.bare, &thermostat);
    println!("time from the start of a program to its first acknowledgement (no aim; the system's roots trusted)");
    bench.start(&small);
}

/// The package of the two clients.
fn clients() -> Package {
    let runtime = runtime("default-features = false, features = [\"mqtt\", \"ring\"]");
    let model = workspace().join("samples/models/dtmi/com/example/thermostat-1.json");
    Package::new(
        "device",
        "clients",
        &format!("{runtime}{}\n{SIZE}", include_str!("support/clients/dependencies.txt")),
    )
    .file("model.json", fs::read(model).unwrap())
    .file("src/lib.rs", include_str!("support/clients/lib.rs"))
    .file("src/bin/bare.rs", include_str!("support/clients/bare.rs"))
    .file("src/bin/device.rs", include_str!("support/clients/device.rs"))
}

/// The sample, with the features that a user has who keeps nothing but `main.rs`.
fn thermostat() -> Package {
    let runtime = runtime("default-features = false, features = [\"mqtt\", \"ring\"]");
    let (samples, model) = (workspace().join("samples"), "models/dtmi/com/example/thermostat-1.json");
    Package::new(
        "device",
        "thermostat",
        &format!("{runtime}{SAMPLE_TOKIO}\n[features]\ndemo = []\n\n{SIZE}"),
    )
    .file(model, fs::read(samples.join(model)).unwrap())
    .file("src/main.rs", fs::read(samples.join("thermostat/src/main.rs")).unwrap())
}

/// The two clients, built alike.
struct Pair {
    bare: PathBuf,
    device: PathBuf,
}

impl Pair {
    fn of(folder: &Path) -> Self {
        Self {
            bare: folder.join("bare"),
            device: folder.join("device"),
        }
    }

    fn each(&self) -> [&Path; 2] {
        [&self.bare, &self.device]
    }
}

/// Binds what this thread starts from now on to one processor.
fn bind() {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let processors = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"));
    let first = processors
        .and_then(|list| list.trim().split(['-', ',']).next())
        .unwrap_or("0");
    let process = std::process::id().to_string();
    let output = Command::new("taskset").args(["-p", "-c", first, &process]).output();
    if !output.is_ok_and(|output| output.status.success()) {
        println!("`taskset` does not work here: the processors are not bound");
    }
}

/// A command that runs a program with as many open files as the system grants.
fn with_many_files(program: &Path) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", r#"ulimit -n "$(ulimit -Hn)"; exec "$@""#, "sh"])
        .arg(program);
    command
}

/// Has a command connect to a broker.
fn to(broker: &Broker, mut command: Command) -> Command {
    command
        .env("HUB_PORT", broker.tls_port.to_string())
        .env("HUB_CA", &broker.ca_pem);
    command
}

struct Bench {
    mosquitto: PathBuf,
    folder: PathBuf,
}

impl Bench {
    /// Starts a broker that has seen no client yet.
    fn broker(&self) -> Broker {
        Broker::start(with_many_files(&self.mosquitto), &self.folder.join("mosquitto"))
    }

    /// Asserts that both clients send the same topic and payload, but for the digits of identifier and time.
    fn same_bytes(&self, clients: &Pair) {
        let broker = self.broker();
        let sent = clients.each().map(|client| {
            let mut peer = Peer::connect(broker.plain_port, &["devices/#"]);
            Sender::start(&broker, client, "sender").send(1, 1);
            peer.receive()
        });
        let constant = sent
            .each_ref()
            .map(|(topic, body)| (topic.split("&%24.mid=").next(), body));
        assert_eq!(constant[0], constant[1], "the clients do not send the same");
        let lengths = sent.each_ref().map(|(topic, _)| topic.len());
        assert!(
            lengths[0].abs_diff(lengths[1]) < 4,
            "the clients do not send as much: {sent:?}"
        );
    }

    /// Compares what messages cost, turn by turn.
    fn messages(&self, what: &str, aim: &str, clients: &Pair, in_flight: usize) {
        let broker = self.broker();
        let (mut costs, mut times, mut ratios) = ([const { Vec::new() }; 2], [const { Vec::new() }; 2], Vec::new());
        for _ in 0..PAIRS {
            let [bare, device] = clients.each();
            let mut senders =
                [(bare, "sender-1"), (device, "sender-2")].map(|(client, id)| Sender::start(&broker, client, id));
            for sender in &mut senders {
                sender.send(MESSAGES, in_flight);
            }
            for _ in 0..TURNS {
                let taken = senders.each_mut().map(|sender| sender.send(MESSAGES, in_flight));
                let [[bare, _], [device, _]] = taken;
                ratios.push(device / bare);
                for ((cost, time), taken) in costs.iter_mut().zip(&mut times).zip(taken) {
                    cost.push(taken[0] / 1e6);
                    time.push(taken[1] / 1e6);
                }
            }
        }
        let ([bare, device], [bare_time, device_time]) = (costs.map(median), times.map(median));
        println!(
            "  {what}: bare client {bare:.0} ms, device {device:.0} ms, {}{aim}; on the clock {bare_time:.0} ms, \
             {device_time:.0} ms",
            ratio(ratios)
        );
    }

    /// Compares what one more client of a process takes.
    fn fleet(&self, clients: &Pair) {
        let [bare, device] = clients.each().map(|client| {
            let broker = self.broker();
            let output = to(&broker, with_many_files(client))
                .args(["fleet", &FLEET.to_string()])
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let [one, all] = numbers(str::from_utf8(&output.stdout).unwrap());
            (one, (all - one) / (FLEET - 1) as f64)
        });
        for (what, (one, more)) in [("bare TLS connections, one configuration", bare), ("devices", device)] {
            println!("  {what}: the first {:.1} MB, each further {more:.1} KB", one / 1024.0);
        }
        println!("  ratio {:.2}, {:+.1} KB", device.1 / bare.1, device.1 - bare.1);
    }

    /// Compares files, and memory of programs that are connected and idle.
    fn footprint(&self, bare: &Path, thermostat: &Path) {
        let broker = self.broker();
        let (running, _) = idle(&broker, bare);
        sleep(SETTLED);
        let bare_resident = running.resident();
        drop(running);
        let roots = SYSTEM_ROOTS.into_iter().find_map(|path| fs::read_to_string(path).ok());
        let trusted = self.folder.join("roots.pem");
        fs::write(&trusted, roots.unwrap_or_default() + &broker.ca_pem).unwrap();
        let connection = format!(
            "HostName=localhost:{};DeviceId=thermostat;SharedAccessKey=c2VjcmV0",
            broker.tls_port
        );
        let mut command = Command::new(thermostat);
        command
            .env("IOTHUB_DEVICE_CONNECTION_STRING", connection)
            .env("SSL_CERT_FILE", trusted)
            .stderr(Stdio::piped());
        let mut running = Running::start(command);
        wait_for(running.0.stderr.take().unwrap(), "connected");
        sleep(SETTLED);
        for (what, program, kilobytes) in [
            ("bare client", bare, bare_resident),
            ("thermostat", thermostat, running.resident()),
        ] {
            let bytes = fs::metadata(program).unwrap().len() as f64;
            println!(
                "  {what}: {:.2} MB, connected and idle {:.1} MB resident",
                bytes / 1e6,
                kilobytes / 1024.0
            );
        }
    }

    /// Compares how soon a program has its first message acknowledged.
    fn start(&self, clients: &Pair) {
        let broker = self.broker();
        let (mut times, mut ratios) = ([const { Vec::new() }; 2], Vec::new());
        for _ in 0..STARTS {
            let [bare, device] = clients.each().map(|client| {
                let (_, taken) = idle(&broker, client);
                taken.as_secs_f64() * 1e3
            });
            ratios.push(device / bare);
            for (times, taken) in times.iter_mut().zip([bare, device]) {
                times.push(taken);
            }
        }
        let [bare, device] = times.map(median);
        println!("  bare client {bare:.1} ms, device {device:.1} ms, {}", ratio(ratios));
    }
}

/// A program that ends when this is dropped.
struct Running(Child);

impl Running {
    fn start(mut command: Command) -> Self {
        Self(command.spawn().unwrap())
    }

    /// Reads the resident memory in kilobytes (`proc(5)`).
    fn resident(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.split_whitespace().next().unwrap().parse().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A client that sends as it is told.
struct Sender {
    orders: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    _running: Running,
}

impl Sender {
    fn start(broker: &Broker, program: &Path, id: &str) -> Self {
        let mut command = to(broker, Command::new(program));
        command.args(["send", id]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut running = Running::start(command);
        Self {
            orders: running.0.stdin.take().unwrap(),
            answers: BufReader::new(running.0.stdout.take().unwrap()).lines(),
            _running: running,
        }
    }

    /// Returns the nanoseconds of processors, and on the clock.
    fn send(&mut self, count: usize, in_flight: usize) -> [f64; 2] {
        writeln!(self.orders, "{count} {in_flight}").unwrap();
        numbers(&self.answers.next().unwrap().unwrap())
    }
}

/// Reads the two numbers that a client prints.
fn numbers(printed: &str) -> [f64; 2] {
    let numbers: Vec<f64> = printed
        .split_whitespace()
        .map(|number| number.parse().unwrap())
        .collect();
    numbers.try_into().unwrap()
}

/// Starts a client, and returns it with the time until its first message was acknowledged.
fn idle(broker: &Broker, program: &Path) -> (Running, Duration) {
    let mut command = to(broker, Command::new(program));
    command.arg("idle").stdout(Stdio::piped());
    let begin = Instant::now();
    let mut running = Running::start(command);
    wait_for(running.0.stdout.take().unwrap(), "acknowledged");
    (running, begin.elapsed())
}

/// Waits until a program prints a line, and goes on to read its output, so that it can always write.
fn wait_for(output: impl Read + Send + 'static, wanted: &str) {
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == wanted), "the program ends without `{wanted}`");
    std::thread::spawn(move || lines.for_each(drop));
}

fn median(values: Vec<f64>) -> f64 {
    quartiles(values)[1]
}

fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values[values.len() * quarter / 4])
}

fn ratio(ratios: Vec<f64>) -> String {
    let count = ratios.len();
    let [lower, median, upper] = quartiles(ratios);
    format!("ratio {median:.2}, half of {count} within {lower:.2} to {upper:.2}")
}
