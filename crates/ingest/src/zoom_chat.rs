//! The chat of a meeting in Zoom: what was typed, with a time and a name.

use qualkit_transcript::{Timecode, Utterance};

use crate::clock::{self, Fraction};
use crate::told::Told;
use crate::{Join, Note, Options};

/// The time and the name at the head of a message, and what was typed.
type Message<'t> = (Timecode, &'t str, &'t str);

/// Whether a text is such a chat: every line that begins with a time names somebody. A time, a name and words
/// between tabs are a transcript of NVivo as well: there the file's name must say that it is a chat.
pub(crate) fn is(start: &str, file_name: &str) -> bool {
    let named = file_name.to_lowercase().contains("chat");
    let mut lines = start.lines().filter(|line| !line.trim().is_empty());
    let Some(first) = lines.next() else { return false };
    let timed = |line: &&str| {
        let line = without_date(line);
        line.starts_with(|c: char| c.is_ascii_digit()) && line.as_bytes().get(2) == Some(&b':')
    };
    let (all, read) = std::iter::once(first)
        .chain(lines)
        .take(200)
        .filter(timed)
        .fold((0, 0), |(all, read), line| (all + 1, read + usize::from(message(line).is_some())));
    let from = without_date(first).get(8..).is_some_and(|rest| rest.trim_start().starts_with("From "));
    message(first).is_some() && (from || named) && read * 10 >= all * 9
}

/// Reads canonical text.
pub(crate) fn read(text: &str, options: &Options) -> Told {
    let mut told = Told::default();
    let mut parts: Vec<Utterance> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match (message(line), parts.last_mut()) {
            (Some((begins, name, words)), _) => {
                let (label, words) = (sender(name).to_owned(), words.trim().to_owned());
                parts.push(Utterance { label, words, begins: Some(begins), ends: None, ..Utterance::default() });
            }
            (None, Some(last)) => {
                last.words.push('\n');
                last.words.push_str(line.trim());
            }
            (None, None) => told.header.push(line.trim().to_owned()),
        }
    }
    told.notes.push(Note::of_all(
        "this is the chat of a meeting: what was typed, not what was spoken; its times count from the start of \
         the meeting or are times of day, as Zoom was set",
    ));
    told.utterances = options.join.unwrap_or(Join::Never).turns(parts);
    told
}

/// `00:21:14<TAB>Ann Lee:<TAB>words`, `00:21:14 From Ann Lee to Everyone: words`.
fn message(line: &str) -> Option<Message<'_>> {
    let (time, rest) = without_date(line).split_at_checked(8)?;
    let begins = clock::read(time, Fraction::Decimal).filter(|_| time.matches(':').count() == 2)?;
    let behind = rest.trim_start_matches([' ', '\t']);
    let tabbed = rest.starts_with('\t').then(|| rest[1..].split_once(":\t")).flatten();
    let (name, words) = match behind.strip_prefix("From ") {
        Some(from) => from.split_once(" : ").or_else(|| from.split_once(":\t")).or_else(|| {
            let (name, words) = from.split_once(':')?;
            name.contains(" to ").then_some((name, words)).or(words.trim().is_empty().then_some((name, words)))
        })?,
        None => tabbed?,
    };
    (!name.trim().is_empty() && name.chars().count() <= 80).then_some((begins, name.trim(), words))
}

/// A line without the day before its time, as newer versions write it: `2023-05-05 15:14:05 From …`.
fn without_date(line: &str) -> &str {
    let date = line.split_at_checked(11).filter(|(date, _)| {
        date.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            10 => byte == b' ',
            _ => byte.is_ascii_digit(),
        })
    });
    date.map_or(line, |(_, line)| line)
}

/// A name without those to whom the message went.
fn sender(name: &str) -> &str {
    let name = name.strip_prefix("From ").unwrap_or(name).trim();
    let end = [" to ", " To "].iter().filter_map(|word| name.find(word)).min();
    name[..end.unwrap_or(name.len())].trim()
}
