use std::fmt;
use std::str::FromStr;

use qualkit_text::{Quotable, Span};
use qualkit_transcript::{Timecode, Transcript, Turn};

/// How a person names a turn: by its number or by the time at which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnName {
    /// Counted from 1.
    Number(u32),
    /// To the second.
    Time(Timecode),
}

/// A place where words were found, as a person would look it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The span.
    pub span: Span,
    /// The turn's number; 0 outside any turn.
    pub turn: u32,
    /// The speaker's label.
    pub speaker: String,
    /// The words with some around them.
    pub context: String,
}

/// Why words were not located.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotLocated {
    /// There are no words to look for.
    #[error("the quote is empty")]
    Empty,
    /// The named turn is not there.
    #[error("there is no turn {turn}; the transcript has {turns} turns")]
    NoSuchTurn {
        /// The turn's name.
        turn: TurnName,
        /// How many turns there are.
        turns: usize,
    },
    /// The words are nowhere.
    #[error("the words are not in the transcript: \"{words}\"{}", told_prefix(prefix.as_ref()))]
    NotFound {
        /// The words.
        words: String,
        /// The longest beginning of them that is there.
        prefix: Option<Place>,
    },
    /// The words are there, in other capitals.
    #[error("the words are in the transcript with other capitals:{}", told(places))]
    OtherCapitals {
        /// Where they are.
        places: Vec<Place>,
    },
    /// The words are not in the named turn.
    #[error("the words are not in turn {turn}, but elsewhere:{}", told(elsewhere))]
    OtherTurn {
        /// The turn's name.
        turn: TurnName,
        /// Where they are.
        elsewhere: Vec<Place>,
    },
    /// The words are there more than once.
    #[error("the words occur {} times; name the turn, or quote more of them:{}", places.len(), told(places))]
    Ambiguous {
        /// Where they are.
        places: Vec<Place>,
    },
}

/// Finds the one place where words stand; see [`Quotable`] for what counts as the same words.
///
/// # Errors
/// If they are not there, are there more than once, or not in the named turn: with the places.
pub fn locate(
    transcript: &Transcript,
    quotable: &Quotable<'_>,
    words: &str,
    turn: Option<TurnName>,
) -> Result<Span, NotLocated> {
    if words.trim().is_empty() {
        return Err(NotLocated::Empty);
    }
    let turns: Option<Vec<&Turn>> = turn.map(|turn| match turn {
        TurnName::Number(number) => transcript.turn(number).into_iter().collect(),
        TurnName::Time(time) => transcript.turns_at_time(time).collect(),
    });
    if let (Some(turn), Some([])) = (turn, turns.as_deref()) {
        return Err(NotLocated::NoSuchTurn { turn, turns: transcript.turns().len() });
    }
    // Labels and times at the heads of turns are not what anybody said.
    let said = |spans: Vec<Span>| -> Vec<Span> {
        let in_turn = |span: &Span| transcript.turns_in(*span).iter().any(|turn| turn.span.contains(*span));
        spans.into_iter().filter(in_turn).collect()
    };
    let anywhere = said(quotable.find(words));
    if anywhere.is_empty() {
        let any_case = said(quotable.find_in_any_case(words));
        if !any_case.is_empty() {
            let places = any_case.into_iter().map(|span| place(transcript, span)).collect();
            return Err(NotLocated::OtherCapitals { places });
        }
        let prefix = longest_beginning(quotable, words).map(|span| place(transcript, span));
        return Err(NotLocated::NotFound { words: shortened(words), prefix });
    }
    let found: Vec<Span> = match &turns {
        Some(turns) => {
            let inside = |span: &&Span| turns.iter().any(|turn| turn.span.contains(**span));
            anywhere.iter().filter(inside).copied().collect()
        }
        None => anywhere.clone(),
    };
    let places = |spans: &[Span]| spans.iter().map(|&span| place(transcript, span)).collect();
    match (found[..].len(), turn) {
        (1, _) => Ok(found[0]),
        (0, Some(turn)) => Err(NotLocated::OtherTurn { turn, elsewhere: places(&anywhere) }),
        _ => Err(NotLocated::Ambiguous { places: places(&found) }),
    }
}

/// The place of the longest run of words, from the first on, that stands in the text.
fn longest_beginning(quotable: &Quotable<'_>, words: &str) -> Option<Span> {
    let ends: Vec<usize> = words
        .match_indices(char::is_whitespace)
        .map(|(at, _)| at)
        .chain([words.len()])
        .filter(|&end| !words[..end].trim().is_empty())
        .collect();
    let reach = ends.partition_point(|&end| !quotable.find(&words[..end]).is_empty());
    let found = quotable.find(&words[..*ends.get(reach.checked_sub(1)?)?]);
    found.first().copied()
}

