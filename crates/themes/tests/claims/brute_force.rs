//! Counts held against ones that ask every coding about every turn, character by character.

use std::collections::BTreeSet;

use proptest::prelude::*;
use qualkit_coding::{CoderId, CodingSet};
use qualkit_text::{CharPos, Span};
use qualkit_themes::{Layered, choose, cooccur, counts, matrix};
use qualkit_transcript::{Transcript, Turn};

use crate::told::{add, all_quotations, cases, codebook, interview, themes};

const CODES: [&str; 4] = ["demand", "fear", "need", "trust"];
const SPEAKERS: [&str; 5] = ["I", "P01", "P02", "P03", "P04"];

/// Speakers and words of turns; start, length and code of codings.
type Interview = (Vec<(usize, String)>, Vec<(u32, u32, usize)>);

fn one() -> impl Strategy<Value = Interview> {
    let turns = prop::collection::vec((0usize..5, "[a-cé. \n]{0,20}[a-c]"), 1..6);
    (turns, prop::collection::vec((0u32..120, 1u32..40, 0usize..4), 0..9))
}

fn build((turns, codings): &Interview, id: &str) -> (Transcript, CodingSet) {
    let turns: Vec<(&str, &str)> = turns.iter().map(|(who, words)| (SPEAKERS[*who], words.as_str())).collect();
    let told = interview(id, &turns);
    let mut set = CodingSet::new(told.id().clone(), CoderId::new("a").unwrap());
    for &(start, length, code) in codings {
        let span = Span::new(start, start + length).unwrap();
        if let Some(span) = told.text().whole().and_then(|whole| whole.intersection(span)) {
            add(&told, &mut set, span, CODES[code]);
        }
    }
    (told, set)
}

/// The places of a turn, other than white space, that bear a code.
fn borne(told: &Transcript, set: &CodingSet, turn: &Turn, code: &str) -> BTreeSet<u32> {
    let is_word = |place: &u32| {
        !told.text().slice(Span::new(*place, place + 1).unwrap()).unwrap().chars().all(char::is_whitespace)
    };
    let bears = |place: &u32| {
        set.codings().iter().any(|coding| coding.code.as_str() == code && coding.span.holds(CharPos::new(*place)))
    };
    (turn.span.start().get()..turn.span.end().get()).filter(is_word).filter(bears).collect()
}

/// Stretches of what was said, in all turns in order, that bear both codes.
fn places(told: &Transcript, set: &CodingSet, first: &str, second: &str) -> usize {
    let mut before = false;
    let mut count = 0;
    for turn in told.turns() {
        let both: BTreeSet<u32> =
            borne(told, set, turn, first).intersection(&borne(told, set, turn, second)).copied().collect();
        for place in turn.span.start().get()..turn.span.end().get() {
            let c = told.text().slice(Span::new(place, place + 1).unwrap()).unwrap();
            if !c.chars().all(char::is_whitespace) {
                count += usize::from(both.contains(&place) && !before);
                before = both.contains(&place);
            }
        }
    }
    count
}

