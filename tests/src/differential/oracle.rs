//! The reference parser in a process of its own.

use core::time::Duration;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use serde_json::Value;

/// What the reference says to a text.
#[derive(Debug)]
pub(super) enum Answer {
    /// Valid; its object model.
    Model(Value),
    /// Invalid, with these errors.
    Errors(Vec<Value>),
    /// These identifiers are not defined.
    Unresolved(Vec<String>),
    /// It cannot say.
    Fault,
}

/// Asks the reference parser.
#[derive(Debug)]
pub(super) struct Oracle {
    script: PathBuf,
    folder: PathBuf,
    running: Option<(Child, ChildStdin, Receiver<String>)>,
}

/// What the reference has not said by then it will not say: some circles keep it busy without end.
const PATIENCE: Duration = Duration::from_secs(6);

impl Oracle {
    /// `folder` is where the package of the reference parser was installed.
    pub(super) fn new(script: &Path, folder: &Path) -> Self {
        Self {
            script: script.to_owned(),
            folder: folder.to_owned(),
            running: None,
        }
    }

    pub(super) fn ask(&mut self, text: &str) -> Result<Answer, String> {
        let line = serde_json::to_string(text).map_err(|error| error.to_string())?;
        let Some(answer) = self.exchange(&line).map_err(|error| format!("the oracle: {error}"))? else {
            // It crashed, or does not end; the next question starts it anew.
            self.stop();
            return Ok(Answer::Fault);
        };
        if let Some(model) = answer.get("model") {
            return Ok(Answer::Model(model.clone()));
        }
        let Some(error) = answer.get("error") else {
            return Ok(Answer::Fault);
        };
        if let Some(errors) = error.get("Errors").and_then(Value::as_array) {
            return Ok(Answer::Errors(errors.clone()));
        }
        let ids = error.get("UndefinedIdentifiers").and_then(Value::as_array);
        Ok(ids.map_or(Answer::Fault, |ids| {
            Answer::Unresolved(ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect())
        }))
    }

    fn exchange(&mut self, line: &str) -> std::io::Result<Option<Value>> {
        if self.running.is_none() {
            let mut child = Command::new("node")
                .arg(&self.script)
                .arg(&self.folder)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()?;
            let pipes = child.stdin.take().zip(child.stdout.take());
            self.running = pipes.map(|(input, output)| {
                let (sender, lines) = channel();
                thread::spawn(move || {
                    let mut read = BufReader::new(output).lines().map_while(Result::ok);
                    read.try_for_each(|line| sender.send(line))
                });
                (child, input, lines)
            });
        }
        let Some((_, input, output)) = &mut self.running else {
            return Ok(None);
        };
        if writeln!(input, "{line}").and_then(|()| input.flush()).is_err() {
            return Ok(None);
        }
        // A fault of the runtime may print lines of its own.
        while let Ok(answer) = output.recv_timeout(PATIENCE) {
            if let Ok(value) = serde_json::from_str::<Value>(&answer)
                && value.is_object()
            {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }
    fn stop(&mut self) {
        if let Some((mut child, input, _)) = self.running.take() {
            drop(input);
            let _ended = child.kill();
            let _reaped = child.wait();
        }
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        self.stop();
    }
}
