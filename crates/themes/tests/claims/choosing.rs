use qualkit_codebook::CodeId;
use qualkit_coding::CodingId;
use qualkit_text::Span;
use qualkit_themes::{Quotation, ThemeId, choose};
use qualkit_transcript::{CaseId, Cases, TranscriptId};

use crate::told::cases;

/// A quotation of so many words, each at a place of its own in its transcript.
fn quotation(case: &str, code: &str, theme: &str, start: u32, words: usize) -> Quotation {
    Quotation {
        coding: CodingId::new(&format!("c{start}")).unwrap(),
        transcript: TranscriptId::new(case).unwrap(),
        turn: 1,
        speaker: case.to_owned(),
        case: CaseId::new(case).ok(),
        code: CodeId::new(code).unwrap(),
        theme: ThemeId::new(theme).ok(),
        span: Span::new(start, start + 10).unwrap(),
        words: "word ".repeat(words),
        note: String::new(),
    }
}

fn starts(quotations: &[Quotation], count: usize, cases: &Cases, attribute: Option<&str>) -> Vec<u32> {
    choose(quotations, count, cases, attribute).iter().map(|quotation| quotation.span.start().get()).collect()
}

#[test]
fn themes_take_turns_and_codes_where_there_are_none() {
    let given = [
        quotation("P01", "fear", "avoid", 0, 40),
        quotation("P02", "need", "avoid", 10, 40),
        quotation("P03", "trust", "ties", 20, 40),
        quotation("P04", "demand", "", 30, 40),
    ];
    assert_eq!(starts(&given, 9, &cases(), None), [0, 20, 30, 10]);
}

#[test]
fn nobody_is_quoted_twice_while_another_waits() {
    let given = [
        quotation("P01", "fear", "", 0, 40),
        quotation("P01", "trust", "", 10, 40),
        quotation("P02", "trust", "", 20, 3),
    ];
    assert_eq!(starts(&given, 2, &cases(), None), [0, 20]);
}

#[test]
fn values_quoted_least_come_before_the_better_length() {
    let given = [
        quotation("P01", "fear", "", 0, 40),
        quotation("P02", "trust", "", 10, 40),
        quotation("P03", "trust", "", 20, 5),
    ];
    assert_eq!(starts(&given, 2, &cases(), None), [0, 10]);
    assert_eq!(starts(&given, 2, &cases(), Some("county")), [0, 20], "P02 is of the same county as P01");
}

#[test]
fn the_length_nearest_to_forty_words_is_preferred_then_the_order_given() {
    let given = [
        quotation("P01", "fear", "", 0, 100),
        quotation("P02", "fear", "", 10, 45),
        quotation("P03", "fear", "", 20, 35),
    ];
    assert_eq!(starts(&given, 2, &cases(), None), [10, 20]);
}

#[test]
fn the_same_words_are_not_chosen_for_two_codes_while_others_wait() {
    let given = [
        quotation("P01", "fear", "", 0, 40),
        quotation("P01", "trust", "", 5, 40),
        quotation("P01", "trust", "", 50, 4),
    ];
    assert_eq!(starts(&given, 3, &cases(), None), [0, 50, 5]);
}

#[test]
fn asking_for_fewer_gives_the_beginning_of_the_same_list() {
    let given: Vec<Quotation> = (0..20u32)
        .map(|n| {
            let (case, code) = (format!("P0{}", 1 + n % 4), ["fear", "need", "trust"][n as usize % 3]);
            quotation(&case, code, "", n * 7, (n as usize * 13) % 60)
        })
        .collect();
    let all = starts(&given, 20, &cases(), Some("role"));
    let mut sorted = all.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), 20);
    for count in 0..20 {
        assert_eq!(starts(&given, count, &cases(), Some("role")), all[..count]);
    }
}
