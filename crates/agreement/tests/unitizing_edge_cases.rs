//! What each measure on free segments says where there is little to say.

#![allow(clippy::unwrap_used, reason = "a continuum that cannot be made fails the test")]

use qualkit_agreement::{
    Continuum, Distances, Intersections, Segment, SpanMatch, Undefined, alpha_u, bar_u_alpha, character_table,
    code_alpha_u, cu_alpha, ku_alpha, span_agreement, span_counts, u_alpha,
};

type Value = Result<f64, Undefined>;

const LENGTH: usize = 8;

/// One line per coder, one character per position: a letter is a code, a dot is unmarked. A capital starts a new
/// segment.
fn continuum(lines: &[&str]) -> Continuum {
    let coder = |line: &&str| {
        let mut segments: Vec<Segment> = Vec::new();
        for (place, letter) in line.bytes().enumerate().filter(|&(_, letter)| letter != b'.') {
            let code = usize::from(letter.to_ascii_lowercase() - b'a');
            let (start, end) = (place as u64, place as u64 + 1);
            match segments.last_mut() {
                Some(last) if last.end == start && last.code == code && letter.is_ascii_lowercase() => last.end = end,
                _ => segments.push(Segment { start, end, code }),
            }
        }
        segments
    };
    Continuum::new(0, LENGTH as u64, 3, lines.iter().map(coder).collect()).unwrap()
}

/// uα, |uα, cuα, (a)uα, α_U.
fn measures(lines: &[&str]) -> [Value; 5] {
    let texts = [continuum(lines)];
    let sums = Intersections::of(&texts);
    let of = |measure: &dyn Fn(&Intersections) -> Value| sums.clone().and_then(|sums| measure(&sums));
    [
        of(&|sums| u_alpha(sums).map(|alpha| alpha.value)),
        of(&|sums| bar_u_alpha(sums).map(|alpha| alpha.value)),
        of(&|sums| cu_alpha(sums, None).map(|alpha| alpha.value)),
        of(&|sums| ku_alpha(sums, 0).map(|alpha| alpha.value)),
        alpha_u(&texts).map(|alpha| alpha.value),
    ]
}

#[test]
fn each_edge_case_has_a_value_or_a_reason() {
    use Undefined::{FewerThanTwoCoders, NoExpectedDisagreement, NoSegments, NoSharedSegments, OneCategoryOnly};
    let all = |reason: Undefined| [(); 5].map(|()| Err(reason.clone()));
    let cases: [(&str, &[&str], [Value; 5]); 7] = [
        ("nobody marked anything", &["........", "........"], all(NoSegments)),
        ("one coder", &["aa......"], all(FewerThanTwoCoders { coders: 1 })),
        ("no coder", &[], all(FewerThanTwoCoders { coders: 0 })),
        (
            "all marked alike",
            &["aaaaaaaa", "aaaaaaaa"],
            [Err(OneCategoryOnly), Err(NoExpectedDisagreement), Err(OneCategoryOnly), Err(OneCategoryOnly), Ok(1.0)],
        ),
        (
            "one code, the same place",
            &["aa......", "aa......"],
            [Ok(1.0), Ok(1.0), Err(OneCategoryOnly), Err(OneCategoryOnly), Ok(1.0)],
        ),
        (
            "never the same place, both covering half",
            &["aaaa....", "....aaaa"],
            // All 16 differ; by chance 128 of 256 − 40. α_U: 1/2 by (2/8)(2 · (28 + 32))/(240 − 24).
            [Ok(1.0 - 216.0 / 128.0), Ok(1.0 - 216.0 / 128.0), Err(NoSharedSegments), Err(NoSharedSegments), Ok(-2.6)],
        ),
        (
            "one marked everything, the other nothing",
            &["bbbbbbbb", "........"],
            [Ok(1.0 - 184.0 / 128.0), Ok(1.0 - 184.0 / 128.0), Err(NoSharedSegments), Err(NoSharedSegments), Ok(-10.5)],
        ),
    ];
    for (what, lines, expected) in cases {
        let found = measures(lines);
        for ((measure, found), expected) in ["uα", "|uα", "cuα", "(a)uα", "α_U"].iter().zip(&found).zip(&expected)
        {
            match (found, expected) {
                (Ok(found), Ok(value)) => {
                    assert!((found - value).abs() < 1e-12, "{what}: {measure} {found} instead of {value}");
                }
                (found, expected) => assert_eq!(found, expected, "{what}: {measure}"),
            }
        }
    }
}

