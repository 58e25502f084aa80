use qualkit_agreement::{Options, Undefined};
use qualkit_coding::{Answer, CodingSet};
use qualkit_compare::{CompareError, Compared, Comparison, Judging, Unit, compare, units, units_table};
use qualkit_text::Span;
use qualkit_transcript::Transcript;

use crate::told::{add, coded, coders, codes, interview, started};

fn told() -> Transcript {
    interview("P01", &[("I", "Any fear?"), ("P", "Yes. Some fear. Then none."), ("I", "Why?"), ("P", "It passed.")])
}

fn compared(told: &Transcript, sets: &[CodingSet], code_names: &[&str], unit: Unit) -> Comparison {
    let names: Vec<&str> = sets.iter().map(|set| set.coder().as_str()).collect();
    let compared = [Compared { transcript: told, sets: sets.iter().collect() }];
    compare(
        &codes(code_names),
        &coders(&names),
        &compared,
        Judging { unit, all_turns: false, ..Judging::default() },
        &Options::default(),
    )
    .unwrap()
}

#[test]
fn a_unit_that_nobody_coded_is_agreement_and_one_that_somebody_never_opened_is_not() {
    let told = told();
    let a = coded(&told, "a", &[("Some fear", "fear")]);
    let mut b = started(&told, "b", &[("Some fear.", "fear")]);
    b.finish(told.turns()[1].span);
    let result = compared(&told, &[a, b], &["fear"], Unit::Sentence);
    let table = result.per_code[0].pairs[0].table;
    assert_eq!((table.both, table.only_first, table.only_second, table.neither), (1, 0, 0, 2));
    assert_eq!((result.units, result.left_out), (3, 1));
    assert_eq!((result.transcripts[0].units, result.transcripts[0].left_out), (3, 1));
}

#[test]
fn a_transcript_that_one_coder_lacks_is_not_compared_but_its_units_are_told() {
    let told = told();
    let a = coded(&told, "a", &[("Some fear", "fear")]);
    let given = [Compared { transcript: &told, sets: vec![&a] }];
    let result = compare(
        &codes(&["fear"]),
        &coders(&["a", "b"]),
        &given,
        Judging { unit: Unit::Turn, all_turns: false, ..Judging::default() },
        &Options::default(),
    )
    .unwrap();
    assert_eq!((result.units, result.left_out, result.transcripts.len()), (0, 2, 0));
    assert_eq!(result.not_compared, [told.id().clone()]);
    assert_eq!(result.per_code[0].alpha, Err(Undefined::NoUnits));
    assert_eq!(result.pooled.alpha, Err(Undefined::NothingPairable));
}

#[test]
fn white_space_bears_no_code() {
    let told = told();
    let (a, mut b) = (coded(&told, "a", &[("Yes.", "fear")]), coded(&told, "b", &[]));
    let yes = a.codings()[0].span;
    // The blank behind `Yes.` lies between two sentences, and that behind `Some` inside one.
    let blanks = [yes.end().get(), yes.end().get() + "Some ".len() as u32];
    for blank in blanks {
        add(&told, &mut b, Span::new(blank, blank + 1).unwrap(), "fear");
    }
    for (unit, borne) in [(Unit::Turn, 1), (Unit::Sentence, 1), (Unit::Character, 4)] {
        let result = compared(&told, &[a.clone(), b.clone()], &["fear"], unit);
        assert_eq!(result.per_code[0].applied, [borne, 0], "{unit}");
    }
}

#[test]
fn questions_are_units_only_if_asked_for() {
    let told = told();
    assert_eq!(units(&told, Unit::Turn, false).len(), 2);
    assert_eq!(units(&told, Unit::Turn, true).len(), 4);
}

#[test]
fn a_code_that_nobody_applied_is_listed_and_does_not_enter_the_pool() {
    let told = told();
    let sets = || [coded(&told, "a", &[("Some fear", "fear")]), coded(&told, "b", &[("It passed", "fear")])];
    let alone = compared(&told, &sets(), &["fear"], Unit::Sentence);
    let with_unused = compared(&told, &sets(), &["fear", "trust"], Unit::Sentence);
    assert_eq!(with_unused.per_code[1].pairs[0].kappa, Err(Undefined::OneCategoryOnly));
    assert_eq!((with_unused.pooled.codes, with_unused.pooled.never_applied), (1, 1));
    assert_eq!(with_unused.pooled.pairs, alone.pooled.pairs);
    assert_eq!(with_unused.pooled.alpha, alone.pooled.alpha);
}

