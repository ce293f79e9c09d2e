//! What it costs to parse, resolve, check and model: against serde_json on the same texts, and as sets grow.
//!
//! One thread. All is measured in processes of its own, so that nobody inherits the heap of another; sets of N models begin
//! with cold caches. The processes of a round have their turns run by run, so that a busy machine slows all: a ratio is the
//! median of those of all turns, a time the median of a round, in the round that was disturbed least. Peak memory is Linux
//! only.
//!
//! The shared models as one set have mistakes, so they are modelled after all checks; sets of N models, while they are
//! checked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench may"
)]

use core::hint::black_box;
use core::time::Duration;
use std::io::{BufRead, BufReader, Write, stdin};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Instant;
use std::{env, fs};

use dtdl_model::{NoResolver, Options, Parsed, Severity, Source, parse};

/// Turns in a round.
const TURNS: usize = 25;
/// Rounds, each with new processes.
const ROUNDS: usize = 15;
/// More bytes than any run takes, and less than glibc's largest threshold.
const LARGE: usize = 24 << 20;
/// More bytes than most caches hold.
const CACHES: usize = 64 << 20;
const SET_SIZES: [usize; 4] = [1, 10, 100, 1_000];

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let asked = |option: &str| {
        let at = arguments.iter().position(|argument| argument == option)?;
        arguments.get(at + 1)
    };
    if let Some(what) = asked("--time-of") {
        return time(what);
    }
    if let Some(what) = asked("--peak-of") {
        return peak_of(what);
    }
    let (from, texts) = models();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} texts, {bytes} bytes, from {from}", texts.len());
    let diagnostics = parsed(sources(&texts)).diagnostics;
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let mistakes = errors.count();
    println!("  as one set they have {mistakes} mistakes (some texts define what others define)");
    let rounds = times(["values", "models"]);
    println!("  serde_json::Value   {}", rate(least(&rounds, 0), bytes));
    println!("  dtdl_model::parse   {}", rate(least(&rounds, 1), bytes));
    println!("  ratio, by turn      {:.2}", ratio(&rounds, 1, 0));
    println!(
        "  peak memory         {} (serde_json::Value: {})",
        ask("--peak-of", "models"),
        ask("--peak-of", "values")
    );

    println!("one set of N models, and how many times as long as the set before it takes, by turn");
    let sets = SET_SIZES.map(set);
    let valid = sets.iter().all(|set| parsed(sources(set)).is_valid());
    assert!(valid, "the sets are made to be valid");
    let sizes = SET_SIZES.map(|size| size.to_string());
    let rounds = times(sizes.each_ref().map(String::as_str));
    for (index, (size, texts)) in sizes.iter().zip(&sets).enumerate() {
        let bytes = texts.iter().map(String::len).sum();
        let growth = match index.checked_sub(1) {
            Some(before) => format!(", {:.1} times", ratio(&rounds, index, before)),
            None => String::new(),
        };
        println!(
            "  {size:>5}  {}, peak {}{growth}",
            rate(least(&rounds, index), bytes),
            ask("--peak-of", size)
        );
    }
}

/// The shared models if they are there, the samples otherwise.
fn models() -> (String, Vec<String>) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = env::var_os("DTDL_SHARED").map_or_else(|| here.join("../../shared"), PathBuf::from);
    let folders = [shared.join("models"), here.join("../samples/models")];
    let folder = folders.iter().find(|folder| folder.is_dir());
    let folder = folder.expect("models beside the package: run in a checkout of the project");
    let mut texts = Vec::new();
    read(folder, &mut texts);
    (folder.display().to_string(), texts)
}