#[test]
fn no_text_or_only_empty_ones_are_no_units() {
    let empty = [Continuum::new(3, 3, 1, vec![vec![], vec![]]).unwrap()];
    for texts in [&empty[..], &[]] {
        assert_eq!(Intersections::of(texts), Err(Undefined::NoUnits));
        assert_eq!(alpha_u(texts), Err(Undefined::NoUnits));
    }
    assert_eq!(span_agreement(&[], SpanMatch::Exact), Err(Undefined::NoUnits));
    assert_eq!(span_agreement(&empty, SpanMatch::Exact), Err(Undefined::NoSegments));
}

#[test]
fn touching_segments_of_one_code_stay_two() {
    let one = measures(&["aaaa....", "aaaa...."]);
    let two = measures(&["aaAa....", "aaaa...."]);
    assert_eq!((one[1].clone(), two[1].clone()), (Ok(1.0), Ok(1.0)));
    let expected = |lines: &[&str]| bar_u_alpha(&Intersections::of(&[continuum(lines)]).unwrap()).unwrap().expected;
    assert!(expected(&["aaAa....", "aaaa...."]) > expected(&["aaaa....", "aaaa...."]));
    assert!(two[4].clone().unwrap() < 1.0);
}

#[test]
fn who_asks_for_what_is_not_there_is_told() {
    let texts = [continuum(&["aab.....", "aa......"])];
    let code = Err(Undefined::UnknownCategory { category: 3, categories: 3 });
    assert_eq!(ku_alpha(&Intersections::of(&texts).unwrap(), 3), code);
    assert_eq!(code_alpha_u(&texts, 3), Err(Undefined::UnknownCategory { category: 3, categories: 3 }));
    assert_eq!(code_alpha_u(&texts, 2), Err(Undefined::NoSegments));
    assert_eq!(character_table(&texts, 0, 0, 2), Err(Undefined::UnknownCoder { coder: 2, coders: 2 }));
    assert_eq!(span_counts(&texts, 2, 0, SpanMatch::Exact), Err(Undefined::UnknownCoder { coder: 2, coders: 2 }));
    let few = Distances::new(&[[0.0]]).unwrap();
    let other = [continuum(&["aabb....", "abbb...."])];
    let refused = cu_alpha(&Intersections::of(&other).unwrap(), Some(&few));
    assert_eq!(refused, Err(Undefined::UnknownCategory { category: 1, categories: 1 }));
    let none = Distances::new(&[[0.0; 3]; 3]).unwrap();
    let undefined = cu_alpha(&Intersections::of(&other).unwrap(), Some(&none));
    assert_eq!(undefined, Err(Undefined::NoExpectedDisagreement));
}

#[test]
fn measures_that_ask_who_is_who_need_the_same_coders_everywhere() {
    let texts = [continuum(&["aa......", "aa......"]), continuum(&["aa......", "aa......", "aa......"])];
    let differ = Undefined::CodersDiffer { text: 1, expected: 2, found: 3 };
    assert_eq!(alpha_u(&texts), Err(differ.clone()));
    assert_eq!(span_agreement(&texts, SpanMatch::Exact), Err(differ.clone()));
    assert_eq!(character_table(&texts, 0, 0, 1), Err(differ));
    assert_eq!(u_alpha(&Intersections::of(&texts).unwrap()).unwrap().value, 1.0);
}
