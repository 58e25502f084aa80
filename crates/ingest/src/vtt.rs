//! WebVTT captions, as the W3C describes them and as meeting programs write them.

use crate::captions::{self, Cue, timing};
use crate::clock::Fraction;
use crate::turns::Told;
use crate::{Note, Options, markup};

/// Reads canonical text.
pub(crate) fn read(text: &str, id: &str, options: &Options) -> Told {
    let lines: Vec<&str> = text.lines().collect();
    let fraction = Fraction::of(lines.iter().copied());
    let mut notes = Vec::new();
    let (header, language, body) = read_header(&lines, &mut notes);
    let file = read_body(&lines, body, fraction, &mut notes);
    let mut told = captions::tell(file.cues, id, options);
    told.header = header.into_iter().chain(file.remarks).collect();
    told.language = language;
    notes.append(&mut told.notes);
    told.notes = notes;
    told
}

/// The lines up to the first cue or empty line: title, `Kind: captions`, `Language: en`; and the line
/// on which the body begins.
fn read_header(lines: &[&str], notes: &mut Vec<Note>) -> (Vec<String>, Option<String>, usize) {
    let mut header = Vec::new();
    let mut language = None;
    let Some(title) = lines.first().and_then(|line| line.strip_prefix("WEBVTT")) else {
        notes.push(Note::at("line 1", "the file does not begin with WEBVTT; it was read all the same"));
        return (header, language, 0);
    };
    let title = title.trim().trim_start_matches(['-', '–']).trim();
    header.extend((!title.is_empty()).then(|| title.to_owned()));
    let mut at = 1;
    let mut style = false;
    while at < lines.len() && !lines[at].trim().is_empty() && !lines[at].contains("-->") {
        let line = lines[at].trim();
        style |= line.starts_with("Style:") || line.starts_with("Region:");
        if !style {
            header.push(line.to_owned());
            language = language.or(line.strip_prefix("Language:").map(|language| language.trim().to_owned()));
        }
        at += 1;
    }
    // An identifier may stand right above the first cue.
    let identifier = at > 1 && lines.get(at).is_some_and(|line| line.contains("-->")) && !style;
    if identifier && header.last().is_some_and(|line| !line.contains(':')) {
        header.pop();
    }
    (header, language.filter(|language| !language.is_empty()), at)
}

struct Body {
    cues: Vec<Cue>,
    /// Comments before the first cue.
    remarks: Vec<String>,
}

fn read_body(lines: &[&str], start: usize, fraction: Fraction, notes: &mut Vec<Note>) -> Body {
    let mut body = Body { cues: Vec::new(), remarks: Vec::new() };
    let mut comments = Vec::new();
    let mut early = Vec::new();
    let mut at = start;
    while at < lines.len() {
        let block = at..(at..lines.len()).find(|&at| is_break(lines, at)).unwrap_or(lines.len());
        at = block.end.max(at + 1);
        let Some(first) = lines[block.clone()].first() else { continue };
        let keyword = first.split([' ', '\t', ':']).next().unwrap_or_default();
        let timed = lines[block.clone()].iter().any(|line| line.contains("-->"));
        match keyword {
            "NOTE" if body.cues.is_empty() => body.remarks.extend(remark(&lines[block])),
            "NOTE" => comments.push(block.start + 1),
            "STYLE" | "REGION" if !timed => {}
            _ => read_block(lines, block, fraction, &mut body, &mut early, notes),
        }
    }
    if let Some(first) = comments.first() {
        let message =
            format!("comments in the file are not part of what was said: {} left out, this the first", comments.len());
        notes.push(Note::at(format!("line {first}"), message));
    }
    if let Some(first) = early.first() {
        let message = format!("{} times lie before the start of the recording and became its start", early.len());
        notes.push(Note::at(format!("cue {first}"), message));
    }
    body
}

/// Whether a block ends at a line: an empty one, or one of spaces that cannot be part of a caption.
fn is_break(lines: &[&str], at: usize) -> bool {
    let timed = |line: &&str| line.contains("-->");
    let before_times = || lines[at + 1..].iter().take(2).any(timed);
    lines[at].is_empty() || lines[at].trim().is_empty() && before_times()
}

/// The words of a comment without its keyword.
fn remark(block: &[&str]) -> Vec<String> {
    let first = block[0].trim_start_matches("NOTE").trim();
    let lines = std::iter::once(first).chain(block[1..].iter().map(|line| line.trim()));
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Reads the cues of a run of lines without empty line between them.
fn read_block(
    lines: &[&str],
    block: std::ops::Range<usize>,
    fraction: Fraction,
    body: &mut Body,
    early: &mut Vec<usize>,
    notes: &mut Vec<Note>,
) {
    let mut words: Vec<&str> = Vec::new();
    let mut open = false;
    for at in block.clone() {
        let line = lines[at];
        if !line.contains("-->") {
            words.push(line);
            continue;
        }
        // What stands above the times, right behind an empty line, is the cue's identifier.
        let identifier = !open && at == block.start + 1;
        finish(body, if identifier { Vec::new() } else { std::mem::take(&mut words) }, open, block.start, notes);
        words.clear();
        open = true;
        let mut cue = Cue::default();
        match timing(line, fraction) {
            Some((begins, ends, clamped)) => {
                (cue.begins, cue.ends) = (Some(begins), ends);
                early.extend(clamped.then_some(body.cues.len() + 1));
            }
            None => {
                let message = format!("expected two times with an arrow between them, found '{}'", line.trim());
                notes.push(Note::at(format!("line {}", at + 1), message));
            }
        }
        body.cues.push(cue);
    }
    finish(body, words, open, block.start, notes);
}

/// Gives lines to the cue they stand under.
fn finish(body: &mut Body, words: Vec<&str>, open: bool, start: usize, notes: &mut Vec<Note>) {
    if words.is_empty() {
        return;
    }
    match body.cues.last_mut() {
        Some(cue) => {
            if !open {
                let message = "words without a time were joined to the caption before";
                notes.push(Note::at(format!("line {}", start + 1), message));
            }
            cue.lines.extend(markup::lines(&words));
        }
        None => body.remarks.extend(words.iter().map(|line| line.trim().to_owned())),
    }
}
