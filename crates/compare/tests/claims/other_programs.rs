use qualkit_agreement::{Continuum, Options, Ratings, Segment, TwoByTwo, character_table, krippendorff_alpha};
use qualkit_codebook::Codebook;
use qualkit_compare::{
    About, CodedTexts, CompareError, Compared, Domains, Judging, Program, ProgramSettings, ProgramValue, Unit,
    as_program, character_ratings, compare, finished_texts,
};
use qualkit_text::Span;

use crate::told::{add, coders, codes, interview, started};

/// What one coder marked: start, end, code.
type Marked<'m> = &'m [(u64, u64, usize)];

fn text(length: u64, codes: usize, marked: &[Marked<'_>]) -> Continuum {
    let segment = |&(start, end, code): &(u64, u64, usize)| Segment { start, end, code };
    let segments = marked.iter().map(|own| own.iter().map(segment).collect()).collect();
    Continuum::new(0, length, codes, segments).unwrap()
}

fn coded(continua: Vec<Continuum>) -> CodedTexts {
    let name = |prefix: &str, count: usize| (0..count).map(|place| format!("{prefix}{place}")).collect();
    CodedTexts {
        coders: name("coder", continua[0].coders().len()),
        codes: name("code", continua[0].codes()),
        texts: name("text", continua.len()),
        continua,
    }
}

/// One text of 1,000 characters, one code: half of what each marked is marked alike, or nearly.
fn worked_example(codes: usize) -> CodedTexts {
    let (a, b) = ([(0, 50, 0), (100, 150, 0), (300, 350, 0)], [(0, 50, 0), (110, 160, 0), (600, 650, 0)]);
    coded(vec![text(1000, codes, &[&a, &b])])
}

fn said(program: Program, coded: &CodedTexts, settings: &ProgramSettings) -> Vec<ProgramValue> {
    as_program(program, coded, settings).unwrap()
}

/// The one value of a statistic about something in all texts, or in the one text.
fn value(values: &[ProgramValue], statistic: &str, about: About) -> f64 {
    let wanted = |value: &&ProgramValue| value.statistic == statistic && value.about == about;
    let found: Vec<&ProgramValue> = values.iter().filter(wanted).collect();
    let of_all = found.iter().find(|value| value.text.is_none());
    of_all.unwrap_or(&found[0]).value.clone().unwrap()
}

fn rounded(value: f64) -> String {
    format!("{value:.3}")
}

#[test]
fn the_worked_example_comes_out_for_characters() {
    let (coded, settings) = (worked_example(1), ProgramSettings::default());
    let code = About::Code(0);
    let nvivo = said(Program::Nvivo, &coded, &settings);
    assert_eq!(rounded(value(&nvivo, "percent_agreement_nvivo", code)), "0.880");
    assert_eq!(rounded(value(&nvivo, "character_kappa_nvivo", code)), "0.529");
    let qualcoder = said(Program::Qualcoder, &coded, &settings);
    assert_eq!(rounded(value(&qualcoder, "kappa_qualcoder", code)), "0.404");
    assert_eq!(rounded(value(&qualcoder, "agree_coded_only_qualcoder", code)), "0.429");
    assert_eq!(rounded(value(&qualcoder, "agreement_qualcoder", code)), "0.880");
    assert_eq!(rounded(value(&qualcoder, "dual_coded_qualcoder", code)), "0.090");
    assert_eq!(rounded(value(&qualcoder, "uncoded_qualcoder", code)), "0.790");
    let atlasti = said(Program::Atlasti, &coded, &settings);
    assert_eq!(rounded(value(&atlasti, "c_alpha_binary_atlasti", About::Domain(0))), "0.530");
    assert_eq!(rounded(value(&atlasti, "percent_agreement_atlasti", code)), "0.429");
    assert_eq!(rounded(value(&atlasti, "holsti_atlasti", code)), "0.600");
    // AC1 and PABAK from the table of the same characters.
    let TwoByTwo { both, only_first, only_second, neither } = character_table(&coded.continua, 0, 0, 1).unwrap();
    let ratings = character_ratings(&coded.continua, |code| code == 0).unwrap();
    let table = Ratings::from_confusion(&[[neither, only_second], [only_first, both]]).unwrap();
    assert_eq!(ratings, table);
    let observed = (both + neither) as f64 / 1000.0;
    let mean = (2 * both + only_first + only_second) as f64 / 2000.0;
    let chance = 2.0 * mean * (1.0 - mean);
    assert_eq!(rounded((observed - chance) / (1.0 - chance)), "0.839");
    assert_eq!(rounded(2.0 * observed - 1.0), "0.760");
}

#[test]
fn the_worked_example_comes_out_for_segments_and_documents() {
    for (codes, strict, loose) in [(3, "0.00", "0.50"), (10, "0.26", "0.63"), (20, "0.30", "0.65")] {
        let coded = worked_example(codes);
        for (overlap, share, kappa) in [(0.9, "0.333", strict), (0.6, "0.667", loose)] {
            let settings = ProgramSettings { overlap, ..ProgramSettings::default() };
            let maxqda = said(Program::Maxqda, &coded, &settings);
            assert_eq!(rounded(value(&maxqda, "segments_maxqda", About::AllCodes)), share);
            let found = value(&maxqda, "segment_kappa_maxqda", About::AllCodes);
            assert_eq!(format!("{:.2}", found.abs()), kappa, "{codes} codes, {overlap}");
            assert_eq!(value(&maxqda, "document_presence_maxqda", About::AllCodes), 1.0);
            assert_eq!(value(&maxqda, "document_presence_used_maxqda", About::AllCodes), 1.0);
            assert_eq!(value(&maxqda, "document_frequency_maxqda", About::AllCodes), 1.0);
        }
    }
}

#[test]
fn the_worked_example_comes_out_of_a_study() {
    // The head `P: ` stands before 20 sentences of 50 characters, the last without a blank behind it.
    let sentence = format!("{}. ", "Word ".repeat(9) + "wor");
    let told = interview("P01", &[("P", sentence.repeat(20).trim_end())]);
    let mut sets = [started(&told, "a", &[]), started(&told, "b", &[])];
    let marked = [[(0, 50), (100, 150), (300, 350)], [(0, 50), (110, 160), (600, 650)]];
    for (set, marked) in sets.iter_mut().zip(marked) {
        for (start, end) in marked {
            add(&told, set, Span::new(start + 3, end + 3).unwrap(), "fear");
        }
        set.finish_all(&told);
    }
    let compared = [Compared { transcript: &told, sets: sets.iter().collect() }];
    let (codes, coders) = (codes(&["fear"]), coders(&["a", "b"]));
    let sentences = Judging { unit: Unit::Sentence, ..Judging::default() };
    let result = compare(&codes, &coders, &compared, sentences, &Options::default()).unwrap();
    assert_eq!(rounded(result.per_code[0].pairs[0].kappa.clone().unwrap().value), "0.483");
    let found = finished_texts(&codes, &coders, &compared).unwrap();
    assert_eq!((found.left_out, found.coded.continua[0].length()), (0, 1002));
    let table = character_table(&found.coded.continua, 0, 0, 1).unwrap();
    assert_eq!((table.both, table.only_first, table.only_second, table.neither), (90, 60, 60, 792));
}

#[test]
fn what_a_coder_has_not_finished_is_cut_out_with_its_head() {
    let told = interview("P01", &[("I", "Why?"), ("P", "One two three."), ("P", "Four five.")]);
    let mut sets = [started(&told, "a", &[("two three", "fear"), ("five", "fear")]), started(&told, "b", &[])];
    sets[0].finish_all(&told);
    let (first, second) = (told.turns()[0].span, told.turns()[1].span);
    sets[1].finish(first);
    // Of the second turn up to behind `One two`, of the third nothing.
    sets[1].finish(Span::new(second.start().get(), second.start().get() + 7).unwrap());
    let compared = [Compared { transcript: &told, sets: sets.iter().collect() }];
    let found = finished_texts(&codes(&["fear"]), &coders(&["a", "b"]), &compared).unwrap();
    let kept = u64::from(first.end().get()) + 7;
    let text = &found.coded.continua[0];
    assert_eq!((text.length(), found.left_out), (kept, u64::from(told.turns()[2].span.end().get()) - kept));
    assert_eq!(text.coders(), [vec![Segment { start: kept - 3, end: kept, code: 0 }], vec![]]);
    let only = [Compared { transcript: &told, sets: vec![&sets[0]] }];
    let found = finished_texts(&codes(&["fear"]), &coders(&["a", "b"]), &only).unwrap();
    assert_eq!((found.not_compared.len(), found.coded.continua.len()), (1, 0));
}

#[test]
fn nvivo_says_one_where_nobody_marked_anything_and_means_are_ours() {
    let coded = coded(vec![text(100, 1, &[&[(0, 50, 0)], &[(0, 25, 0)]]), text(300, 1, &[&[], &[]])]);
    let values = said(Program::Nvivo, &coded, &ProgramSettings::default());
    let kappas: Vec<f64> = values
        .iter()
        .filter(|value| value.statistic == "character_kappa_nvivo")
        .map(|value| value.value.clone().unwrap())
        .collect();
    assert_eq!(kappas, [0.5, 1.0]);
    for about in [About::Code(0), About::AllCodes] {
        assert_eq!(value(&values, "character_kappa_nvivo_mean", about), 0.75);
        assert_eq!(value(&values, "character_kappa_nvivo_weighted_mean", about), 0.875);
    }
    assert!(values.iter().filter(|value| value.text.is_none()).all(|value| value.rule.remark.is_some()));
}

#[test]
fn nvivo_says_what_its_help_says() {
    // 1,000 characters, 50 by both, 150 by one, 800 by neither: 85 %.
    for (only_a, kappa) in [(150, "0.348"), (100, "0.318"), (75, "0.314"), (0, "0.348")] {
        let (a, b) = ([(0, 50 + only_a, 0)], [(0, 50, 0), (500, 650 - only_a, 0)]);
        let b = if only_a == 150 { &b[..1] } else { &b[..] };
        let values = said(Program::Nvivo, &coded(vec![text(1000, 1, &[&a, b])]), &ProgramSettings::default());
        assert_eq!(value(&values, "percent_agreement_nvivo", About::Code(0)), 0.85);
        assert_eq!(rounded(value(&values, "character_kappa_nvivo", About::Code(0))), kappa);
    }
}

#[test]
fn qualcoder_takes_two_segments_of_one_coder_for_both_coders() {
    // The first coder marked [0, 20) and [10, 30), the second nothing: ten characters count as marked by both.
    let coded = coded(vec![text(100, 1, &[&[(0, 20, 0), (10, 30, 0)], &[]])]);
    let values = said(Program::Qualcoder, &coded, &ProgramSettings::default());
    assert_eq!(value(&values, "dual_coded_qualcoder", About::Code(0)), 0.1);
    assert_eq!(value(&values, "agreement_qualcoder", About::Code(0)), 0.8);
    assert_eq!(value(&values, "disagreement_qualcoder", About::Code(0)), 0.2);
}

#[test]
fn qualcoder_has_no_kappa_where_nothing_is_marked() {
    let values = said(Program::Qualcoder, &coded(vec![text(100, 1, &[&[], &[]])]), &ProgramSettings::default());
    let kappa = values.iter().find(|value| value.statistic == "kappa_qualcoder").unwrap();
    assert!(kappa.value.is_err());
    assert_eq!(value(&values, "agreement_qualcoder", About::Code(0)), 1.0);
}

#[test]
fn maxqda_looks_up_each_segment_by_its_own_length() {
    // The whole of the short segment lies in the long one, a quarter of the long one in the short one.
    let coded = coded(vec![text(100, 2, &[&[(0, 40, 0)], &[(0, 10, 0)]]), text(50, 2, &[&[(0, 9, 1)], &[]])]);
    let maxqda = |overlap| said(Program::Maxqda, &coded, &ProgramSettings { overlap, ..ProgramSettings::default() });
    assert_eq!(value(&maxqda(0.9), "segments_maxqda", About::Code(0)), 0.5);
    assert_eq!(value(&maxqda(0.25), "segments_maxqda", About::Code(0)), 1.0);
    assert_eq!(value(&maxqda(0.25), "segments_maxqda", About::AllCodes), 2.0 / 3.0);
    // Of four pairs of document and code two are equal where both are there, one where neither is.
    assert_eq!(value(&maxqda(0.9), "document_presence_maxqda", About::AllCodes), 0.75);
    assert_eq!(value(&maxqda(0.9), "document_presence_used_maxqda", About::AllCodes), 0.5);
    let refused = as_program(Program::Maxqda, &coded, &ProgramSettings { overlap: 90.0, ..ProgramSettings::default() });
    assert_eq!(refused.unwrap_err(), CompareError::NoShare { found: "90".to_owned() });
}

#[test]
fn maxqda_takes_off_one_over_the_codes() {
    let coded = worked_example(1);
    let values = said(Program::Maxqda, &coded, &ProgramSettings::default());
    let kappa = values.iter().find(|value| value.statistic == "segment_kappa_maxqda").unwrap();
    assert!(kappa.value.is_err(), "with one code chance is 1");
}

#[test]
fn atlasti_judges_codes_within_their_domain_and_domains_among_each_other() {
    // Codes 0 and 1 are one domain, 2 another.
    let domains = Domains { names: vec!["feeling".to_owned(), "actor".to_owned()], of_code: vec![0, 0, 1] };
    let settings = ProgramSettings { domains: Some(domains), ..ProgramSettings::default() };
    let a = [(0, 10, 0), (10, 20, 1), (40, 50, 2), (0, 5, 2)];
    let b = [(0, 10, 0), (10, 15, 0), (15, 20, 1), (40, 55, 2)];
    let coded = coded(vec![text(100, 3, &[&a, &b])]);
    let values = said(Program::Atlasti, &coded, &settings);
    // In the domain 20 characters are coded by both: 10 + 5 alike.
    assert_eq!(value(&values, "percent_agreement_atlasti", About::Domain(0)), 0.75);
    assert_eq!(value(&values, "holsti_atlasti", About::Domain(0)), 0.75);
    let cell = |one, other, times| ([Some(one), Some(other)], times);
    let by_hand = |patterns: Vec<([Option<usize>; 2], u64)>, categories| {
        let ratings = Ratings::from_patterns(patterns, categories).unwrap();
        krippendorff_alpha(&ratings, &Options::default()).unwrap().value
    };
    let expected = by_hand(vec![cell(0, 0, 10), cell(1, 0, 5), cell(1, 1, 5)], 2);
    assert_eq!(value(&values, "cu_alpha_atlasti", About::Domain(0)), expected);
    let expected = by_hand(vec![cell(1, 1, 20), cell(0, 0, 80)], 2);
    assert_eq!(value(&values, "c_alpha_binary_atlasti", About::Domain(0)), expected);
    // Domains: {feeling, actor} against {feeling} on 5, {feeling} on 15, {actor} on 10; 5 that b alone coded are missing.
    let expected = by_hand(vec![cell(0, 1, 5), cell(1, 1, 15), cell(2, 2, 10)], 3);
    assert_eq!(value(&values, "domain_cu_alpha_atlasti", About::AllCodes), expected);
}

#[test]
fn atlasti_refuses_codes_of_one_domain_on_the_same_words() {
    let coded = coded(vec![text(100, 2, &[&[(0, 10, 0), (9, 20, 1)], &[]])]);
    let domains = Domains { names: vec!["feeling".to_owned()], of_code: vec![0, 0] };
    let refused =
        as_program(Program::Atlasti, &coded, &ProgramSettings { domains: Some(domains), ..ProgramSettings::default() });
    assert_eq!(
        refused.unwrap_err().to_string(),
        "'coder0' put 'code0' and 'code1', both of the domain 'feeling', on the same words of 'text0', from 9"
    );
    assert!(as_program(Program::Atlasti, &coded, &ProgramSettings::default()).is_ok());
}

#[test]
fn domains_are_what_lies_under_one_code_at_the_top() {
    let table = "id,name,parent\nfeeling,Feeling,\nfear,Fear,feeling\ndread,Dread,fear\nactor,Actor,\n";
    let codebook = Codebook::read(table).unwrap().0;
    let domains = Domains::of_codebook(&codebook, &codes(&["dread", "actor", "fear", "elsewhere"]));
    assert_eq!(domains.names, ["feeling", "actor", "elsewhere"]);
    assert_eq!(domains.of_code, [0, 1, 0, 2]);
}

#[test]
fn dedoose_counts_the_excerpts_of_either_coder() {
    let a = [(0, 10, 0), (20, 30, 0), (40, 50, 1), (60, 70, 1)];
    let b = [(2, 8, 0), (20, 30, 1), (45, 50, 1)];
    let values = said(Program::Dedoose, &coded(vec![text(100, 2, &[&a, &b])]), &ProgramSettings::default());
    let of = |coders: [usize; 2], statistic: &str| {
        let found = values.iter().find(|value| value.coders == coders && value.statistic == statistic).unwrap();
        (found.units, found.value.clone().unwrap())
    };
    // Four excerpts of a; code 0: both on one, a alone on one, neither on two.
    assert_eq!(of([0, 1], "excerpt_kappa_dedoose"), (4, 0.5));
    // Code 1: both on one, a alone on one, b alone on one, neither on one: 0; the pool is the mean of both.
    assert_eq!(of([0, 1], "pooled_kappa_dedoose"), (4, 0.25));
    assert_eq!(of([1, 0], "excerpt_kappa_dedoose").0, 3);
}

#[test]
fn wholly_equal_codings_are_never_told_to_differ() {
    let own: Marked<'_> = &[(0, 10, 0), (20, 30, 1), (25, 40, 2)];
    let coded = coded(vec![text(100, 3, &[own, own, own]), text(80, 3, &[own, own, own])]);
    for program in Program::ALL {
        for value in said(program, &coded, &ProgramSettings::default()) {
            let share = ["dual_coded_qualcoder", "uncoded_qualcoder", "disagreement_qualcoder"];
            if let Ok(found) = value.value
                && !share.contains(&value.statistic)
            {
                assert_eq!(found, 1.0, "{program} {} {:?}", value.statistic, value.about);
            }
        }
    }
}

#[test]
fn every_rule_tells_unit_agreement_chance_and_uncoded_text() {
    for program in Program::ALL {
        for value in said(program, &worked_example(2), &ProgramSettings::default()) {
            let rule = value.rule.to_string();
            for part in ["unit: ", "; agreement: ", "; chance: ", "; uncoded text: "] {
                assert!(rule.contains(part), "{rule}");
            }
        }
    }
}

#[test]
fn texts_of_another_shape_are_refused() {
    let mut wrong = worked_example(2);
    wrong.codes.pop();
    for program in Program::ALL {
        assert!(matches!(
            as_program(program, &wrong, &ProgramSettings::default()),
            Err(CompareError::OtherShape { .. })
        ));
    }
    let alone = coded(vec![text(10, 1, &[&[]])]);
    assert!(matches!(
        as_program(Program::Nvivo, &alone, &ProgramSettings::default()),
        Err(CompareError::FewerThanTwoCoders { coders: 1 })
    ));
}
