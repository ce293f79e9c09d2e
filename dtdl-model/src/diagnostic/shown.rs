//! Texts of a model in messages: short, and without what a terminal does not show as it stands.

use std::borrow::Cow;

use crate::boundary;

/// The longest text between backticks in a message, in bytes.
const QUOTED: usize = 140;

/// A message in which every text between backticks fits into a line: the middle of a longer one is left out, and
/// what is no printable character is escaped.
pub(crate) fn shortened(message: String) -> String {
    if message.len() <= QUOTED && message.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return message;
    }
    let mut out = String::with_capacity(message.len().min(4 * QUOTED));
    for (index, part) in message.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        let part = if index % 2 == 1 { cut(part) } else { Cow::Borrowed(part) };
        out.push_str(&printable(&part));
    }
    out
}

/// A text as a terminal may show it: letters that would steer it, turn the line around or take no room are escaped.
///
/// [`Diagnostic::render`](crate::Diagnostic::render) shows texts like this; whoever prints parts of a text does well to
/// do so, too.
///
/// ```
/// assert_eq!(dtdl_model::printable("a\u{1b}[31mb"), "a\\u{1b}[31mb");
/// ```
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(2 * text.len());
    for letter in text.chars() {
        if is_hidden(letter) {
            out.extend(letter.escape_default());
        } else {
            out.push(letter);
        }
    }
    Cow::Owned(out)
}

/// A text whose middle is left out if it is long.
pub(crate) fn cut(text: &str) -> Cow<'_, str> {
    if text.len() <= QUOTED {
        return Cow::Borrowed(text);
    }
    let half = boundary::floor(text, QUOTED / 2);
    let end = boundary::ceil(text, text.len() - QUOTED / 2);
    match (text.get(..half), text.get(end..)) {
        (Some(start), Some(end)) => Cow::Owned(format!("{start}…{end}")),
        _ => Cow::Borrowed(text),
    }
}

/// Whether a letter steers the terminal, turns the line around, or takes no room.
pub(crate) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}
