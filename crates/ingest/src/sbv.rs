//! YouTube's own captions (`.sbv`): two times with a comma between them above the words, and no numbers. But for these
//! lines they are SubRip.

use crate::clock::{self, Fraction};

/// Whether a line holds two such times and nothing else: `0:00:12.440,0:00:14.955`.
pub(crate) fn is_timing(line: &str) -> bool {
    let time = |time: &str| time.contains('.') && clock::read(time, Fraction::Decimal).is_some();
    line.trim().split_once(',').is_some_and(|(begins, ends)| time(begins) && time(ends))
}

/// The same text with arrows between the times; `None` if there are no such times.
pub(crate) fn with_arrows(text: &str) -> Option<String> {
    text.lines().find(|line| !line.trim().is_empty()).filter(|line| is_timing(line))?;
    // SubViewer, whose files these are, writes the breaks of lines in words.
    let arrow = |line: &str| if is_timing(line) { line.replacen(',', " --> ", 1) } else { line.replace("[br]", " ") };
    Some(text.split('\n').map(arrow).collect::<Vec<_>>().join("\n"))
}