proptest! {
    #[test]
    fn codes_come_together_where_turns_and_characters_say_so(interviews in prop::collection::vec(one(), 1..3)) {
        let built: Vec<_> = interviews.iter().zip(["A", "B"]).map(|(interview, id)| build(interview, id)).collect();
        let layers: Vec<_> = built.iter().map(|(transcript, set)| Layered { transcript, set }).collect();
        let found = cooccur(&codebook(), &layers);
        for (at, first) in CODES.iter().enumerate() {
            for second in &CODES[at + 1..] {
                let (mut turns, mut either, mut cases) = (0, 0, BTreeSet::new());
                for layer in &layers {
                    for turn in layer.transcript.turns() {
                        let [one, other] = [first, second]
                            .map(|code| !borne(layer.transcript, layer.set, turn, code).is_empty());
                        turns += usize::from(one && other);
                        either += usize::from(one || other);
                        if one && other {
                            cases.extend(layer.case(turn.span));
                        }
                    }
                }
                let stretches: usize =
                    layers.iter().map(|layer| places(layer.transcript, layer.set, first, second)).sum();
                let is_pair = |pair: &&qualkit_themes::CoOccurrence| {
                    (pair.first.as_str(), pair.second.as_str()) == (*first, *second)
                };
                match found.iter().find(is_pair) {
                    Some(pair) => {
                        prop_assert_eq!((pair.turns, pair.turns_with_either), (turns, either));
                        prop_assert_eq!((pair.places, pair.participants), (stretches, cases.len()));
                        prop_assert!(pair.jaccard() > 0.0 && pair.jaccard() <= 1.0);
                    }
                    None => prop_assert_eq!(turns, 0),
                }
            }
        }
    }

    #[test]
    fn counts_are_those_of_the_turns_and_roll_up(interviews in prop::collection::vec(one(), 1..3)) {
        let built: Vec<_> = interviews.iter().zip(["A", "B"]).map(|(interview, id)| build(interview, id)).collect();
        let layers: Vec<_> = built.iter().map(|(transcript, set)| Layered { transcript, set }).collect();
        let (own, rolled_up) = (counts(&codebook(), &layers, false), counts(&codebook(), &layers, true));
        for (own, rolled_up) in own.iter().zip(&rolled_up) {
            let (code, own, all) = (own.id.as_str(), own.tally, rolled_up.tally);
            let turns = layers.iter().flat_map(|layer| layer.transcript.turns().iter().map(move |turn| (layer, turn)));
            let bearing = turns.filter(|(layer, turn)| !borne(layer.transcript, layer.set, turn, code).is_empty());
            prop_assert_eq!(own.turns, bearing.count());
            for (own, all) in [
                (own.participants, all.participants),
                (own.transcripts, all.transcripts),
                (own.turns, all.turns),
                (own.codings, all.codings),
                (own.words, all.words),
            ] {
                prop_assert!(own <= all);
                prop_assert!(code == "demand" || own == all, "a leaf has nothing under it");
            }
        }
        prop_assert_eq!(rolled_up[0].tally.codings, own[..3].iter().map(|count| count.tally.codings).sum::<usize>());
    }

    #[test]
    fn rows_of_a_matrix_add_up_to_the_counts(
        interviews in prop::collection::vec(one(), 1..3),
        attribute in prop::sample::select(&["county", "role"][..]),
        with_children in any::<bool>(),
    ) {
        let built: Vec<_> = interviews.iter().zip(["A", "B"]).map(|(interview, id)| build(interview, id)).collect();
        let layers: Vec<_> = built.iter().map(|(transcript, set)| Layered { transcript, set }).collect();
        let table = matrix(&codebook(), &layers, with_children, &cases(), attribute).unwrap();
        let participants: BTreeSet<_> = layers.iter().flat_map(Layered::participants).collect();
        prop_assert_eq!(table.columns.iter().map(|column| column.participants).sum::<usize>(), participants.len());
        for (row, count) in table.rows.iter().zip(counts(&codebook(), &layers, with_children)) {
            prop_assert_eq!(&row.id, &count.id);
            let sum = |part: fn(&qualkit_themes::Tally) -> usize| row.cells.iter().map(part).sum::<usize>();
            prop_assert_eq!(sum(|cell| cell.participants), count.tally.participants);
            prop_assert_eq!(sum(|cell| cell.codings), count.tally.codings);
            prop_assert!(sum(|cell| cell.words) >= count.tally.words && sum(|cell| cell.turns) >= count.tally.turns);
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                prop_assert!(cell.participants <= column.participants);
            }
        }
    }

    #[test]
    fn a_choice_is_the_beginning_of_a_longer_one_and_every_coding_is_quoted(interview in one(), count in 0usize..9) {
        let (transcript, set) = build(&interview, "A");
        let quotations = all_quotations(&[Layered { transcript: &transcript, set: &set }], &themes());
        prop_assert_eq!(quotations.len(), set.codings().len());
        let all = choose(&quotations, usize::MAX, &cases(), Some("county"));
        prop_assert_eq!(all.len(), quotations.len());
        let some = choose(&quotations, count, &cases(), Some("county"));
        prop_assert_eq!(&some[..], &all[..count.min(all.len())]);
    }
}
