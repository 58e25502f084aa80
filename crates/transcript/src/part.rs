use qualkit_text::{Span, Text};

use crate::{Malformed, Timecode, Turn};

/// A stretch of a turn with times of its own: a caption, what a recogniser heard at a stretch, an annotation.
///
/// A turn that was joined of several such stretches keeps each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What was said, up to the next part of the turn or to the turn's end.
    pub span: Span,
    /// When it begins.
    pub begins: Timecode,
    /// When it ends.
    pub ends: Option<Timecode>,
}

/// A [`Part`] of an utterance that is not yet part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The byte of [`Utterance::words`](crate::Utterance::words) at which its words begin.
    pub at: usize,
    /// When it begins.
    pub begins: Timecode,
    /// When it ends.
    pub ends: Option<Timecode>,
}

/// The parts that pieces are, whose words begin at bytes of the text.
pub(crate) fn placed(pieces: &[Piece], text: &Text, turns: &[Turn]) -> Vec<Part> {
    let content = text.as_str();
    let count = |part: &str| u32::try_from(part.chars().count()).expect("a part is no longer than its text");
    let mut turns = turns.iter().peekable();
    let mut parts: Vec<Part> = Vec::with_capacity(pieces.len());
    // Where the last part begins, in bytes and in code points.
    let (mut byte, mut start) = (0, 0);
    for (number, &Piece { at, begins, ends }) in pieces.iter().enumerate() {
        start += count(&content[byte..at]);
        byte = at;
        while turns.next_if(|turn| turn.span.end().get() <= start).is_some() {}
        let turn_end = turns.peek().map_or(start, |turn| turn.span.end().get());
        let next = pieces.get(number + 1).map_or(content.len(), |next| next.at);
        let end = start + count(content[at..next].trim_end());
        parts.extend(Span::new(start, end.min(turn_end)).ok().map(|span| Part { span, begins, ends }));
    }
    parts
}

/// The parts of a turn.
pub(crate) fn within(parts: &[Part], turn: Span) -> &[Part] {
    let first = parts.partition_point(|part| part.span.start() < turn.start());
    let behind = parts.partition_point(|part| part.span.start() < turn.end());
    &parts[first..behind]
}

/// Everything by which parts do not fit a text and its turns.
pub(crate) fn malformed(parts: &[Part], text: &Text, turns: &[Turn]) -> Vec<Malformed> {
    let mut found = Vec::new();
    let mut before: Option<Span> = None;
    for part in parts {
        let Part { span, .. } = *part;
        let turn = turns.get(turns.partition_point(|turn| turn.span.end() <= span.start()));
        let turn = turn.filter(|turn| turn.span.contains(span) && text.trim(span) == Some(span));
        if before.is_some_and(|before| span.start() < before.end()) {
            found.push(Malformed::PartOrder { span });
        } else if let Some(turn) = turn {
            let opens = before.is_none_or(|before| before.start() < turn.span.start());
            let fits = if opens { turn.begins == Some(part.begins) } else { turn.begins.is_some() };
            if !fits || part.ends.is_some_and(|ends| ends < part.begins) {
                found.push(Malformed::PartTimes { span, turn: turn.number });
            }
        } else {
            found.push(Malformed::PartPlace { span });
        }
        before = Some(span);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, Transcript, TranscriptId, Utterance};

    fn told() -> Transcript {
        let time = |millis| Some(Timecode::from_millis(millis));
        let said = vec![
            Utterance { begins: time(1000), ..Utterance::new("A", "one two") },
            Utterance::new("B", "three"),
            Utterance { begins: time(5000), ..Utterance::new("A", "four five") },
        ];
        Transcript::compose(TranscriptId::new("P01").unwrap(), said, Source::default())
    }

    /// A part at the words that stand once in the text.
    fn part(told: &Transcript, words: &str, begins: u64, ends: Option<u64>) -> Part {
        let at = told.text().as_str().find(words).unwrap();
        let span = told.text().span_of(at..at + words.len()).unwrap();
        Part { span, begins: Timecode::from_millis(begins), ends: ends.map(Timecode::from_millis) }
    }

    #[test]
    fn parts_of_turns_are_found_by_turn() {
        let told = told();
        let parts = [("one", 1000), ("two", 2000), ("four", 5000), ("five", 5000)];
        let parts = parts.map(|(words, begins)| part(&told, words, begins, None)).to_vec();
        let told = told.with_parts(parts.clone()).unwrap();
        let found: Vec<&[Part]> = told.turns().iter().map(|turn| told.parts_of(turn)).collect();
        assert_eq!(found, [&parts[..2], &[], &parts[2..]]);
    }

    #[test]
    fn everything_that_does_not_fit_is_told() {
        let told = told();
        let parts = [("one", 900, None), ("two\n", 2000, None), ("three", 3000, None), ("five", 5000, Some(4000))];
        let parts: Vec<Part> = parts.map(|(words, begins, ends)| part(&told, words, begins, ends)).to_vec();
        let span = |place: usize| parts[place].span;
        assert_eq!(
            malformed(&parts, told.text(), told.turns()),
            [
                Malformed::PartTimes { span: span(0), turn: 1 },
                Malformed::PartPlace { span: span(1) },
                Malformed::PartTimes { span: span(2), turn: 2 },
                Malformed::PartTimes { span: span(3), turn: 3 },
            ]
        );
        let twice = [part(&told, "one two", 1000, None), part(&told, "two", 2000, None)];
        assert_eq!(malformed(&twice, told.text(), told.turns()), [Malformed::PartOrder { span: twice[1].span }]);
    }
}
