//! What may stand at the head of a line: a label, a time, both in many shapes.

use qualkit_transcript::UNKNOWN_SPEAKER;

use crate::clock::{self, Fraction, Times};

/// The longest label, in characters.
pub(crate) const LONGEST_LABEL: usize = 40;

/// How a label and what belongs to it are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shape {
    /// `LABEL: words`, with a time before, between or behind; the words may be missing.
    Colon,
    /// A line of its own with label and time: `Name   0:05`, `**Name** [0:05]`, `### Name (00:00:05)`.
    Titled,
    /// A line of its own with label and time that may as well be words: `See you at 10:30`.
    Loose,
    /// `LABEL 00:00:05 words`.
    Inline,
    /// `[LABEL] words`.
    Bracket,
    /// A heading or an emphasised line of its own without time: `### Name`, `**Name**`.
    Heading,
    /// A short line of its own.
    Plain,
    /// Only a time in square brackets or between number signs; the words may follow.
    Mark,
    /// Only a time without them; the words may follow.
    Time,
}

/// A possible head and the words behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head<'l> {
    pub(crate) shape: Shape,
    /// Empty for [`Shape::Mark`] and [`Shape::Time`].
    pub(crate) label: &'l str,
    pub(crate) times: Option<Times>,
    pub(crate) words: &'l str,
    /// The line begins with a time; if the label is none, that alone is the head.
    pub(crate) timed: Option<Timed<'l>>,
}

/// A time at the start of a line and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timed<'l> {
    pub(crate) times: Times,
    /// In square brackets or between number signs.
    pub(crate) marked: bool,
    pub(crate) words: &'l str,
}

impl<'l> From<Timed<'l>> for Head<'l> {
    /// The time alone.
    fn from(timed: Timed<'l>) -> Head<'l> {
        let shape = if timed.marked { Shape::Mark } else { Shape::Time };
        Head { shape, label: "", times: Some(timed.times), words: timed.words, timed: Some(timed) }
    }
}

/// Finds the possible head of a line; `None` for a line that can only be words.
pub(crate) fn read(line: &str, fraction: Fraction) -> Option<Head<'_>> {
    // Signs that set the direction of writing stand before words of either.
    let line = line.trim_matches(|c: char| c.is_whitespace() || is_direction(c));
    if let Some(head) = emphasised_time(line, fraction).or_else(|| emphasised_line(line, fraction)) {
        return Some(head);
    }
    let heading = heading(line);
    let (timed, rest) = match leading_time(heading.unwrap_or(line), fraction) {
        Some(timed) => (Some(timed), timed.words),
        None => (None, heading.unwrap_or(line)),
    };
    let rest = if timed.is_some() { strip_bar(rest) } else { rest };
    let labelled = bracketed(rest, fraction).or_else(|| labelled(rest, heading.is_some(), fraction));
    match (labelled, timed) {
        (Some(head), timed) => Some(Head { timed, times: timed.map(|timed| timed.times).or(head.times), ..head }),
        (None, timed) => timed.map(Head::from),
    }
}

/// A time that is emphasised alone or with the label behind it: `**[00:05] LABEL:** words`, `**[00:05]** **LABEL:** words`.
fn emphasised_time(line: &str, fraction: Fraction) -> Option<Head<'_>> {
    let (inside, rest) = emphasis(line)?;
    let timed = leading_time(inside, fraction)?;
    if timed.words.is_empty() {
        let timed = Timed { words: rest.trim_start(), ..timed };
        let head = labelled(timed.words, false, fraction);
        let bare = Head { shape: Shape::Mark, label: "", times: None, words: timed.words, timed: None };
        return Some(Head { times: Some(timed.times), timed: Some(timed), ..head.unwrap_or(bare) });
    }
    let head = labelled(timed.words, true, fraction).filter(|head| head.words.is_empty())?;
    let words = strip_colon(rest.trim_start()).unwrap_or(rest).trim_start();
    let closed = head.shape == Shape::Colon || strip_colon(rest.trim_start()).is_some();
    let shape = match (closed, words.is_empty()) {
        (true, _) => Shape::Colon,
        (false, true) => Shape::Titled,
        (false, false) => return None,
    };
    // What follows the time, with the signs of emphasis, if the label is none.
    let behind = line.find(timed.words).map_or(timed.words, |at| &line[at..]);
    Some(Head { shape, words, times: Some(timed.times), timed: Some(Timed { words: behind, ..timed }), ..head })
}