fn place(transcript: &Transcript, span: Span) -> Place {
    const AROUND: u32 = 32;
    let text = transcript.text();
    let turn = transcript.turns_in(span).first();
    let within = turn.map_or(span, |turn| turn.span.hull(span));
    let from = span.start().get().saturating_sub(AROUND).max(within.start().get());
    let to = span.end().get().saturating_add(AROUND).min(within.end().get());
    let around = Span::new(from, to).ok().and_then(|around| text.slice(around)).unwrap_or_default();
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    Place {
        span,
        turn: turn.map_or(0, |turn| turn.number),
        speaker: turn.map(|turn| transcript.speaker(turn).label.clone()).unwrap_or_default(),
        context: format!("{}{}{}", cut(from > within.start().get()), shortened(around), cut(to < within.end().get())),
    }
}

/// The words on one line, the middle of a long passage left out.
fn shortened(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.len() <= 24 {
        return words.join(" ");
    }
    format!("{} […] {}", words[..12].join(" "), words[words.len() - 8..].join(" "))
}

fn told(places: &[Place]) -> String {
    places.iter().map(|place| format!("\n  {place}")).collect()
}

fn told_prefix(prefix: Option<&Place>) -> String {
    prefix.map(|place| format!("; they begin like\n  {place}")).unwrap_or_default()
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "turn {}, {}, at {}: {}", self.turn, self.speaker, self.span, self.context)
    }
}

impl fmt::Display for TurnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TurnName::Number(number) => write!(f, "{number}"),
            TurnName::Time(time) => write!(f, "at {time}"),
        }
    }
}

impl FromStr for TurnName {
    type Err = String;

    fn from_str(text: &str) -> Result<TurnName, String> {
        let text = text.trim();
        let number = text.parse().ok().filter(|number| *number > 0).map(TurnName::Number);
        number
            .or_else(|| text.parse().ok().map(TurnName::Time))
            .ok_or_else(|| "expected the number of a turn, counted from 1, or the time at which it begins".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use qualkit_transcript::{Source, TranscriptId, Utterance};

    fn told() -> Transcript {
        let mut second = Utterance::new("P", "Yes. I gave the card, and yes, I’d do it again.");
        second.begins = Some(Timecode::from_millis(12_400));
        let said = vec![Utterance::new("I", "Did you? Yes?"), second];
        Transcript::compose(TranscriptId::new("P01").unwrap(), said, Source::default())
    }

    fn find(words: &str, turn: Option<&str>) -> Result<Span, NotLocated> {
        let told = told();
        locate(&told, &Quotable::new(told.text()), words, turn.map(|turn| turn.parse().unwrap()))
    }

    #[test]
    fn labels_of_speakers_are_not_quoted() {
        let said = vec![Utterance::new("P01", "P01 is me."), Utterance::new("P01", "Yes.")];
        let told = Transcript::compose(TranscriptId::new("P01").unwrap(), said, Source::default());
        let span = locate(&told, &Quotable::new(told.text()), "P01", None).unwrap();
        assert_eq!(span, Span::new(5, 8).unwrap());
    }

    #[test]
    fn words_that_occur_twice_list_both_places() {
        let error = find("Yes", None).unwrap_err().to_string();
        assert!(error.starts_with("the words occur 2 times"), "{error}");
        assert!(error.contains("turn 1, I, at 12..15: Did you? Yes?"), "{error}");
        assert!(find("Yes", Some("2")).is_ok() && find("Yes", Some("0:12")).is_ok());
    }

    #[test]
    fn words_in_another_turn_are_pointed_to() {
        assert!(matches!(find("gave the card", Some("1")), Err(NotLocated::OtherTurn { .. })));
        assert!(matches!(find("gave", Some("9")), Err(NotLocated::NoSuchTurn { turns: 2, .. })));
    }

    #[test]
    fn words_in_other_capitals_are_pointed_to() {
        let error = find("i gave the CARD", None).unwrap_err().to_string();
        assert!(error.starts_with("the words are in the transcript with other capitals:\n  turn 2, P, at"), "{error}");
    }

    #[test]
    fn words_that_go_wrong_show_how_far_they_go_right() {
        let error = find("I gave the cards", None).unwrap_err().to_string();
        assert!(error.contains("they begin like\n  turn 2, P, at"), "{error}");
        assert!(error.contains("I gave the"), "{error}");
    }
}
