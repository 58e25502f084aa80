//! InqScribe's own files: settings line by line, one of which is the text, with marks of time that count
//! frames.

use crate::told::Told;
use crate::turns::{self, Line};
use crate::{IngestError, Note, Options};

/// Reads canonical text.
pub(crate) fn read(text: &str, id: &str, options: &Options) -> Result<Told, IngestError> {
    let (words, frames) = settings(text);
    let (words, marks) = frames.map_or((words.clone(), 0), |frames| in_seconds(&words, frames));
    let mut lines = Vec::new();
    let mut opens = true;
    for (place, text) in (1..).zip(words.lines()) {
        if text.trim().is_empty() {
            opens = true;
        } else {
            lines.push(Line { place, opens, text });
            opens = false;
        }
    }
    let mut told = turns::tell(&lines, id, options, "line")?;
    if let Some(frames) = frames.filter(|_| marks > 0) {
        let message =
            format!("the last number of {marks} times counts frames, {frames} in a second, and became milliseconds");
        told.notes.insert(0, Note::of_all(message));
    }
    Ok(told)
}

/// The text, and how many frames a second has.
fn settings(text: &str) -> (String, Option<f64>) {
    let is_setting = |line: &str| {
        let key = line.split_once('=').map(|(key, _)| key);
        key.is_some_and(|key| {
            !key.is_empty()
                && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_'))
        })
    };
    let mut frames = None;
    let mut words = String::new();
    let mut open = false;
    for line in text.lines() {
        if let Some(value) = line.strip_prefix("text=") {
            words.push_str(&plain(value));
            open = true;
        } else if is_setting(line) && !(open && line.contains(' ') && !line.contains("font")) {
            open = false;
            let value = line.strip_prefix("timecode.fps=").and_then(|value| value.trim().parse::<f64>().ok());
            frames = frames.or(value.filter(|frames| (1.0..=1000.0).contains(frames)));
        } else if open {
            words.push('\n');
            words.push_str(&plain(line));
        }
    }
    (words, frames)
}

/// A value without its escapes.
fn plain(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some('r' | 'n')) => plain.push('\n'),
            ('\\', Some('t')) => plain.push('\t'),
            ('\\', Some('\\')) => plain.push('\\'),
            _ => {
                plain.push(c);
                continue;
            }
        }
        chars.next();
    }
    plain
}

/// Marks whose last number counts frames, in milliseconds; gives their number.
fn in_seconds(text: &str, frames: f64) -> (String, usize) {
    let mut mended = String::with_capacity(text.len());
    let (mut rest, mut count) = (text, 0);
    while let Some(at) = rest.find('[') {
        let (before, mark) = rest.split_at(at);
        mended.push_str(before);
        let inside = mark[1..].find(']').map(|end| &mark[1..=end]);
        let timed = inside.and_then(|inside| {
            let (clock, frame) = inside.rsplit_once('.')?;
            let plain = clock.split(':').count() == 3 && clock.bytes().all(|b| b.is_ascii_digit() || b == b':');
            let frame: f64 = frame.parse::<u32>().ok().filter(|_| plain && frame.len() == 2)?.into();
            (frame < frames)
                .then(|| (inside.len(), format!("[{clock}.{:03}]", (frame * 1000.0 / frames).floor() as u64)))
        });
        match timed {
            Some((length, time)) => {
                mended.push_str(&time);
                rest = &mark[length + 2..];
                count += 1;
            }
            None => {
                mended.push('[');
                rest = &mark[1..];
            }
        }
    }
    mended.push_str(rest);
    (mended, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_found_among_the_settings() {
        let file = "app=InqScribe\ntext=\\r[00:00:01.15] Ann: so\\tit\\r\\rx = 1\nfont.name=Arial\ntimecode.fps=30\n";
        let (words, frames) = settings(file);
        assert_eq!((words.as_str(), frames), ("\n[00:00:01.15] Ann: so\tit\n\nx = 1", Some(30.0)));
        assert_eq!(in_seconds(&words, 30.0).0, "\n[00:00:01.500] Ann: so\tit\n\nx = 1");
    }
}
