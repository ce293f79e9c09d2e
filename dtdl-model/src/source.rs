//! Texts, spans in them, and lines and columns on demand.

use core::ops::Index;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::diagnostic::Code;
use crate::{Diagnostic, Options, json};

/// A text to parse, with the name that diagnostics show for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    path: Option<PathBuf>,
    text: Arc<String>,
    /// Where the file is not UTF-8, and what it is instead.
    broken: Option<(usize, Encoding)>,
    marks: Arc<Marks>,
    prepared: Option<Arc<Prepared>>,
}

/// What a file is that is not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf16,
    Unknown,
}

/// A text whose JSON is parsed.
#[derive(Debug)]
struct Prepared(json::Nodes);

/// It follows from the text.
impl PartialEq for Prepared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Prepared {}

impl Source {
    /// A text with a name for diagnostics.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            path: None,
            text: Arc::new(text.into()),
            broken: None,
            marks: Arc::default(),
            prepared: None,
        }
    }

    /// Reads a file. One that is not UTF-8 is kept with U+FFFD where it is not; [`parse`](crate::parse()) refuses it at
    /// that place, and [`check_encoding`](Self::check_encoding) says so to others.
    ///
    /// # Errors
    ///
    /// The file is missing or unreadable.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Box<Diagnostic>> {
        Self::read_at_most(path.as_ref(), u64::MAX)
    }

    /// Reads a file, but no more of it than the options allow; see [`read`](Self::read).
    ///
    /// # Errors
    ///
    /// The file is missing, unreadable or too large.
    pub fn read_within(path: impl AsRef<Path>, options: &Options) -> Result<Self, Box<Diagnostic>> {
        Self::read_at_most(path.as_ref(), options.text_limit() as u64)
    }

    fn read_at_most(path: &Path, limit: u64) -> Result<Self, Box<Diagnostic>> {
        let name = path.display().to_string();
        let mut bytes = Vec::new();
        let read = fs::File::open(path).and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut bytes));
        if bytes.len() as u64 > limit {
            return Err(Box::new(
                Diagnostic::error(
                    Code::TEXT_TOO_LARGE,
                    format!("`{name}` is too large: at most {limit} bytes are read"),
                )
                .with_help(
                    "split the text, or raise the limit: `--max-size`, `max_size` of the macro and the builder, or \
                     `Options::max_text_size` in the library",
                ),
            ));
        }
        read.map_err(|error| {
            Box::new(
                Diagnostic::error(Code::UNREADABLE_FILE, format!("cannot read `{name}`: {error}"))
                    .with_help("check that the file exists and may be read"),
            )
        })?;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => Self::new(name, text).at_path(path),
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let bytes = error.as_bytes();
                let encoding = match bytes {
                    [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Encoding::Utf16,
                    _ => Encoding::Unknown,
                };
                let source = Self::new(name, String::from_utf8_lossy(bytes)).at_path(path);
                Self {
                    broken: Some((offset, encoding)),
                    ..source
                }
            }
        })
    }

    /// Whether the file that it was read from is UTF-8.
    ///
    /// # Errors
    ///
    /// It is not; the message says where.
    pub fn check_encoding(&self) -> Result<(), Box<Diagnostic>> {
        let Some((offset, encoding)) = self.broken else {
            return Ok(());
        };
        let Location { line, column } = self.location(offset);
        let what = match encoding {
            Encoding::Utf16 => "it is UTF-16".to_owned(),
            Encoding::Unknown => {
                format!("line {line}, column {column} holds bytes that no UTF-8 text has")
            }
        };
        let message = format!("`{}` is not UTF-8: {what}", self.name);
        Err(Box::new(
            Diagnostic::error(Code::INVALID_UTF8, message).with_help("save the file as UTF-8"),
        ))
    }

    /// Where the file is not UTF-8.
    pub(crate) fn broken_at(&self) -> Option<usize> {
        self.broken.map(|(offset, _)| offset)
    }

    /// The same text, known to stand in the file at `path`.
    #[must_use]
    pub fn at_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Parses the JSON now, once for all sets that a clone of this goes into: for texts that many others refer to.
    ///
    /// It takes more memory meanwhile, about as much as the text itself. A text that is not JSON stays as it is: whoever
    /// parses it says what is wrong.
    pub(crate) fn prepared(mut self) -> Self {
        let mut nodes = json::Nodes::default();
        if self.text.len() <= json::MAX_TEXT && json::parse(&self.text, &mut nodes).is_ok() {
            nodes.shrink();
            self.prepared = Some(Arc::new(Prepared(nodes)));
        }
        self
    }

    pub(crate) fn nodes(&self) -> Option<&json::Nodes> {
        self.prepared.as_ref().map(|prepared| &prepared.0)
    }

    /// The name that diagnostics show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file it was read from.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn location(&self, offset: usize) -> Location {
        let offset = offset.min(self.text.len());
        let marks = self.marks.0.get_or_init(|| marks(self.text.as_bytes()));
        let mark = marks.get(offset / MARK_BYTES).copied();
        let mark = mark.unwrap_or(Location { line: 1, column: 1 });
        let start = offset / MARK_BYTES * MARK_BYTES;
        let rest = self.text.as_bytes().get(start..offset).unwrap_or_default();
        let Location { line, column } = rest.iter().fold(mark, |location, byte| after(location, *byte));
        Location {
            line,
            column: column.max(1),
        }
    }
}