/// A label and its words that are emphasised together: `**LABEL: words**`.
fn emphasised_line(line: &str, fraction: Fraction) -> Option<Head<'_>> {
    let inside = ["***", "**", "__"].iter().find_map(|sign| {
        let inside = line.strip_prefix(sign)?.strip_suffix(sign)?;
        (!inside.contains(sign)).then_some(inside)
    })?;
    labelled(inside, false, fraction).filter(|head| head.shape == Shape::Colon && !head.words.is_empty())
}

/// A heading's words without its number signs.
fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    ((1..=6).contains(&(line.len() - words.len())) && words.starts_with([' ', '\t'])).then(|| words.trim())
}

fn leading_time(line: &str, fraction: Fraction) -> Option<Timed<'_>> {
    let Some((times, rest)) = mark(line, fraction) else {
        let (times, rest) = clock::bare(line, fraction)?;
        return Some(Timed { times, marked: false, words: rest.trim_start() });
    };
    // `(00:02:42):` stands where a label with its time would.
    let closed = strip_colon(rest).filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    let marked = line.starts_with(['[', '#', '［', '【']) || closed.is_some();
    Some(Timed { times, marked, words: closed.unwrap_or(rest).trim_start() })
}

/// A time in brackets, and what follows it and the address to which it links: `[0:05](https://…) words`.
fn mark(text: &str, fraction: Fraction) -> Option<(Times, &str)> {
    let (times, rest) = clock::mark(text, fraction)?;
    Some((times, strip_address(rest).unwrap_or(rest)))
}

/// What follows the address of a link.
fn strip_address(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('(')?;
    let mut open = 1;
    let end = inside.char_indices().take_while(|(_, c)| !c.is_whitespace()).find_map(|(at, c)| {
        open += i32::from(c == '(') - i32::from(c == ')');
        (open == 0).then_some(at)
    })?;
    let address = &inside[..end];
    (address.contains("://") || address.contains("javascript:") || address.starts_with('#')).then(|| &inside[end + 1..])
}

/// What follows a time behind a dash or a bar: `0:03 - Name`, `0:03 | Name`.
fn strip_bar(text: &str) -> &str {
    let behind = ["-", "–", "—", "|", "•"].iter().find_map(|bar| text.strip_prefix(bar));
    behind.filter(|behind| behind.starts_with(' ')).map_or(text, str::trim_start)
}

/// Whether a sign sets the direction of writing and is not seen.
pub(crate) fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The brackets in which labels stand.
const BRACKETS: [(char, char); 3] = [('[', ']'), ('【', '】'), ('［', '］')];

/// `[LABEL] words`, `[LABEL]: words`, or `[LABEL] 00:00:05` above words.
fn bracketed(line: &str, fraction: Fraction) -> Option<Head<'_>> {
    let (label, rest) = BRACKETS.iter().find_map(|&(open, close)| line.strip_prefix(open)?.split_once(close))?;
    if !is_short(label) || clock::bare(label.trim(), fraction).is_some() {
        return None;
    }
    let rest = rest.trim_start();
    let words = strip_colon(rest).unwrap_or(rest).trim_start();
    // `[LABEL 0:05] words`.
    if let Some((label, time)) = label.trim().rsplit_once(char::is_whitespace)
        && let Some((times, "")) = clock::bare(time, fraction)
    {
        return Some(Head { shape: Shape::Bracket, label: label.trim(), times: Some(times), words, timed: None });
    }
    if let Some((times, "")) = clock::bare(words, fraction) {
        return Some(Head { shape: Shape::Titled, label: label.trim(), times: Some(times), words: "", timed: None });
    }
    // `[LABEL] [0:05] words`.
    let (times, words) = mark(words, fraction).map_or((None, words), |(times, rest)| (Some(times), rest));
    let words = times.and_then(|_| strip_colon(words)).unwrap_or(words).trim_start();
    Some(Head { shape: Shape::Bracket, label: label.trim(), times, words, timed: None })
}

