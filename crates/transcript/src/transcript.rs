use qualkit_text::{CharPos, Span, Text};

use crate::canonical;
use crate::{Malformed, Part, Piece, Speaker, Timecode, part};

qualkit_table::id_type! {
    /// The id of a transcript; the name of its file in a study.
    TranscriptId
}

/// An interview as text: turns by speakers.
///
/// Immutable: its text never changes under the codings that name places in it.
#[derive(Clone, Debug)]
pub struct Transcript {
    id: TranscriptId,
    details: Details,
    text: Text,
    turns: Vec<Turn>,
    parts: Vec<Part>,
}

/// What is known of a transcript beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// A title for people.
    pub title: String,
    /// The day of the recording, as the source writes it.
    pub recorded: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Lines that stood before the first turn: title page, date, legend of labels.
    pub header: Vec<String>,
    /// Who speaks.
    pub speakers: Vec<Speaker>,
    /// Where the text comes from.
    pub source: Source,
}

/// The file from which a transcript was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file's name, without its folder.
    pub file_name: String,
    /// The format it was read as.
    pub format: String,
    /// The encoding of its text.
    pub encoding: String,
    /// The SHA-256 digest of its bytes.
    pub digest: String,
    /// What could not be kept as it was.
    pub warnings: Vec<String>,
}

/// A stretch by one speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Counted from 1.
    pub number: u32,
    /// The speaker's place in [`Details::speakers`].
    pub speaker: usize,
    /// What was said, without the head of the turn.
    pub span: Span,
    /// When the turn begins.
    pub begins: Option<Timecode>,
    /// When it ends.
    pub ends: Option<Timecode>,
}

/// A turn that is not yet part of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Utterance {
    /// The speaker's label; empty if it is not known.
    pub label: String,
    /// What was said; line breaks are paragraphs.
    pub words: String,
    /// When it begins.
    pub begins: Option<Timecode>,
    /// When it ends.
    pub ends: Option<Timecode>,
    /// What it was joined of, in the order of its words and each behind white space, if that has times of its
    /// own; else nothing.
    pub parts: Vec<Piece>,
}

impl Utterance {
    /// An utterance without times.
    pub fn new(label: impl Into<String>, words: impl Into<String>) -> Utterance {
        Utterance { label: label.into(), words: words.into(), ..Utterance::default() }
    }
}

impl Transcript {
    /// Makes a transcript of utterances: writes the canonical text and finds the turns in it.
    ///
    /// Utterances without any word are left out. Speakers appear in the order in which they first
    /// speak, with role [`Role::Unknown`](crate::Role::Unknown) and no case.
    pub fn compose(id: TranscriptId, mut utterances: Vec<Utterance>, source: Source) -> Transcript {
        let mut written = canonical::write(&utterances);
        let (mut text, repairs) = Text::repaired(std::mem::take(&mut written.text));
        // Nearly all words are canonical as they come. If not, positions are known only when they are.
        if !repairs.is_empty() {
            for utterance in &mut utterances {
                utterance.canonicalize();
            }
            written = canonical::write(&utterances);
            text = Text::new(std::mem::take(&mut written.text));
        }
        drop(utterances);
        let turns = written.turns(text.as_str());
        debug_assert_eq!(Ok(&turns), canonical::read(&text, &written.speakers).as_ref(), "what is written is read so");
        let parts = part::placed(&written.pieces, &text, &turns);
        let details = Details { speakers: written.speakers, source, ..Details::default() };
        Transcript { id, details, text, turns, parts }
    }

    /// Reads a canonical text whose speakers are known; [`Transcript::with_parts`] adds the times inside turns.
    ///
    /// # Errors
    /// Every block that does not begin with a listed speaker's label.
    pub fn parse(id: TranscriptId, details: Details, text: &str) -> Result<Transcript, Vec<Malformed>> {
        let text = Text::new(text);
        let turns = canonical::read(&text, &details.speakers)?;
        Ok(Transcript { id, details, text, turns, parts: Vec::new() })
    }

    /// The id.
    pub fn id(&self) -> &TranscriptId {
        &self.id
    }

    /// What is known beside the text.
    pub fn details(&self) -> &Details {
        &self.details
    }

