use std::fmt;
use std::str::FromStr;

use qualkit_text::{Span, Text, paragraphs, sentences};
use qualkit_transcript::Transcript;

/// What agreement is judged on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// A turn.
    #[default]
    Turn,
    /// A sentence of a turn.
    Sentence,
    /// A paragraph of a turn.
    Paragraph,
    /// A character of a turn that is not white space.
    Character,
}

const UNITS: [(Unit, &str); 4] = [
    (Unit::Turn, "turn"),
    (Unit::Sentence, "sentence"),
    (Unit::Paragraph, "paragraph"),
    (Unit::Character, "character"),
];

/// A text that names no unit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{found}' is no unit: expected turn, sentence, paragraph or character")]
pub struct UnknownUnit {
    /// The text.
    pub found: String,
}

/// The units of a transcript, in order and disjoint; white space neither begins nor ends them.
///
/// They are those of the turns whose speaker does not lead the conversation, unless `all_turns`. For
/// [`Unit::Character`] a span is a run without white space, and each of its characters is a unit.
///
/// ```
/// use qualkit_compare::{Unit, units};
/// use qualkit_transcript::{Source, Transcript, TranscriptId, Utterance};
///
/// let said = vec![Utterance::new("P04", "She refused. Then what?\nNothing.")];
/// let transcript = Transcript::compose(TranscriptId::new("P04")?, said, Source::default());
/// let count = |unit| units(&transcript, unit, false).len();
/// assert_eq!([Unit::Turn, Unit::Sentence, Unit::Paragraph].map(count), [1, 3, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn units(transcript: &Transcript, unit: Unit, all_turns: bool) -> Vec<Span> {
    let text = transcript.text();
    let turns = transcript.turns().iter().filter(|turn| all_turns || transcript.is_answer(turn));
    turns
        .flat_map(|turn| match unit {
            Unit::Turn => vec![turn.span],
            Unit::Sentence => sentences(text, turn.span),
            Unit::Paragraph => paragraphs(text, turn.span),
            Unit::Character => runs(text, turn.span),
        })
        .collect()
}

/// The runs of a span without white space.
pub(crate) fn runs(text: &Text, within: Span) -> Vec<Span> {
    let words = text.slice(within).unwrap_or_default();
    let mut runs = Vec::new();
    let mut begins = within.start().get();
    for (place, c) in (begins..).zip(words.chars().chain([' '])) {
        if c.is_whitespace() {
            runs.extend(Span::new(begins, place).ok());
            begins = place + 1;
        }
    }
    runs
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(UNITS.iter().find(|(unit, _)| unit == self).map_or("", |(_, name)| name))
    }
}

impl FromStr for Unit {
    type Err = UnknownUnit;

    fn from_str(text: &str) -> Result<Unit, UnknownUnit> {
        let found = UNITS.iter().find(|(_, name)| name.eq_ignore_ascii_case(text.trim()));
        found.map(|(unit, _)| *unit).ok_or_else(|| UnknownUnit { found: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_named_in_lower_case_and_read_back() {
        for (unit, name) in UNITS {
            assert_eq!((unit.to_string().as_str(), name.to_uppercase().parse()), (name, Ok(unit)));
        }
        assert_eq!(
            "line".parse::<Unit>().unwrap_err().to_string(),
            "'line' is no unit: expected turn, sentence, paragraph or character"
        );
    }

    #[test]
    fn runs_leave_out_white_space_only() {
        let text = Text::new(" né a\n\tb");
        let words: Vec<_> =
            runs(&text, text.whole().unwrap()).into_iter().map(|run| text.slice(run).unwrap()).collect();
        assert_eq!(words, ["né", "a", "b"]);
    }
}
