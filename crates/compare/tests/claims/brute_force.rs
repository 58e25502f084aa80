//! The comparison held against one that asks every coding about every unit, character by character.

use proptest::prelude::*;
use qualkit_agreement::{
    Estimate, Options, Outcome, Ratings, cohen_kappa, fleiss_kappa, krippendorff_alpha, percent_agreement,
};
use qualkit_codebook::CodeId;
use qualkit_coding::{CoderId, CodingSet};
use qualkit_compare::{Compared, Judging, Overlap, Unit, compare, disagreements, units, units_table};
use qualkit_text::{CharPos, Span};
use qualkit_transcript::Transcript;

use crate::told::{add, coders, codes, interview};

const UNITS: [Unit; 4] = [Unit::Turn, Unit::Sentence, Unit::Paragraph, Unit::Character];
const CODES: [&str; 3] = ["fear", "trust", "gap"];
const CODERS: [&str; 3] = ["a", "b", "c"];

type Turns = Vec<(bool, String)>;
/// Starts and lengths of codings with their codes, and of finished stretches.
type Work = (Vec<(u32, u32, usize)>, Vec<(u32, u32)>);

fn turns() -> impl Strategy<Value = Turns> {
    prop::collection::vec((any::<bool>(), "[a-cé. \n]{0,20}[a-c]"), 1..5)
}

fn work() -> impl Strategy<Value = Vec<Work>> {
    let length = prop_oneof![1u32..3, 1u32..30];
    let codings = prop::collection::vec((0u32..90, length, 0usize..3), 0..6);
    prop::collection::vec((codings, prop::collection::vec((0u32..60, 10u32..90), 0..3)), 3)
}

fn build(id: &str, turns: &Turns, work: &[Work]) -> (Transcript, Vec<CodingSet>) {
    let turns: Vec<(&str, &str)> =
        turns.iter().map(|(asks, words)| (if *asks { "I" } else { "P" }, words.as_str())).collect();
    let told = interview(id, &turns);
    let sets = CODERS.iter().zip(work).map(|(coder, (codings, done))| {
        let mut set = CodingSet::new(told.id().clone(), CoderId::new(coder).unwrap());
        for &(start, length, code) in codings {
            let span = Span::new(start, start + length).unwrap();
            if let Some(span) = told.text().whole().and_then(|whole| whole.intersection(span)) {
                add(&told, &mut set, span, CODES[code]);
            }
        }
        for &(start, length) in done {
            set.finish(Span::new(start, start + length).unwrap());
        }
        set
    });
    let sets = sets.collect();
    (told, sets)
}

fn is_blank(told: &Transcript, place: u32) -> bool {
    told.text().slice(Span::new(place, place + 1).unwrap()).unwrap().chars().all(char::is_whitespace)
}

/// Every unit as a list of places.
fn places(told: &Transcript, unit: Unit, all_turns: bool) -> Vec<Vec<u32>> {
    let all = |span: Span| (span.start().get()..span.end().get()).collect::<Vec<u32>>();
    if unit != Unit::Character {
        return units(told, unit, all_turns).into_iter().map(all).collect();
    }
    let turns = told.turns().iter().filter(|turn| all_turns || told.is_answer(turn));
    turns.flat_map(|turn| all(turn.span)).filter(|&place| !is_blank(told, place)).map(|place| vec![place]).collect()
}

/// The answer of a coder on a unit, or none if it is not finished.
fn answer(told: &Transcript, set: &CodingSet, places: &[u32], code: &CodeId, overlap: Overlap) -> Option<usize> {
    let finished = |place: &u32| set.done().iter().any(|done| done.holds(CharPos::new(*place)));
    let bears = |place: &u32| {
        let held = |span: Span| span.holds(CharPos::new(*place));
        !is_blank(told, *place) && set.codings().iter().any(|coding| coding.code == *code && held(coding.span))
    };
    let words = places.iter().filter(|&&place| !is_blank(told, place)).count();
    let borne = places.iter().filter(|place| bears(place)).count();
    let enough = match overlap {
        Overlap::Any => borne > 0,
        Overlap::Share(share) => borne > 0 && borne as f64 / words as f64 >= share - 1e-12,
    };
    places.iter().all(finished).then(|| usize::from(enough))
}

/// An outcome without its interval and errors, which in a study rest on transcripts too.
fn bare(outcome: &Outcome) -> Outcome {
    outcome.clone().map(|estimate| Estimate { interval: None, standard_error: None, p_value: None, ..estimate })
}

