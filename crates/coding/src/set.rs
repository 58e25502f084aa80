use std::collections::HashSet;
use std::fmt;

use qualkit_codebook::CodeId;
use qualkit_table::{Extra, one_line};
use qualkit_text::{Span, merge_spans};
use qualkit_transcript::{Transcript, TranscriptId};

use crate::{Answer, CoderId, Coding, CodingId};

/// What one coder did on one transcript.
///
/// Codings are sorted by span, code and id; no two have the same span and code. Finished stretches
/// are sorted and disjoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodingSet {
    transcript: TranscriptId,
    coder: CoderId,
    codings: Vec<Coding>,
    ids: HashSet<CodingId>,
    done: Vec<Span>,
}

/// What came of adding a coding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was made, with this id.
    New(CodingId),
    /// The coder had coded the same span with the same code already; nothing changed.
    Present(CodingId),
}

/// A span that reaches beyond its text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the span {span} lies outside the text of '{transcript}', which has {length} characters")]
pub struct OutsideText {
    /// The span.
    pub span: Span,
    /// The transcript.
    pub transcript: TranscriptId,
    /// How many characters its text has.
    pub length: u32,
}

/// A coding whose words are not those of the text at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The coding.
    pub id: CodingId,
    /// Where it lies.
    pub span: Span,
    /// The words stored with it.
    pub stored: String,
    /// The words of the text there; `None` outside the text.
    pub found: Option<String>,
}

/// A stored coding that repeats another: the same id, or the same span and code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The one that repeats.
    pub id: CodingId,
    /// The one that was there first; the same id if it is the id that stands twice.
    pub first: CodingId,
}

impl fmt::Display for Repeated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repeated { id, first } = self;
        if id == first {
            write!(f, "the coding '{id}' stands twice")
        } else {
            write!(f, "the coding '{id}' has the span and the code of '{first}'")
        }
    }
}

impl CodingSet {
    /// An empty set.
    pub fn new(transcript: TranscriptId, coder: CoderId) -> CodingSet {
        CodingSet { transcript, coder, codings: Vec::new(), ids: HashSet::new(), done: Vec::new() }
    }

    /// A set of stored codings. Sorts them; of two with the same span and code the first is kept and
    /// the other is told, as is every id that stands twice.
    pub fn from_parts(
        transcript: TranscriptId,
        coder: CoderId,
        mut codings: Vec<Coding>,
        done: Vec<Span>,
    ) -> (CodingSet, Vec<Repeated>) {
        if !codings.is_sorted_by(|a, b| key(a) <= key(b)) {
            codings.sort_by(|a, b| key(a).cmp(&key(b)));
        }
        let mut repeated = Vec::new();
        codings.dedup_by(|later, first| {
            let same = (later.span, &later.code) == (first.span, &first.code);
            if same {
                repeated.push(Repeated { id: later.id.clone(), first: first.id.clone() });
            }
            same
        });
        let mut ids = HashSet::with_capacity(codings.len());
        for coding in &codings {
            if !ids.insert(coding.id.clone()) {
                repeated.push(Repeated { id: coding.id.clone(), first: coding.id.clone() });
            }
        }
        (CodingSet { transcript, coder, codings, ids, done: merge_spans(done) }, repeated)
    }

    /// The transcript.
    pub fn transcript(&self) -> &TranscriptId {
        &self.transcript
    }

    /// The coder.
    pub fn coder(&self) -> &CoderId {
        &self.coder
    }

    /// The codings, sorted by place.
    pub fn codings(&self) -> &[Coding] {
        &self.codings
    }

    /// The stretches that the coder has finished, sorted and disjoint.
    pub fn done(&self) -> &[Span] {
        &self.done
    }

    /// Whether the coder has finished all of a span.
    pub fn has_done(&self, span: Span) -> bool {
        let place = self.done.partition_point(|done| done.end() < span.end());
        self.done.get(place).is_some_and(|done| done.contains(span))
    }

    /// Adds a coding; the same span with the same code a second time changes nothing.
    ///
    /// # Errors
    /// [`OutsideText`] if the span reaches beyond the text.
    pub fn add(&mut self, transcript: &Transcript, answer: Answer) -> Result<Added, OutsideText> {
        let Answer { span, code, rating, note, created, codebook_version } = answer;
        let words = transcript.text().slice(span).ok_or_else(|| OutsideText {
            span,
            transcript: self.transcript.clone(),
            length: transcript.text().len(),
        })?;
        let place = match self.codings.binary_search_by(|coding| (coding.span, &coding.code).cmp(&(span, &code))) {
            Ok(there) => return Ok(Added::Present(self.codings[there].id.clone())),
            Err(place) => place,
        };
        let id = self.free_id(span, &code);
        let quote = one_line(words).into_owned();
        let extra = Extra::default();
        let coding = Coding { id: id.clone(), span, code, quote, rating, note, created, codebook_version, extra };
        self.codings.insert(place, coding);
        self.ids.insert(id.clone());
        Ok(Added::New(id))
    }

    fn free_id(&self, span: Span, code: &CodeId) -> CodingId {
        (10..=64)
            .map(|length| CodingId::of(&self.transcript, &self.coder, span, code, length))
            .find(|id| !self.ids.contains(id))
            .expect("a longer digest is one that no other coding has")
    }