fn labelled(line: &str, heading: bool, fraction: Fraction) -> Option<Head<'_>> {
    let (label, rest, emphasised) = match emphasis(line) {
        Some((inside, rest)) => (inside, rest, true),
        None => {
            let end = label_end(line, fraction)?;
            (&line[..end], &line[end..], false)
        }
    };
    let gap = label.len() - label.trim_end().len() >= 2 || label.ends_with('\t');
    let closed = strip_end_colon(label);
    let label = closed.unwrap_or(label).trim_matches(|c: char| c.is_whitespace() || is_direction(c));
    if !is_short(label) || label != UNKNOWN_SPEAKER && !label.chars().any(char::is_alphanumeric) {
        return None;
    }
    let behind = if emphasised { strip_attributes(rest.trim_start()) } else { rest.trim_start() };
    let marked = behind.starts_with(['[', '(', '<', '{', '#', '（', '［', '【']);
    let bare = clock::bare(behind, fraction);
    // What is said may begin with a time of day: `**Ann:** 10:30 was late`.
    let bare = bare.filter(|(times, rest)| closed.is_none() || times.parts == 3 || rest.is_empty());
    let time = mark(behind, fraction).or(bare);
    let (times, behind) = time.map_or((None, behind), |(times, behind)| (Some(times), behind.trim_start()));
    let open = strip_colon(behind);
    if closed.is_some() || open.is_some() {
        let words = open.unwrap_or(behind).trim_start();
        // Nobody answers with hours, minutes and seconds and nothing else.
        let alone = || clock::bare(words, fraction).filter(|(times, rest)| rest.is_empty() && times.parts == 3);
        let second = if times.is_none() { mark(words, fraction).or_else(alone) } else { None };
        let (times, words) = second.map_or((times, words), |(times, words)| (Some(times), words.trim_start()));
        return Some(Head { shape: Shape::Colon, label, times, words, timed: None });
    }
    let shape = match (times, behind.is_empty()) {
        (Some(_), true) if marked || gap || emphasised || heading => Shape::Titled,
        (Some(_), true) => Shape::Loose,
        (Some(times), false) if marked || times.parts == 3 => Shape::Inline,
        (None, true) if emphasised || heading => Shape::Heading,
        (None, true) => Shape::Plain,
        _ => return None,
    };
    Some(Head { shape, label, times, words: behind, timed: None })
}

/// What follows the attributes that Markdown may set behind emphasised words: `{: .class}`.
fn strip_attributes(text: &str) -> &str {
    let attributes = text.strip_prefix("{:").and_then(|text| text.split_once('}'));
    attributes.map_or(text, |(_, rest)| rest.trim_start())
}

/// Words that are emphasised at the start of a line, by signs or by tags, and what follows them.
pub(crate) fn emphasis(line: &str) -> Option<(&str, &str)> {
    let kept = |&(inside, _): &(&str, &str)| is_short(inside) && !inside.is_empty();
    let signed = ["***", "**", "__", "*", "_"].iter().find_map(|&sign| {
        let parts = line.strip_prefix(sign)?.split_once(sign);
        parts.filter(kept)
    });
    let tagged = || {
        ["u", "b", "strong", "i", "em"].iter().find_map(|tag| {
            let inside_on = line.strip_prefix('<')?.strip_prefix(tag)?.strip_prefix('>')?;
            let (inside, rest) = inside_on.split_once("</")?;
            Some((inside, rest.strip_prefix(tag)?.strip_prefix('>')?)).filter(kept)
        })
    };
    signed.or_else(tagged)
}

