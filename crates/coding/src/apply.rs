use std::fmt;
use std::str::FromStr;

use qualkit_codebook::{CodeId, Pattern};
use qualkit_text::{Span, sentences};
use qualkit_transcript::{Transcript, Turn};

/// How far a match is widened before it becomes a coding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Widen {
    /// The matched words alone.
    None,
    /// The sentence that holds them.
    #[default]
    Sentence,
    /// The turn that holds them.
    Turn,
}

/// A stretch that a pattern coded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Applied {
    /// Where.
    pub span: Span,
    /// Which code.
    pub code: CodeId,
}

/// Applies patterns to a transcript: every match in a turn, widened; several matches in one sentence
/// or turn are one stretch. Turns of those who lead the conversation are passed over unless
/// `all_turns`. The result is sorted.
pub fn apply(transcript: &Transcript, patterns: &[Pattern], widen: Widen, all_turns: bool) -> Vec<Applied> {
    let mut applied = Vec::new();
    for turn in transcript.turns().iter().filter(|turn| all_turns || transcript.is_answer(turn)) {
        apply_to_turn(transcript, turn, patterns, widen, &mut applied);
    }
    applied.sort();
    applied
}

fn apply_to_turn(transcript: &Transcript, turn: &Turn, patterns: &[Pattern], widen: Widen, applied: &mut Vec<Applied>) {
    let text = transcript.text();
    let words = transcript.words(turn);
    let start = text.bytes(turn.span).map_or(0, |bytes| bytes.start);
    let mut units: Option<Vec<(usize, Span)>> = None;
    for pattern in patterns {
        let mut last: Option<Span> = None;
        for found in pattern.regex.find_iter(words).filter(|found| !found.is_empty()) {
            let span = match widen {
                Widen::Turn => Some(turn.span),
                Widen::None => text.span_of(start + found.start()..start + found.end()),
                Widen::Sentence => {
                    let units = units.get_or_insert_with(|| sentence_ends(transcript, turn));
                    let at = |byte: usize| units.partition_point(|(end, _)| *end <= byte).min(units.len() - 1);
                    let first = units[at(start + found.start())].1;
                    Some(first.hull(units[at(start + found.end() - 1)].1))
                }
            };
            if let Some(span) = span.filter(|&span| last != Some(span)) {
                applied.push(Applied { span, code: pattern.code.clone() });
                last = Some(span);
            }
            if widen == Widen::Turn {
                break;
            }
        }
    }
}

/// The sentences of a turn, each with the byte at which it ends.
fn sentence_ends(transcript: &Transcript, turn: &Turn) -> Vec<(usize, Span)> {
    let text = transcript.text();
    let with_end = |span| text.bytes(span).map(|bytes| (bytes.end, span));
    sentences(text, turn.span).into_iter().filter_map(with_end).collect()
}

impl fmt::Display for Widen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Widen::None => "none",
            Widen::Sentence => "sentence",
            Widen::Turn => "turn",
        })
    }
}

impl FromStr for Widen {
    type Err = String;

    fn from_str(text: &str) -> Result<Widen, String> {
        let known = [Widen::None, Widen::Sentence, Widen::Turn];
        let found = known.into_iter().find(|widen| widen.to_string() == text);
        found.ok_or_else(|| "expected none, sentence or turn".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qualkit_codebook::Code;
    use qualkit_transcript::{Details, Role, Source, TranscriptId, Utterance};

    fn applied(widen: Widen, all_turns: bool) -> Vec<String> {
        let said = vec![
            Utterance::new("I", "Any fear?"),
            Utterance::new("P", "It’s fear, always fear. And no-shows.\nThen fears. Done."),
        ];
        let told = Transcript::compose(TranscriptId::new("P01").unwrap(), said, Source::default());
        let mut details: Details = told.details().clone();
        details.speakers[0].role = Role::Interviewer;
        let told = told.with_details(details).unwrap();
        let mut code = Code::new(CodeId::new("fear").unwrap(), "Fear");
        code.pattern = r"\bfear\w*\b".to_owned();
        let patterns = [Pattern::of(&code).unwrap().unwrap()];
        let found = apply(&told, &patterns, widen, all_turns);
        found.iter().map(|applied| told.text().slice(applied.span).unwrap().to_owned()).collect()
    }

    #[test]
    fn matches_in_one_sentence_are_one_stretch() {
        assert_eq!(applied(Widen::Sentence, false), ["It’s fear, always fear.", "Then fears."]);
    }

    #[test]
    fn the_words_alone_and_the_whole_turn_can_be_had() {
        assert_eq!(applied(Widen::None, true), ["fear", "fear", "fear", "fears"]);
        assert_eq!(applied(Widen::Turn, true).len(), 2);
    }
}
