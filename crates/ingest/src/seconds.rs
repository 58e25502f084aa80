//! Stretches in seconds, as scripts print what a recogniser heard: `[0.00s -> 4.20s] words`,
//! `SPEAKER_00 [0.0 - 4.2]: words`, `[SPEAKER_00] 0.00s - 4.20s: words`.

use qualkit_transcript::Timecode;

use crate::Note;
use crate::clock::Times;
use crate::head::{Head, LONGEST_LABEL, Shape, Timed};
use crate::json;
use crate::labels::{is_formed, is_name_like};
use crate::turns::Line;

/// Among how many lines the first is looked for.
const FIRST: usize = 40;

/// Makes heads of the stretches if half of the paragraphs, and half of the lines that begin with a label or one, do, and
/// the times do not run backwards; tells of them.
pub(crate) fn find<'t>(lines: &[Line<'t>], heads: &mut [Option<Head<'t>>]) -> Option<Note> {
    lines.iter().take(FIRST).find_map(|line| read(line.text))?;
    let found: Vec<(usize, Head<'t>)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, read(line.text)?))).collect();
    let paragraphs = lines.iter().filter(|line| line.opens).count();
    let begins = |(_, head): &(usize, Head<'_>)| head.times.map(|times| times.begins);
    let forwards = found.windows(2).filter(|pair| begins(&pair[0]) <= begins(&pair[1])).count();
    let runs = found.first().map(begins) < found.last().map(begins) && (forwards + 1) * 10 >= found.len() * 9;
    let is_other = |at: usize| {
        let label = heads[at].filter(|head| head.shape == Shape::Colon).map(|head| head.label);
        label.is_some_and(is_label) && found.binary_search_by_key(&at, |(found, _)| *found).is_err()
    };
    let others = (0..heads.len()).filter(|&at| is_other(at)).count();
    if !runs || found.len() < paragraphs.div_ceil(2).max(others) {
        return None;
    }
    let message = format!("the times of {} lines were read as seconds", found.len());
    found.into_iter().for_each(|(at, head)| heads[at] = Some(head));
    Some(Note::of_all(message))
}

/// The head of a line that bears two times in seconds, with a label before or behind them or without any.
fn read(line: &str) -> Option<Head<'_>> {
    let line = line.trim();
    if let Some((times, rest)) = stretch(line) {
        let timed = Timed { times, marked: true, words: rest.trim_start() };
        let parts = timed.words.split_once(':').filter(|(label, _)| is_label(label));
        let (shape, label, words) =
            parts.map_or((Shape::Mark, "", timed.words), |(label, words)| (Shape::Colon, label, words));
        // Litres and miles have two numbers as well.
        if label.is_empty() && !line.starts_with(['[', '(']) {
            return None;
        }
        let (label, words) = (label.trim(), words.trim_start());
        return Some(Head { shape, label, times: Some(times), words, timed: Some(timed) });
    }
    let label_end = match line.strip_prefix('[') {
        Some(inside) => inside.find(']')? + 2,
        None => line.char_indices().take(LONGEST_LABEL).find_map(|(at, _)| stretch(&line[at..]).map(|_| at))?,
    };
    let label = line[..label_end].trim().trim_end_matches(':').trim_matches(['[', ']']);
    let (times, rest) = stretch(line[label_end..].trim_start())?;
    // `Milk 0.5 - 1.5 cups` is a measure.
    let closed = line[..line.len() - rest.len()].ends_with([']', ')', 's']);
    if !(closed || rest.is_empty() || rest.starts_with(':')) {
        return None;
    }
    let words = rest.trim_start();
    let words = words.strip_prefix(':').unwrap_or(words).trim_start();
    let head = Head { shape: Shape::Colon, label, times: Some(times), words, timed: None };
    is_label(label).then_some(head)
}

fn is_label(label: &str) -> bool {
    let label = label.trim();
    label.chars().count() <= LONGEST_LABEL && is_formed(label) && is_name_like(label)
}

/// Takes two times in seconds, perhaps in brackets, from the start of a text; gives what follows.
fn stretch(text: &str) -> Option<(Times, &str)> {
    let closing = match text.bytes().next()? {
        b'[' => Some(']'),
        b'(' => Some(')'),
        b'0'..=b'9' => None,
        _ => return None,
    };
    let inside = if closing.is_some() { text[1..].trim_start() } else { text };
    let (begins, rest) = second(inside)?;
    let rest = rest.trim_start();
    let rest = ["-->", "->", "–", "—", "-"].iter().find_map(|dash| rest.strip_prefix(dash))?;
    let (ends, rest) = second(rest.trim_start())?;
    let rest = match closing {
        Some(closing) => rest.trim_start().strip_prefix(closing)?,
        None => rest,
    };
    let apart = rest.is_empty() || rest.starts_with([' ', '\t', ':']);
    (apart && begins <= ends).then_some((Times { begins, ends: Some(ends), parts: 3 }, rest))
}

/// Takes seconds with a fraction from the start of a text: `4.20s`, `4.2`.
fn second(text: &str) -> Option<(Timecode, &str)> {
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = figures(text);
    let fraction = figures(text[whole..].strip_prefix('.')?);
    let length = whole + 1 + fraction;
    let time = json::seconds(Some(&text[..length].into())).filter(|_| whole > 0 && fraction > 0)?;
    let rest = &text[length..];
    Some((time, rest.strip_prefix('s').unwrap_or(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_stand_before_and_behind_labels() {
        for line in [
            "[SPEAKER_00] 0.00s - 4.20s: So tell me.",
            "SPEAKER_00 [0.0 - 4.2]: So tell me.",
            "SPEAKER_00 (0.00s - 4.20s): So tell me.",
            "SPEAKER_00: [0.00s -> 4.20s] So tell me.",
            "[0.00s -> 4.20s] SPEAKER_00: So tell me.",
            "0.00 - 4.20 SPEAKER_00: So tell me.",
        ] {
            let head = read(line).unwrap();
            let times = head.times.unwrap();
            assert_eq!((head.label, head.words), ("SPEAKER_00", "So tell me."), "{line}");
            assert_eq!((times.begins.millis(), times.ends.map(Timecode::millis)), (0, Some(4_200)), "{line}");
        }
        let bare = read("[0.00s -> 4.20s]  So tell me.").unwrap();
        assert_eq!((bare.shape, bare.words), (Shape::Mark, "So tell me."));
    }

    #[test]
    fn other_numbers_are_no_stretches() {
        for line in [
            "(0.5) so",
            "1.5 - 2 litres",
            "1.5 - 2.5 litres",
            "Milk 0.5 - 1.5 cups",
            "Milk: 0.5 - 1.5 cups",
            "4.2 - 0.5 is less",
            "Ann: from 1.5 - 2.5 of it",
            "[Ann] so",
        ] {
            assert!(read(line).is_none(), "{line}");
        }
    }
}