/// The byte offset of a line and column as serde_json counts them: from 1, columns in bytes.
pub(crate) fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut rest = text.get(start..).unwrap_or_default();
    for _ in 1..line {
        let Some(newline) = rest.find('\n') else { break };
        start += newline + 1;
        rest = rest.get(newline + 1..).unwrap_or_default();
    }
    let mut offset = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// How many bytes stand between two marks.
const MARK_BYTES: usize = 1024;

/// The locations of every [`MARK_BYTES`]th byte, found when the first one is asked for: any other is near to one.
#[derive(Debug, Clone, Default)]
struct Marks(OnceLock<Box<[Location]>>);

/// They follow from the text.
impl PartialEq for Marks {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Marks {}

fn marks(text: &[u8]) -> Box<[Location]> {
    // A byte order mark is no character.
    let column = if text.starts_with("\u{feff}".as_bytes()) { 0 } else { 1 };
    let mut location = Location { line: 1, column };
    let mut marks = Vec::with_capacity(text.len() / MARK_BYTES + 1);
    for part in text.chunks(MARK_BYTES) {
        marks.push(location);
        location = part.iter().fold(location, |location, byte| after(location, *byte));
    }
    if text.len().is_multiple_of(MARK_BYTES) {
        marks.push(location);
    }
    marks.into_boxed_slice()
}

/// The location behind a byte; of a character only the first one counts.
fn after(location: Location, byte: u8) -> Location {
    let Location { line, column } = location;
    match byte {
        b'\n' => Location {
            line: line + 1,
            column: 1,
        },
        0x80..=0xBF => location,
        _ => Location {
            line,
            column: column + 1,
        },
    }
}

/// A place in a text, both counted from 1; the column in characters. It has no more to it, and may be made by anyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A range of bytes in a text. It has no more to it, and may be made by anyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// Addresses a [`Source`] of [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

/// All texts of one [`crate::parse`]: first those given, then those resolved, each in order.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    pub(crate) sources: Vec<Source>,
}

impl Sources {
    /// All texts.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (SourceId, &Source)> {
        self.sources
            .iter()
            .enumerate()
            .map(|(index, source)| (SourceId(index as u32), source))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sources.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// The text with this id, if it is one of these; indexing takes it for granted.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }
}

/// # Panics
///
/// The id is that of a text of other sources, of which there are more. See [`Sources::get`].
impl Index<SourceId> for Sources {
    type Output = Source;

    #[expect(
        clippy::indexing_slicing,
        reason = "a SourceId is only made by the sources that it addresses"
    )]
    fn index(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }
}
