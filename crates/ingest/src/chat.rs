//! CHAT, the transcripts of TalkBank: a line `*SPK:` for what somebody says, `%` lines about it, `@`
//! lines about the recording; times between two NAK characters.

use std::collections::BTreeMap;

use qualkit_text::{canonicalize, count_words};
use qualkit_transcript::{Role, Timecode, Utterance};

use crate::legend::Entry;
use crate::stretch::Stretch;
use crate::told::Told;
use crate::{Join, Note, Options, role};

/// The characters around a time: the control character, and the picture of it.
const BULLETS: [char; 2] = ['\u{15}', '\u{2415}'];

/// What the roles of CHAT are here, in lower case; those that are told by [`role::said_by`] need no line.
const ROLES: [(Role, &str); 2] =
    [(Role::Interviewer, "investigator"), (Role::Participant, "target_child target_adult subject speaker adult")];

/// Reads a text as it came: its times stand between control characters.
pub(crate) fn read(text: &str, options: &Options) -> Told {
    let mut told = Told::default();
    let mut dependent: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut parts = Vec::new();
    let mut loose = Vec::new();
    for (number, line) in logical_lines(text) {
        match line.chars().next() {
            Some('*') if line.contains(':') => parts.push(utterance(&line[1..])),
            Some('%') => {
                let (kind, words) = line.split_once(':').unwrap_or((&line, ""));
                let counted = dependent.entry(kind.trim().to_owned()).or_default();
                *counted = (counted.0 + 1, counted.1 + count_words(words));
            }
            Some('@') => tell_header(&line, parts.is_empty(), &mut told),
            _ => {
                loose.push(number);
                told.behind.push(canonicalize(line.trim()).0.into_owned());
            }
        }
    }
    let unheard = parts.iter().filter(|part: &&Utterance| part.words.is_empty()).count();
    if unheard > 0 {
        told.notes.push(Note::of_all(format!("lines of speakers without words: {unheard}")));
    }
    if told.behind.len() > loose.len() {
        let message = "lines about the recording between or behind the turns, kept in the header";
        told.notes.push(Note::of_all(format!("{message}: {}", told.behind.len() - loose.len())));
    }
    if !dependent.is_empty() {
        let kinds: Vec<String> =
            dependent.iter().map(|(kind, (lines, words))| format!("{kind} (lines: {lines}, words: {words})")).collect();
        let message = format!("lines about what was said were left out: {}", kinds.join(", "));
        told.notes.push(Note::of_all(message));
    }
    let message = "begins neither with *, % nor @; it was kept in the header";
    told.notes.extend(Note::first_of("line", &loose, message));
    told.utterances = options.join.unwrap_or(Join::Never).turns(parts);
    told
}

/// Lines with what continues them, and their numbers: a line that begins with a tab goes on with the one
/// above.
fn logical_lines(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let goes_on = line.starts_with(['\t', ' ']);
        match lines.last_mut().filter(|_| goes_on) {
            Some((_, last)) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            None if line.trim().is_empty() => {}
            None => lines.push((number, line.to_owned())),
        }
    }
    lines
}

fn tell_header(line: &str, before: bool, told: &mut Told) {
    let (key, value) = line.split_once(':').map_or((line.trim(), ""), |(key, value)| (key.trim(), value.trim()));
    match key {
        "@Participants" => {
            told.legend = value.split(',').filter_map(participant).collect();
        }
        "@Languages" => {
            told.language = value.split(',').map(str::trim).find(|tag| !tag.is_empty()).map(str::to_owned);
        }
        _ => {}
    }
    if matches!(key, "@UTF8" | "@Begin" | "@End" | "@Window" | "@Font" | "@PID" | "@Color words") {
        return;
    }
    let line =
        canonicalize(&format!("{}{}{value}", key.trim_start_matches('@'), if value.is_empty() { "" } else { ": " }))
            .0
            .into_owned();
    if before { told.header.push(line) } else { told.behind.push(line) }
}

/// `GRI Griffin Investigator`: a label, perhaps a name, and a role.
fn participant(entry: &str) -> Option<Entry> {
    let words: Vec<&str> = entry.split_whitespace().collect();
    let (label, role) = (words.first()?, words.last()?.to_lowercase());
    let known = ROLES.iter().find(|(_, listed)| listed.split(' ').any(|listed| listed == role)).map(|(role, _)| *role);
    let role = known.or_else(|| role::said_by(&role)).filter(|_| words.len() > 1)?;
    Some(((*label).to_owned(), role))
}

/// What stands behind the star: `SPK:`, words, and times anywhere among them.
fn utterance(line: &str) -> Utterance {
    let (label, rest) = line.split_once(':').unwrap_or((line, ""));
    let (mut begins, mut ends) = (None, None);
    let (mut stretch, mut words) = (Stretch::default(), String::new());
    for (place, piece) in rest.split(BULLETS).enumerate() {
        match bullet(piece).filter(|_| place % 2 == 1) {
            // A time stands behind its words.
            Some((from, to)) => {
                begins = begins.or(Some(from));
                ends = ends.max(Some(to));
                stretch.add(&std::mem::take(&mut words), Some(from), Some(to));
            }
            None => words.push_str(piece),
        }
    }
    stretch.add(&words, None, None);
    stretch.utterance(label.trim(), begins, ends)
}

/// `3239_5079`, or with a file before it, as older versions write it: `%mov:"name"_3239_5079`.
fn bullet(inside: &str) -> Option<(Timecode, Timecode)> {
    let (rest, to) = inside.trim().trim_end_matches('-').rsplit_once('_')?;
    let from = rest.rsplit_once('_').map_or(rest, |(_, from)| from);
    let time =
        |millis: &str| millis.parse().ok().filter(|millis| *millis < 3_600_000_000u64).map(Timecode::from_millis);
    Some((time(from)?, time(to)?))
}