    /// Takes out the codings for which `which` holds, and hands them back.
    pub fn remove(&mut self, which: impl FnMut(&mut Coding) -> bool) -> Vec<Coding> {
        let removed: Vec<Coding> = self.codings.extract_if(.., which).collect();
        for coding in &removed {
            self.ids.remove(&coding.id);
        }
        removed
    }

    /// Gives a coding another note. Tells whether there is such a coding.
    pub fn annotate(&mut self, id: &CodingId, note: &str) -> bool {
        let found = self.codings.iter_mut().find(|coding| coding.id == *id);
        found.map(|coding| note.clone_into(&mut coding.note)).is_some()
    }

    /// Marks a span as finished. Tells whether that changed anything.
    pub fn finish(&mut self, span: Span) -> bool {
        if self.has_done(span) {
            return false;
        }
        self.done.push(span);
        self.done = merge_spans(std::mem::take(&mut self.done));
        true
    }

    /// Marks a span as not finished. Tells whether that changed anything.
    pub fn unfinish(&mut self, span: Span) -> bool {
        let before = self.done.clone();
        let left = |done: &Span| Span::new(done.start().get(), span.start().get().min(done.end().get())).ok();
        let right = |done: &Span| Span::new(span.end().get().max(done.start().get()), done.end().get()).ok();
        self.done = merge_spans(before.iter().flat_map(|done| [left(done), right(done)]).flatten());
        self.done != before
    }

    /// Marks every turn of a transcript as finished, one span from the first to the last word. Tells
    /// whether that changed anything.
    pub fn finish_all(&mut self, transcript: &Transcript) -> bool {
        transcript.text().whole().and_then(|whole| transcript.text().trim(whole)).is_some_and(|span| self.finish(span))
    }

    /// The codings that share words with a span.
    pub fn on(&self, span: Span) -> impl Iterator<Item = &Coding> {
        let behind = self.codings.partition_point(|coding| coding.span.start() < span.end());
        self.codings[..behind].iter().filter(move |coding| coding.span.overlaps(span))
    }

    /// The codings whose words are not those of the text.
    pub fn mismatches(&self, transcript: &Transcript) -> Vec<Mismatch> {
        let text = transcript.text();
        self.codings
            .iter()
            .filter_map(|coding| {
                let found = text.slice(coding.span);
                (!found.is_some_and(|words| coding.says(words))).then(|| Mismatch {
                    id: coding.id.clone(),
                    span: coding.span,
                    stored: coding.quote.clone(),
                    found: found.map(|words| one_line(words).into_owned()),
                })
            })
            .collect()
    }
}

fn key(coding: &Coding) -> (Span, &CodeId, &CodingId) {
    (coding.span, &coding.code, &coding.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use qualkit_transcript::{Source, Utterance};

    fn told() -> Transcript {
        let said = vec![Utterance::new("I", "why?"), Utterance::new("P", "because\nit is so")];
        Transcript::compose(TranscriptId::new("P01").unwrap(), said, Source::default())
    }

    fn set() -> CodingSet {
        CodingSet::new(TranscriptId::new("P01").unwrap(), CoderId::new("a").unwrap())
    }

    fn answer(start: u32, end: u32) -> Answer {
        Answer { span: Span::new(start, end).unwrap(), ..Answer::default() }
    }

    #[test]
    fn a_quote_over_a_line_break_stands_on_one_line() {
        let (told, mut set) = (told(), set());
        let turn = told.turns()[1].span;
        set.add(&told, Answer { span: turn, ..Answer::default() }).unwrap();
        assert_eq!(set.codings()[0].quote, "because it is so");
        assert!(set.mismatches(&told).is_empty());
    }

    #[test]
    fn a_span_outside_the_text_is_refused() {
        assert!(set().add(&told(), answer(5, 500)).is_err());
    }

    #[test]
    fn finished_stretches_join() {
        let mut set = set();
        let span = |a, b| Span::new(a, b).unwrap();
        assert!(set.finish(span(0, 5)));
        assert!(set.finish(span(10, 20)));
        assert!(set.finish(span(5, 10)));
        assert!(!set.finish(span(3, 12)));
        assert_eq!(set.done(), [span(0, 20)]);
        assert!(set.has_done(span(0, 20)) && !set.has_done(span(19, 21)));
        assert!(set.unfinish(span(5, 8)) && !set.unfinish(span(5, 8)) && !set.unfinish(span(20, 30)));
        assert_eq!(set.done(), [span(0, 5), span(8, 20)]);
        assert!(set.unfinish(span(0, 100)) && set.done().is_empty());
    }

    #[test]
    fn stored_repetitions_are_told() {
        let (told, mut set) = (told(), set());
        set.add(&told, answer(0, 3)).unwrap();
        let twice = vec![set.codings()[0].clone(), set.codings()[0].clone()];
        let (kept, repeated) = CodingSet::from_parts(set.transcript().clone(), set.coder().clone(), twice, Vec::new());
        assert_eq!((kept.codings().len(), repeated.len()), (1, 1));
    }
}