fn read(folder: &Path, texts: &mut Vec<String>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            texts.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// Models that differ in their identifiers only; every second one has the one before it as a component.
fn set(size: usize) -> Vec<String> {
    let model = |index: usize| {
        let text = include_str!("device.json").replace("{index}", &index.to_string());
        let component = (index % 2 == 1).then(|| {
            let id = format!("dtmi:com:example:bench:Device{};1", index - 1);
            format!(r#"{{ "@type": "Component", "name": "before", "schema": "{id}" }},"#)
        });
        text.replace("\"{before}\",", &component.unwrap_or_default())
    };
    (0..size).map(model).collect()
}

fn sources(texts: &[String]) -> Vec<Source> {
    texts.iter().map(|text| Source::new("bench", text.as_str())).collect()
}

fn parsed(sources: Vec<Source>) -> Parsed {
    parse(sources, &mut NoResolver, &Options::default().keep_going(true))
}

/// Says how long a run takes, in nanoseconds, for every line that it is given.
fn time(what: &str) {
    let texts = match what {
        "models" | "values" => models().1,
        size => set(size.parse().unwrap()),
    };
    // An allocator that has seen a large block freed keeps what is freed: otherwise some runs pay for new pages.
    drop(black_box(vec![1_u8; LARGE]));
    let is_set = what.parse::<usize>().is_ok();
    let mut others = vec![0_u8; if is_set { CACHES } else { 0 }];
    for _ in stdin().lines() {
        // A program reads its models once. Repeated, a small set would find all in the caches, and a large one would not.
        for line in others.chunks_mut(64) {
            line[0] = black_box(line[0].wrapping_add(1));
        }
        let time = if what == "values" {
            timed(|| values(&texts))
        } else {
            let sources = sources(&texts);
            timed(|| parsed(sources))
        };
        println!("{}", time.as_nanos());
    }
}

/// How long it takes to make something; not, to drop it.
fn timed<T>(make: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = black_box(make());
    let time = start.elapsed();
    drop(made);
    time
}

fn values(texts: &[String]) -> Vec<serde_json::Value> {
    let value = |text: &String| serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    texts.iter().map(value).collect()
}

/// A process that times its runs.
struct Runner {
    child: Child,
    says: BufReader<ChildStdout>,
}

impl Runner {
    fn new(what: &str) -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--time-of", what]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let says = BufReader::new(child.stdout.take().unwrap());
        Self { child, says }
    }

    fn run(&mut self) -> Duration {
        writeln!(self.child.stdin.as_mut().unwrap()).unwrap();
        let mut line = String::new();
        self.says.read_line(&mut line).unwrap();
        Duration::from_nanos(line.trim().parse().unwrap())
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // It ends when nobody asks any more.
        drop(self.child.stdin.take());
        self.child.wait().unwrap();
    }
}

/// The times of several things, by round and turn; every second turn goes backwards.
fn times<const N: usize>(all: [&str; N]) -> Vec<Vec<[Duration; N]>> {
    let round = |_| {
        let mut runners = all.map(Runner::new);
        let turn = |number: usize| {
            let mut times = [Duration::ZERO; N];
            for place in 0..N {
                let which = if number.is_multiple_of(2) { place } else { N - 1 - place };
                times[which] = runners[which].run();
            }
            times
        };
        (0..TURNS).map(turn).collect()
    };
    (0..ROUNDS).map(round).collect()
}

/// The time of one of them, in the round in which it was shortest.
fn least<const N: usize>(rounds: &[Vec<[Duration; N]>], which: usize) -> Duration {
    let medians = rounds
        .iter()
        .map(|turns| median(turns.iter().map(|times| times[which]).collect()));
    medians.min().unwrap()
}

/// How many times as long one of them takes as another.
fn ratio<const N: usize>(rounds: &[Vec<[Duration; N]>], one: usize, other: usize) -> f64 {
    let turns = rounds.iter().flatten();
    // A float has no order; as many thousandths have.
    let ratios = turns.map(|times| times[one].as_nanos() * 1000 / times[other].as_nanos());
    median(ratios.collect()) as f64 / 1000.0
}

fn median<T: Ord + Copy>(mut all: Vec<T>) -> T {
    all.sort_unstable();
    all[all.len() / 2]
}

fn rate(time: Duration, bytes: usize) -> String {
    let speed = bytes as f64 / 1e6 / time.as_secs_f64();
    format!("{:>9.3} ms ({speed:.0} MB/s)", time.as_secs_f64() * 1e3)
}

/// What a process that does nothing else says.
fn ask(option: &str, what: &str) -> String {
    let output = Command::new(env::current_exe().unwrap())
        .args([option, what])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn peak_of(what: &str) {
    match what {
        "models" => drop(black_box(parsed(sources(&models().1)))),
        "values" => drop(black_box(values(&models().1))),
        size => drop(black_box(parsed(sources(&set(size.parse().unwrap()))))),
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", peak.map_or("not known here", str::trim));
}
