//! Labels that are told by a pattern instead of being learned.

use std::str::FromStr;

use qualkit_transcript::Utterance;
use regex::{Regex, RegexBuilder};

use crate::clock::{self, Fraction, Times};
use crate::told::Told;
use crate::turns::Line;
use crate::{IngestError, header};

/// How the head of a turn is written, as a regular expression with the group `speaker`, and perhaps the groups
/// `time` and `text`. Without `text`, what stands behind the match is what was said.
///
/// ```
/// use qualkit_ingest::SpeakerPattern;
///
/// let pattern: SpeakerPattern = r"^<(?<speaker>\w+)@(?<time>[\d:]+)>".parse()?;
/// assert_eq!(pattern.as_str(), r"^<(?<speaker>\w+)@(?<time>[\d:]+)>");
/// assert!(r"^(\w+):".parse::<SpeakerPattern>().is_err());
/// # Ok::<(), qualkit_ingest::InvalidPattern>(())
/// ```
#[derive(Clone, Debug)]
pub struct SpeakerPattern(Regex);

/// A regular expression that cannot find speakers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{pattern}' finds no speakers: {reason}")]
pub struct InvalidPattern {
    /// The expression.
    pub pattern: String,
    /// What is wrong with it.
    pub reason: String,
}

impl SpeakerPattern {
    /// The regular expression.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for SpeakerPattern {
    type Err = InvalidPattern;

    fn from_str(text: &str) -> Result<SpeakerPattern, InvalidPattern> {
        let invalid = |reason: String| InvalidPattern { pattern: text.to_owned(), reason };
        let pattern = RegexBuilder::new(text).size_limit(1 << 20).build();
        let pattern =
            pattern.map_err(|error| invalid(error.to_string().lines().last().unwrap_or_default().trim().to_owned()))?;
        if !pattern.capture_names().flatten().any(|name| name == "speaker") {
            return Err(invalid("it has no group (?<speaker>…)".to_owned()));
        }
        Ok(SpeakerPattern(pattern))
    }
}

/// Tells lines by a pattern; those before the first match are header, those behind a match go on with it.
pub(crate) fn tell(lines: &[Line<'_>], pattern: &SpeakerPattern) -> Result<Told, IngestError> {
    let mut told = Told::default();
    for line in lines {
        if header::is_stamp(line.text) {
            told.behind.push(line.text.trim().to_owned());
            continue;
        }
        let head = pattern
            .0
            .captures(line.text)
            .filter(|found| found.name("speaker").is_some_and(|speaker| !speaker.as_str().trim().is_empty()));
        match (head, told.utterances.last_mut()) {
            (Some(found), _) => {
                let group = |name: &str| found.name(name).map(|group| group.as_str().trim());
                let whole = found.get_match();
                let before = line.text[..whole.start()].trim();
                let behind = line.text[whole.end()..].trim();
                let words = match group("text") {
                    Some(words) => [before, words, behind].join(" "),
                    None => [before, behind].join(" "),
                };
                let times = group("time").and_then(time);
                // A time that is none stays with the words.
                let lost = group("time").filter(|_| times.is_none()).unwrap_or_default();
                told.utterances.push(Utterance {
                    label: group("speaker").unwrap_or_default().to_owned(),
                    words: format!("{lost} {words}").trim().to_owned(),
                    begins: times.map(|times| times.begins),
                    ends: times.and_then(|times| times.ends),
                    ..Utterance::default()
                });
            }
            (None, Some(utterance)) => {
                if !utterance.words.is_empty() {
                    utterance.words.push('\n');
                }
                utterance.words.push_str(line.text.trim());
            }
            (None, None) => told.header.push(line.text.trim().to_owned()),
        }
    }
    if told.utterances.is_empty() {
        return Err(IngestError::NoSpeakers { pattern: pattern.as_str().to_owned() });
    }
    Ok(told)
}

fn time(text: &str) -> Option<Times> {
    let (times, rest) = clock::mark(text, Fraction::Decimal).or_else(|| clock::bare(text, Fraction::Decimal))?;
    rest.trim().is_empty().then_some(times)
}