    /// The same transcript with other details. Labels of speakers stay: they stand in the text.
    ///
    /// # Errors
    /// If a label that stands in the text is no longer listed.
    pub fn with_details(self, details: Details) -> Result<Transcript, Vec<Malformed>> {
        let (before, after) = (&self.details.speakers, &details.speakers);
        if before.iter().map(|speaker| &speaker.label).eq(after.iter().map(|speaker| &speaker.label)) {
            return Ok(Transcript { details, ..self });
        }
        let turns = canonical::read(&self.text, &details.speakers)?;
        Ok(Transcript { details, turns, ..self })
    }

    /// The same transcript with the times inside its turns.
    ///
    /// # Errors
    /// Every part that does not lie in the words of one turn and behind the part before it, that ends before it
    /// begins, or that is the first of its turn and begins at another time.
    pub fn with_parts(self, parts: Vec<Part>) -> Result<Transcript, Vec<Malformed>> {
        let malformed = part::malformed(&parts, &self.text, &self.turns);
        if malformed.is_empty() { Ok(Transcript { parts, ..self }) } else { Err(malformed) }
    }

    /// The canonical text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The turns, in order.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The parts of turns that were joined of several with times of their own, in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The parts of a turn; none if it was not joined, or if nothing in it has times of its own.
    ///
    /// ```
    /// use qualkit_transcript::{Piece, Source, Timecode, Transcript, TranscriptId, Utterance};
    ///
    /// let second = |number: u64| Timecode::from_millis(number * 1000);
    /// let mut said = Utterance::new("P04", "Wait, before. Who hears this?");
    /// said.begins = Some(second(11));
    /// said.parts = vec![
    ///     Piece { at: 0, begins: second(11), ends: Some(second(12)) },
    ///     Piece { at: 14, begins: second(14), ends: None },
    /// ];
    /// let transcript = Transcript::compose(TranscriptId::new("P04")?, vec![said], Source::default());
    /// let parts = transcript.parts_of(&transcript.turns()[0]);
    /// assert_eq!(transcript.text().as_str(), "[00:00:11] P04: Wait, before. Who hears this?\n");
    /// assert_eq!(transcript.text().slice(parts[1].span), Some("Who hears this?"));
    /// assert_eq!(parts[1].begins, second(14));
    /// # Ok::<(), qualkit_table::InvalidId>(())
    /// ```
    pub fn parts_of(&self, turn: &Turn) -> &[Part] {
        part::within(&self.parts, turn.span)
    }

    /// The speaker of a turn.
    pub fn speaker(&self, turn: &Turn) -> &Speaker {
        &self.details.speakers[turn.speaker]
    }

    /// What was said in a turn.
    pub fn words(&self, turn: &Turn) -> &str {
        self.text.slice(turn.span).expect("a turn lies in its text")
    }

    /// The turn with this number, counted from 1.
    pub fn turn(&self, number: u32) -> Option<&Turn> {
        self.turns.get((number as usize).checked_sub(1)?)
    }

    /// The turn in which a place lies; places in a head belong to the turn that follows.
    pub fn turn_at(&self, place: CharPos) -> Option<&Turn> {
        self.turns.get(self.turns.partition_point(|turn| turn.span.end() <= place))
    }

    /// The turns that share words with a span.
    pub fn turns_in(&self, span: Span) -> &[Turn] {
        let first = self.turns.partition_point(|turn| turn.span.end() <= span.start());
        let behind = self.turns.partition_point(|turn| turn.span.start() < span.end());
        self.turns.get(first..behind).unwrap_or_default()
    }

    /// The turns that begin at a time, to the second.
    pub fn turns_at_time(&self, time: Timecode) -> impl Iterator<Item = &Turn> {
        self.turns
            .iter()
            .filter(move |turn| turn.begins.is_some_and(|begins| begins == time || begins.whole_seconds() == time))
    }

    /// Whether a turn is one of those that are analysed: its speaker does not lead the conversation.
    pub fn is_answer(&self, turn: &Turn) -> bool {
        !self.speaker(turn).role.asks()
    }

    /// The turns of those who do not lead the conversation.
    pub fn answers(&self) -> impl Iterator<Item = &Turn> {
        self.turns.iter().filter(|turn| self.is_answer(turn))
    }
}