#[test]
fn what_a_pair_has_in_common_does_not_depend_on_who_else_is_compared() {
    let told = told();
    let a = coded(&told, "a", &[("Some fear", "fear")]);
    let b = coded(&told, "b", &[("Some fear", "fear"), ("It passed", "fear")]);
    let c = coded(&told, "c", &[("It passed", "trust")]);
    let two = compared(&told, &[a.clone(), b.clone()], &["fear", "trust"], Unit::Sentence);
    let three = compared(&told, &[a, b, c], &["fear", "trust"], Unit::Sentence);
    assert_eq!(two.pooled.pairs[0], three.pooled.pairs[0]);
    assert_eq!((two.pooled.codes, three.pooled.codes), (1, 2));
}

#[test]
fn versions_are_those_of_the_codings_compared() {
    let told = told();
    let (a, mut b) = (coded(&told, "a", &[("Yes.", "fear")]), coded(&told, "b", &[]));
    for (turn, codebook_version) in [(0, 3), (1, 2)] {
        let (span, code) = (told.turns()[turn].span, codes(&["fear"])[0].clone());
        b.add(&told, Answer { span, code, codebook_version, ..Answer::default() }).unwrap();
    }
    let result = compared(&told, &[a, b], &["fear"], Unit::Turn);
    assert_eq!(result.codebook_versions, [1, 2], "version 3 coded a question");
}

#[test]
fn a_unit_that_is_not_finished_has_no_answers_in_the_table() {
    let told = told();
    let a = coded(&told, "a", &[("Some fear", "fear")]);
    let mut b = started(&told, "b", &[("It passed", "fear")]);
    b.finish(told.turns()[1].span);
    let (codes, coders) = (codes(&["fear"]), coders(&["a", "b", "c"]));
    let given = [Compared { transcript: &told, sets: vec![&b, &a] }];
    let rows: Vec<_> =
        units_table(&codes, &coders, &given, Judging { unit: Unit::Turn, all_turns: false, ..Judging::default() })
            .unwrap()
            .collect();
    let told: Vec<_> = rows.iter().map(|row| (row.unit, row.turn, row.coder.as_str(), row.codes.as_deref())).collect();
    assert_eq!(
        told,
        [
            (1, 2, "a", Some(&[true][..])),
            (1, 2, "b", Some(&[false])),
            (1, 2, "c", None),
            (2, 4, "a", Some(&[false])),
            (2, 4, "b", None),
            (2, 4, "c", None),
        ]
    );
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let (told, other) = (told(), interview("P02", &[("P", "No.")]));
    let (a, b) = (coded(&told, "a", &[]), coded(&other, "b", &[]));
    let try_with = |coder_names: &[&str], code_names: &[&str], given: &[Compared<'_>]| {
        compare(
            &codes(code_names),
            &coders(coder_names),
            given,
            Judging { unit: Unit::Turn, all_turns: false, ..Judging::default() },
            &Options::default(),
        )
        .unwrap_err()
    };
    assert_eq!(try_with(&["a"], &[], &[]), CompareError::FewerThanTwoCoders { coders: 1 });
    assert!(matches!(try_with(&["a", "a"], &[], &[]), CompareError::RepeatedCoder { .. }));
    assert!(matches!(try_with(&["a", "b"], &["x", "x"], &[]), CompareError::RepeatedCode { .. }));
    let one = || Compared { transcript: &told, sets: vec![&a] };
    assert!(matches!(try_with(&["a", "b"], &[], &[one(), one()]), CompareError::RepeatedTranscript { .. }));
    let mixed = Compared { transcript: &told, sets: vec![&a, &b] };
    let error = try_with(&["a", "b"], &[], &[mixed]).to_string();
    assert_eq!(error, "codings of 'b' on 'P02' are given for the transcript 'P01'");
}

#[test]
fn characters_give_the_kappa_that_nvivo_gives() {
    // The synthetic case of the field's survey: 1,000 characters, percent .880, kappa .529.
    let told = interview("P01", &[("P", "x".repeat(1000).as_str())]);
    let start = told.turns()[0].span.start().get();
    let sets = [("a", [(0, 50), (100, 150), (300, 350)]), ("b", [(0, 50), (110, 160), (600, 650)])];
    let sets = sets.map(|(coder, spans)| {
        let mut set = coded(&told, coder, &[]);
        for (from, to) in spans {
            add(&told, &mut set, Span::new(start + from, start + to).unwrap(), "fear");
        }
        set
    });
    let pair = &compared(&told, &sets, &["fear"], Unit::Character).per_code[0].pairs[0];
    assert_eq!(pair.percent.as_ref().unwrap().value, 0.88);
    assert_eq!(format!("{:.3}", pair.kappa.as_ref().unwrap().value), "0.529");
}
