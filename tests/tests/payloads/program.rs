//! A program that holds generated types, and reads and writes JSON texts through them.

use core::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dtdl_tests::shared::workspace;

/// How many lines of generated code share a program.
const LINES: usize = 40_000;

/// Generated code, and the types of it that questions are asked of.
pub(crate) struct Module {
    /// The module that holds it.
    pub(crate) name: String,
    pub(crate) source: String,
    /// Paths, each of a value or a message.
    pub(crate) types: Vec<Type>,
}

/// A generated type.
pub(crate) enum Type {
    /// A value of a schema.
    Value(String),
    /// The members of telemetry or of desired properties.
    Message(String),
}

/// A JSON text for a type of a module.
pub(crate) struct Question {
    pub(crate) module: usize,
    pub(crate) ty: usize,
    /// Whether it goes into a twin.
    pub(crate) property: bool,
    pub(crate) text: String,
}

/// The text that the value read from the question's text is written as, or why there is none.
pub(crate) type Answer = Result<String, String>;

/// Asks all questions, of programs written below the folder.
pub(crate) fn ask(name: &str, modules: &[Module], questions: &[Question]) -> Vec<Answer> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("payloads").join(name);
    let programs = write(&folder, modules);
    build(&folder);
    let mut answers: Vec<Answer> = questions.iter().map(|_| Err("not asked".to_owned())).collect();
    for (number, of_program) in programs.iter().enumerate() {
        let asked: Vec<usize> = (0..questions.len())
            .filter(|index| of_program.contains(&questions[*index].module))
            .collect();
        let lines: Vec<String> = asked.iter().map(|index| line(&questions[*index])).collect();
        let output = run(&program(&folder, number), &lines.concat());
        let found: Vec<Answer> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(found.len(), asked.len(), "one answer to each question");
        for (index, answer) in asked.into_iter().zip(found) {
            answers[index] = answer;
        }
    }
    answers
}

fn line(question: &Question) -> String {
    let Question {
        module,
        ty,
        property,
        text,
    } = question;
    format!("{}\n", serde_json::json!([module, ty, property, text]))
}

/// Writes the programs; says which modules each has.
fn write(folder: &Path, modules: &[Module]) -> Vec<Vec<usize>> {
    let _ = fs::remove_dir_all(folder.join("src"));
    fs::create_dir_all(folder.join("src/bin")).unwrap();
    let mut programs: Vec<Vec<usize>> = Vec::new();
    let mut room = 0;
    for (index, module) in modules.iter().enumerate() {
        fs::write(folder.join("src").join(format!("{}.rs", module.name)), &module.source).unwrap();
        let lines = module.source.lines().count();
        match programs.last_mut() {
            Some(program) if lines <= room => {
                room -= lines;
                program.push(index);
            }
            _ => {
                room = LINES.saturating_sub(lines);
                programs.push(vec![index]);
            }
        }
    }
    for (number, program) in programs.iter().enumerate() {
        let text = main(program.iter().map(|index| (*index, &modules[*index])));
        fs::write(folder.join(format!("src/bin/program{number}.rs")), text).unwrap();
    }
    let runtime = workspace().join("runtime");
    let manifest = format!(
        "[package]\nname = \"payloads\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n[dependencies]\n\
         dtdl-runtime = {{ path = {runtime:?}, default-features = false }}\n\
         serde_json = {{ version = \"1\", features = [\"std\"] }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    programs
}

fn main<'a>(modules: impl Iterator<Item = (usize, &'a Module)>) -> String {
    let (mut text, mut arms) = (include_str!("program.txt").to_owned(), String::new());
    for (index, Module { name, types, .. }) in modules {
        writeln!(text, "mod {name} {{ include!(\"../{name}.rs\"); }}").unwrap();
        writeln!(
            text,
            "fn ask_{name}(ty: u64, property: bool, text: &str) -> Answer {{\n    match ty {{"
        )
        .unwrap();
        for (number, ty) in types.iter().enumerate() {
            let call = match ty {
                Type::Value(path) => format!("value::<{path}>"),
                Type::Message(path) => format!("message::<{path}>"),
            };
            writeln!(text, "        {number} => {call}(text, property),").unwrap();
        }
        text.push_str("        _ => unreachable!(),\n    }\n}\n\n");
        writeln!(arms, "        {index} => ask_{name}(ty, property, text),").unwrap();
    }
    write!(
        text,
        "fn ask(module: u64, ty: u64, property: bool, text: &str) -> Answer {{\n    match module {{\n{arms}        \
         _ => unreachable!(),\n    }}\n}}\n"
    )
    .unwrap();
    text
}

fn build(folder: &Path) {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env_remove("RUSTFLAGS")
        .status()
        .unwrap();
    assert!(status.success(), "the programs do not compile");
}

/// Shared, so that the runtime is built once.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("payloads/target")
}

fn program(folder: &Path, number: usize) -> PathBuf {
    // Programs of the same name of another folder lie at the same place, so this one is taken away.
    let built = target().join(format!("debug/program{number}{}", std::env::consts::EXE_SUFFIX));
    let own = folder.join(format!("program{number}{}", std::env::consts::EXE_SUFFIX));
    fs::copy(built, &own).unwrap();
    own
}

fn run(program: &Path, questions: &str) -> String {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let questions = questions.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(questions.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "the program failed");
    String::from_utf8(output.stdout).unwrap()
}