proptest! {
    #[test]
    fn comparing_by_ranges_is_comparing_unit_by_unit(
        interviews in prop::collection::vec((turns(), work()), 1..3),
        unit in prop::sample::select(&UNITS[..]),
        all_turns in any::<bool>(),
        overlap in prop::sample::select(&[Overlap::Any, Overlap::Share(0.25), Overlap::Share(0.5), Overlap::Share(1.0)]),
    ) {
        let judging = Judging { unit, all_turns, overlap };
        let built: Vec<_> =
            interviews.iter().zip(["P01", "P02"]).map(|((turns, work), id)| build(id, turns, work)).collect();
        let given: Vec<_> =
            built.iter().map(|(told, sets)| Compared { transcript: told, sets: sets.iter().collect() }).collect();
        let (codes, coders) = (codes(&CODES), coders(&CODERS));
        let options = Options::default();
        let result = compare(&codes, &coders, &given, judging, &options).unwrap();
        let table: Vec<_> = units_table(&codes, &coders, &given, judging).unwrap().collect();
        for (place, code) in codes.iter().enumerate() {
            let (mut rows, mut left_out, mut answers) = (Vec::new(), 0, Vec::new());
            for (told, sets) in &built {
                for unit in places(told, unit, all_turns) {
                    let row: Vec<Option<usize>> = sets.iter().map(|set| answer(told, set, &unit, code, overlap)).collect();
                    answers.extend(row.iter().map(|answer| answer.map(|answer| answer == 1)));
                    if row.contains(&None) { left_out += 1 } else { rows.push(row) }
                }
            }
            let in_table: Vec<_> = table.iter().map(|row| row.codes.as_ref().map(|codes| codes[place])).collect();
            prop_assert_eq!(in_table, answers);
            prop_assert_eq!((result.units, result.left_out), (rows.len() as u64, left_out));
            let applied = |coder: usize| rows.iter().filter(|row| row[coder] == Some(1)).count() as u64;
            let agreement = &result.per_code[place];
            prop_assert_eq!(&agreement.applied, &(0..3).map(applied).collect::<Vec<_>>());
            if rows.is_empty() { continue }
            let ratings = Ratings::from_rows(&rows, 2).unwrap();
            prop_assert_eq!(&agreement.percent, &percent_agreement(&ratings, &options));
            prop_assert_eq!(bare(&agreement.fleiss), bare(&fleiss_kappa(&ratings, &options)));
            prop_assert_eq!(bare(&agreement.alpha), bare(&krippendorff_alpha(&ratings, &options)));
            for pair in &agreement.pairs {
                let ratings = ratings.coders_only(&[pair.first, pair.second]).unwrap();
                prop_assert_eq!(bare(&pair.kappa), bare(&cohen_kappa(&ratings, &options)));
                let both = |row: &&Vec<Option<usize>>| row[pair.first] == Some(1) && row[pair.second] == Some(1);
                prop_assert_eq!(pair.table.both, rows.iter().filter(both).count() as u64);
                prop_assert_eq!(pair.table.units(), rows.len() as u64);
            }
        }
    }

    #[test]
    fn coders_disagree_somewhere_exactly_if_a_character_tells_them_apart(
        turns in turns(), work in work(), all_turns in any::<bool>(),
    ) {
        let (told, sets) = build("P01", &turns, &work);
        let given = [Compared { transcript: &told, sets: sets.iter().collect() }];
        let (codes, coders) = (codes(&CODES), coders(&CODERS));
        let found = disagreements(&codes, &coders, &given, all_turns).unwrap();
        let options = Options::default();
        let result = compare(&codes, &coders, &given, Judging { unit: Unit::Character, all_turns, ..Judging::default() }, &options).unwrap();
        for agreement in &result.per_code {
            let apart = agreement.pairs.iter().any(|pair| pair.table.only_first + pair.table.only_second > 0);
            prop_assert_eq!(found.iter().any(|place| place.code == agreement.code), apart);
        }
        let everybody_finished = |place: &&u32| {
            sets.iter().all(|set| answer(&told, set, &[**place], &codes[0], Overlap::Any).is_some())
        };
        let characters: Vec<u32> = places(&told, Unit::Character, all_turns).into_iter().flatten().collect();
        for place in &found {
            let here = || characters.iter().filter(everybody_finished).filter(|at| place.span.holds(CharPos::new(**at)));
            for (set, by) in sets.iter().zip(&place.by) {
                let put = |code: &&CodeId| here().any(|at| answer(&told, set, &[*at], code, Overlap::Any) == Some(1));
                prop_assert_eq!(&by.codes, &codes.iter().filter(put).cloned().collect::<Vec<_>>());
            }
            prop_assert!(told.text().trim(place.span) == Some(place.span));
            for (coder, here) in place.by.iter().enumerate() {
                prop_assert_eq!(here.spans.is_empty(), !place.coders_for.contains(&coders[coder]));
                prop_assert!(here.spans.iter().all(|span| span.overlaps(place.span)));
            }
        }
    }

    #[test]
    fn the_order_of_coders_changes_no_value(turns in turns(), work in work(), unit in prop::sample::select(&UNITS[..])) {
        let (told, sets) = build("P01", &turns, &work);
        let given = [Compared { transcript: &told, sets: sets.iter().collect() }];
        let codes = codes(&CODES);
        let [one, other] = [["a", "b", "c"], ["c", "a", "b"]].map(|names| {
            compare(&codes, &coders(&names), &given, Judging { unit, all_turns: false, ..Judging::default() }, &Options::default()).unwrap()
        });
        prop_assert_eq!((one.units, one.left_out), (other.units, other.left_out));
        prop_assert_eq!((&one.pooled.alpha, &one.pooled.fleiss), (&other.pooled.alpha, &other.pooled.fleiss));
        // (a, b) comes first in one and last in the other; (a, c) second in one and, turned round, first in the other.
        prop_assert_eq!(&one.pooled.pairs[0].kappa, &other.pooled.pairs[2].kappa);
        prop_assert_eq!(&one.pooled.pairs[1].kappa, &other.pooled.pairs[0].kappa);
        for (one, other) in one.per_code.iter().zip(&other.per_code) {
            prop_assert_eq!((&one.percent, &one.alpha), (&other.percent, &other.alpha));
            let (kappa, turned) = (&one.pairs[1].kappa, &other.pairs[0].kappa);
            prop_assert_eq!(kappa.as_ref().map(|kappa| kappa.value), turned.as_ref().map(|kappa| kappa.value));
        }
        let kinds = |names: [&str; 3]| -> Vec<_> {
            let found = disagreements(&codes, &coders(&names), &given, false).unwrap();
            found.into_iter().map(|place| (place.span, place.code, place.kind)).collect()
        };
        prop_assert_eq!(kinds(["a", "b", "c"]), kinds(["c", "a", "b"]));
    }
}