/// Where a label would end: before a colon, before a time, or with the line.
fn label_end(line: &str, fraction: Fraction) -> Option<usize> {
    let mut before = ' ';
    for (count, (at, c)) in line.char_indices().enumerate() {
        if count > LONGEST_LABEL + 8 {
            return None;
        }
        let rest = &line[at..];
        let ends = at > 0
            && match c {
                ':' | '：' => !rest.starts_with("://"),
                '[' | '(' | '<' | '{' | '#' | '（' | '［' | '【' => mark(rest, fraction).is_some(),
                c if c.is_ascii_digit() && before.is_whitespace() => clock::bare(rest, fraction).is_some(),
                _ => false,
            };
        if ends {
            return Some(at);
        }
        before = c;
    }
    (!line.is_empty()).then_some(line.len())
}

fn is_short(label: &str) -> bool {
    label.trim().chars().nth(LONGEST_LABEL).is_none()
}

fn strip_colon(text: &str) -> Option<&str> {
    text.strip_prefix(':').or_else(|| text.strip_prefix('：'))
}

fn strip_end_colon(text: &str) -> Option<&str> {
    let text = text.trim_end();
    text.strip_suffix(':').or_else(|| text.strip_suffix('：'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(Shape, &str, Option<u64>, &str)> {
        let head = read(line, Fraction::Decimal)?;
        Some((head.shape, head.label, head.times.map(|times| times.begins.millis()), head.words))
    }

    #[test]
    fn a_label_with_a_colon_takes_its_time_on_either_side() {
        let expected = Some((Shape::Colon, "P01", Some(12_000), "so."));
        for line in [
            "[00:00:12] P01: so.",
            "00:00:12\tP01:\tso.",
            "P01 [00:00:12]: so.",
            "P01: [00:00:12] so.",
            "P01 (00:00:12): so.",
            "**P01** [0:12]: so.",
            "**P01:** [0:12] so.",
            "00:00:12P01: so.",
            "**[00:00:12] P01:** so.",
            "**[00:00:12] P01**: so.",
            "**[00:00:12]** **P01:** so.",
            "**00:00:12** P01: so.",
            "**P01 [0:12]: so.**",
        ] {
            assert_eq!(parts(line), expected, "{line}");
        }
        assert_eq!(parts("Interviewer1 : oui"), Some((Shape::Colon, "Interviewer1", None, "oui")));
        assert_eq!(parts("Speaker 1 (00:05):"), Some((Shape::Colon, "Speaker 1", Some(5_000), "")));
    }

    #[test]
    fn a_line_of_label_and_time_is_a_title() {
        for line in ["Kelly   0:05", "Kelly\t0:05", "**Kelly** [0:05]", "### Kelly (00:00:05)", "Kelly [0:05]"] {
            assert_eq!(parts(line), Some((Shape::Titled, "Kelly", Some(5_000), "")), "{line}");
        }
        assert_eq!(parts("We met at 10:30").map(|head| head.0), Some(Shape::Loose));
    }

    #[test]
    fn a_time_alone_is_told_from_one_in_brackets() {
        assert_eq!(
            parts("[00:00:08] and so it went on and on, for what we thought was a whole day")
                .map(|head| (head.0, head.2)),
            Some((Shape::Mark, Some(8_000)))
        );
        assert_eq!(
            parts("10:30, they said, and nothing of it was ever true, as I said").map(|head| head.0),
            Some(Shape::Time)
        );
    }

    #[test]
    fn a_sentence_has_no_head() {
        for line in [
            "",
            "It is what it is, and a label is never as long as this: no.",
            "see https://example.org/a/b/c/d/e/f/g/h/i",
        ] {
            assert_eq!(read(line, Fraction::Decimal), None, "{line}");
        }
    }

    #[test]
    fn brackets_may_hold_a_label() {
        assert_eq!(parts("[id1] hello there"), Some((Shape::Bracket, "id1", None, "hello there")));
        for line in ["[id1 0:05] hello", "[id1] [0:05] hello", "[id1] (0:05): hello", "【id1】[0:05] hello"] {
            assert_eq!(parts(line), Some((Shape::Bracket, "id1", Some(5_000), "hello")), "{line}");
        }
    }
}
