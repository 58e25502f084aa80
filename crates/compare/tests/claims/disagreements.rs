use qualkit_coding::CodingSet;
use qualkit_compare::{Compared, Disagreement, disagreements};
use qualkit_transcript::Transcript;

use crate::told::{coded, coders, codes, interview, started};

fn told() -> Transcript {
    interview("P01", &[("I", "Any fear?"), ("P", "Yes. Some fear of them. Then none."), ("P", "It passed.")])
}

fn found(told: &Transcript, sets: &[CodingSet]) -> Vec<Disagreement> {
    let names: Vec<&str> = sets.iter().map(|set| set.coder().as_str()).collect();
    let given = [Compared { transcript: told, sets: sets.iter().collect() }];
    disagreements(&codes(&["fear", "trust"]), &coders(&names), &given, false).unwrap()
}

/// Kind, code and words of each.
fn listed(told: &Transcript, found: &[Disagreement]) -> Vec<String> {
    let words = |place: &Disagreement| told.text().slice(place.span).unwrap().to_owned();
    found.iter().map(|place| format!("{} {}: {}", place.kind, place.code, words(place))).collect()
}

#[test]
fn what_only_one_coder_found_the_other_missed() {
    let told = told();
    let sets = [coded(&told, "a", &[("Some fear", "fear")]), coded(&told, "b", &[])];
    let found = found(&told, &sets);
    assert_eq!(listed(&told, &found), ["missed fear: Some fear"]);
    assert_eq!((found[0].turn, found[0].coders_for.as_slice()), (2, coders(&["a"]).as_slice()));
    assert_eq!(found[0].coders_against, coders(&["b"]));
    assert_eq!((found[0].by[0].spans.len(), found[0].by[1].spans.len()), (1, 0));
}

#[test]
fn another_code_on_the_same_words_is_no_omission() {
    let told = told();
    let sets = [coded(&told, "a", &[("Some fear", "fear")]), coded(&told, "b", &[("fear of them", "unlisted")])];
    let found = found(&told, &sets);
    assert_eq!(listed(&told, &found), ["other-code fear: Some fear"]);
    assert_eq!(found[0].by[1].codes, codes(&["unlisted"]));
}

#[test]
fn a_code_that_both_put_there_is_not_put_in_place_of_another() {
    let told = told();
    let first = coded(&told, "a", &[("Some fear", "fear"), ("Some fear", "trust")]);
    let sets = [first, coded(&told, "b", &[("Some fear", "trust")])];
    assert_eq!(listed(&told, &found(&told, &sets)), ["missed fear: Some fear"]);
}

#[test]
fn a_code_elsewhere_in_the_turn_is_not_here() {
    let told = told();
    let sets = [coded(&told, "a", &[("Some fear", "fear")]), coded(&told, "b", &[("Yes.", "gap"), ("Then", "gap")])];
    let found = found(&told, &sets);
    assert_eq!(listed(&told, &found), ["missed fear: Some fear"]);
    assert!(found[0].by[1].codes.is_empty());
}

#[test]
fn one_of_three_with_another_code_is_enough() {
    let told = told();
    let a = coded(&told, "a", &[("Some fear", "fear")]);
    let sets = [a, coded(&told, "b", &[]), coded(&told, "c", &[("Some", "trust")])];
    assert_eq!(listed(&told, &found(&told, &sets)), ["other-code trust: Some", "other-code fear: Some fear"]);
}

#[test]
fn other_words_are_a_boundary_and_the_place_holds_all_of_them() {
    let told = told();
    let sets = [coded(&told, "a", &[("Some fear", "fear")]), coded(&told, "b", &[("fear of them.", "fear")])];
    let found = found(&told, &sets);
    assert_eq!(listed(&told, &found), ["boundary fear: Some fear of them."]);
    assert!(found[0].coders_against.is_empty());
}

#[test]
fn the_same_words_cut_otherwise_are_agreement() {
    let told = told();
    let a = coded(&told, "a", &[("Yes.", "fear"), ("Some fear of them.", "fear"), ("Then none.", "fear")]);
    let sets = [a, coded(&told, "b", &[("Yes. Some fear of them. Then none.", "fear")])];
    assert!(found(&told, &sets).is_empty());
}

#[test]
fn codings_side_by_side_are_two_places() {
    let told = told();
    let sets = [coded(&told, "a", &[("Yes.", "fear")]), coded(&told, "b", &[("Some fear", "fear")])];
    assert_eq!(listed(&told, &found(&told, &sets)), ["missed fear: Yes.", "missed fear: Some fear"]);
}

#[test]
fn the_question_before_an_answer_makes_no_difference() {
    let told = told();
    let across = "Any fear?\n\nP: Yes.";
    let sets = [coded(&told, "a", &[(across, "fear")]), coded(&told, "b", &[("Yes.", "fear")])];
    assert!(found(&told, &sets).is_empty());
    let given = [Compared { transcript: &told, sets: sets.iter().collect() }];
    let all = disagreements(&codes(&["fear"]), &coders(&["a", "b"]), &given, true).unwrap();
    assert_eq!(listed(&told, &all), [format!("boundary fear: {across}")]);
}

#[test]
fn a_turn_that_one_coder_never_opened_holds_no_disagreement() {
    let told = told();
    let a = coded(&told, "a", &[("Then none.\n\nP: It passed.", "fear"), ("Yes.", "fear")]);
    let mut b = started(&told, "b", &[]);
    b.finish(told.turns()[2].span);
    assert_eq!(listed(&told, &found(&told, &[a, b])), ["missed fear: It passed."]);
}
