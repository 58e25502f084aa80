use std::ops::Range;

use qualkit_coding::CodingSet;
use qualkit_text::Span;
use qualkit_transcript::Transcript;

use crate::{Judging, Unit, units};

/// The units of a transcript that all of some coders have finished, in a row and numbered from 0.
///
/// A coding lies in one stretch, so the units that bear it stand side by side in the row. All
/// comparing is done on ranges of the row: a character is no dearer than a turn, and white space,
/// heads of turns, questions and unfinished text are not in the way.
pub(crate) struct Judged<'t> {
    transcript: &'t Transcript,
    by_character: bool,
    spans: Vec<Span>,
    /// For every span the units before it, and behind the last one all units.
    before: Vec<u64>,
    left_out: u64,
}

impl<'t> Judged<'t> {
    /// The units that all of `sets` have finished; all units if there are none.
    pub(crate) fn new(transcript: &'t Transcript, judging: Judging, sets: &[&CodingSet]) -> Judged<'t> {
        let Judging { unit, all_turns, .. } = judging;
        let by_character = unit == Unit::Character;
        let all = units(transcript, unit, all_turns);
        let whole = count(&all, by_character);
        let spans = if by_character {
            sets.iter().fold(all, |spans, set| common(&spans, set.done()))
        } else {
            all.into_iter().filter(|&span| sets.iter().all(|set| set.has_done(span))).collect()
        };
        let mut before = vec![0];
        let mut sum = 0;
        for &span in &spans {
            sum += count(&[span], by_character);
            before.push(sum);
        }
        Judged { transcript, by_character, spans, before, left_out: whole - sum }
    }

    /// None of the transcript's units.
    pub(crate) fn none(transcript: &'t Transcript, judging: Judging) -> Judged<'t> {
        let Judging { unit, all_turns, .. } = judging;
        let by_character = unit == Unit::Character;
        let left_out = count(&units(transcript, unit, all_turns), by_character);
        Judged { transcript, by_character, spans: Vec::new(), before: vec![0], left_out }
    }

    /// The characters of these units that are not white space, as units of their own.
    pub(crate) fn by_characters(&self) -> Judged<'t> {
        let spans: Vec<Span> =
            self.spans.iter().flat_map(|&span| crate::unit::runs(self.transcript.text(), span)).collect();
        let mut before = vec![0];
        for span in &spans {
            before.push(before[before.len() - 1] + u64::from(span.len()));
        }
        Judged { transcript: self.transcript, by_character: true, spans, before, left_out: self.left_out }
    }

    /// Where the units lie; by character runs of them.
    pub(crate) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// How many units there are.
    pub(crate) fn len(&self) -> u64 {
        self.before[self.spans.len()]
    }

    /// How many units of the transcript are not among them.
    pub(crate) fn left_out(&self) -> u64 {
        self.left_out
    }

    /// The units with which a span shares a character that is not white space.
    pub(crate) fn places(&self, span: Span) -> Range<u64> {
        // Neither units nor the trimmed span begin or end with white space, so where they overlap the
        // first character they share is not white space.
        let Some(span) = self.transcript.text().trim(span) else { return 0..0 };
        let first = self.spans.partition_point(|unit| unit.end() <= span.start());
        let behind = self.spans.partition_point(|unit| unit.start() < span.end());
        if behind <= first {
            return 0..0;
        }
        let (mut from, mut to) = (self.before[first], self.before[behind]);
        if self.by_character {
            from += u64::from(span.start().get().saturating_sub(self.spans[first].start().get()));
            to -= u64::from(self.spans[behind - 1].end().get().saturating_sub(span.end().get()));
        }
        from..to
    }

    /// From the start of the first unit of a range to the end of its last; `None` for an empty range.
    pub(crate) fn span(&self, places: &Range<u64>) -> Option<Span> {
        let (first, last) = (self.unit(places.start)?, self.unit(places.end.checked_sub(1)?)?);
        (!places.is_empty()).then(|| first.hull(last))
    }

    /// The unit with this number.
    pub(crate) fn unit(&self, number: u64) -> Option<Span> {
        let at = self.before.partition_point(|&before| before <= number).checked_sub(1)?;
        let span = *self.spans.get(at)?;
        if !self.by_character {
            return Some(span);
        }
        let offset = u32::try_from(number - self.before[at]).ok()?;
        Span::new(span.start().get() + offset, span.start().get() + offset + 1).ok()
    }
}

fn count(spans: &[Span], by_character: bool) -> u64 {
    if by_character { spans.iter().map(|span| u64::from(span.len())).sum() } else { spans.len() as u64 }
}

/// What two sorted, disjoint lists of spans have in common.
pub(crate) fn common(ones: &[Span], others: &[Span]) -> Vec<Span> {
    let mut both = Vec::with_capacity(ones.len());
    let mut others = others.iter().peekable();
    for one in ones {
        while let Some(&&other) = others.peek() {
            both.extend(one.intersection(other));
            if other.end() > one.end() {
                break;
            }
            others.next();
        }
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;
    use qualkit_coding::CoderId;
    use qualkit_transcript::{Source, TranscriptId, Utterance};

    fn told() -> Transcript {
        // P: ab cd.
        // 3..5, 6..9
        Transcript::compose(TranscriptId::new("P").unwrap(), vec![Utterance::new("P", "ab cd.")], Source::default())
    }

    fn span(start: u32, end: u32) -> Span {
        Span::new(start, end).unwrap()
    }

    #[test]
    fn white_space_and_heads_are_no_units_by_character() {
        let told = told();
        let judged = Judged::new(&told, Judging { unit: Unit::Character, ..Judging::default() }, &[]);
        assert_eq!((judged.len(), judged.left_out()), (5, 0));
        assert_eq!(judged.places(span(0, 6)), 0..2);
        assert_eq!(judged.places(span(4, 7)), 1..3);
        assert!(judged.places(span(5, 6)).is_empty());
        assert_eq!(judged.span(&(1..3)), Some(span(4, 7)));
    }

    #[test]
    fn what_one_coder_has_not_finished_is_left_out() {
        let told = told();
        let mut set = CodingSet::new(told.id().clone(), CoderId::new("a").unwrap());
        set.finish(span(0, 7));
        let judged = |unit| Judged::new(&told, Judging { unit, ..Judging::default() }, &[&set]);
        assert_eq!((judged(Unit::Character).len(), judged(Unit::Character).left_out()), (3, 2));
        assert_eq!((judged(Unit::Turn).len(), judged(Unit::Turn).left_out()), (0, 1));
    }
}
