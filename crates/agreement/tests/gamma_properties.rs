//! What must hold for gamma on any segments.

use proptest::prelude::*;
use qualkit_agreement::{
    Categorical, Continuum, Dissimilarity, Gamma, GammaOptions, GammaValue, PairWeight, Sampler, Samples, Segment,
    Undefined, best_alignment, gamma,
};

const CODES: usize = 3;
const LENGTH: u64 = 40;

type Coders = Vec<Vec<Segment>>;

fn segment() -> impl Strategy<Value = Segment> {
    (0..LENGTH - 12, 1..12_u64, 0..CODES).prop_map(|(start, length, code)| Segment { start, end: start + length, code })
}

fn coders(coders: std::ops::RangeInclusive<usize>, most: usize) -> impl Strategy<Value = Coders> {
    coders.prop_flat_map(move |coders| prop::collection::vec(prop::collection::vec(segment(), 0..=most), coders))
}

/// Two texts of the same coders, and the same with texts, coders, segments and codes in another order.
fn shuffled() -> impl Strategy<Value = (Vec<Coders>, Vec<Coders>, Vec<usize>)> {
    (2..=4_usize)
        .prop_flat_map(|number| (coders(number..=number, 5), coders(number..=number, 5), Just(number)))
        .prop_flat_map(|(first, second, number)| {
            let order: Vec<usize> = (0..number).collect();
            let codes: Vec<usize> = (0..CODES).collect();
            (Just(vec![first, second]), Just(order).prop_shuffle(), Just(codes).prop_shuffle())
        })
        .prop_map(|(texts, order, codes)| {
            let segment = |segment: &Segment| Segment { code: codes[segment.code], ..*segment };
            let coder = |text: &Coders, coder: usize| text[coder].iter().rev().map(segment).collect();
            let turned = texts.iter().rev().map(|text| order.iter().map(|&own| coder(text, own)).collect()).collect();
            (texts, turned, codes)
        })
}

fn continuum(coders: &Coders) -> Continuum {
    Continuum::new(0, LENGTH, CODES, coders.clone()).expect("segments are on the continuum")
}

fn options(sampler: Sampler) -> GammaOptions {
    GammaOptions { sampler, samples: Samples::exactly(4).expect("four are some"), seed: 9, ..GammaOptions::default() }
}

fn numbers(value: &Result<GammaValue, Undefined>) -> Option<(u64, u64, u64)> {
    let bits = |value: &GammaValue| {
        (value.value.to_bits(), value.observed_disorder.to_bits(), value.expected_disorder.to_bits())
    };
    value.as_ref().ok().map(bits)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_digit_depends_on_the_order_of_texts_coders_segments_or_codes((texts, turned, codes) in shuffled()) {
        for sampler in [Sampler::Shuffle, Sampler::Statistical] {
            let of = |texts: &[Coders]| gamma(&texts.iter().map(continuum).collect::<Vec<_>>(), &options(sampler));
            let (given, turned) = (of(&texts), of(&turned));
            let value = |gamma: &Result<Gamma, Undefined>| gamma.as_ref().map(|gamma| gamma.gamma.clone()).map_err(Clone::clone);
            prop_assert_eq!(numbers(&value(&given)), numbers(&value(&turned)));
            if let (Ok(given), Ok(turned)) = (given, turned) {
                prop_assert_eq!(numbers(&given.cat), numbers(&turned.cat));
                for (code, &other) in codes.iter().enumerate() {
                    prop_assert_eq!(numbers(&given.k[code]), numbers(&turned.k[other]));
                }
            }
        }
    }

    #[test]
    fn the_best_alignment_is_one_and_no_other_is_better(coders in coders(2..=4, 3), alpha in prop::sample::select(vec![0.0, 0.5, 1.0, 3.0])) {
        let dissimilarity = Dissimilarity::new(alpha, 1.0, 1.0, Categorical::Nominal).expect("weights are positive");
        let segments: usize = coders.iter().map(Vec::len).sum();
        prop_assume!(segments > 0 && segments <= 9);
        let best = best_alignment(&continuum(&coders), &dissimilarity).expect("there are segments");
        let sorted = continuum(&coders);
        for (coder, own) in sorted.coders().iter().enumerate() {
            let mut seen: Vec<usize> = best.unitary.iter().filter_map(|row| row[coder]).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..own.len()).collect::<Vec<_>>());
        }
        let mean = segments as f64 / coders.len() as f64;
        let itself: Vec<Vec<Option<Segment>>> = best
            .unitary
            .iter()
            .map(|row| row.iter().zip(sorted.coders()).map(|(place, own)| place.map(|place| own[place])).collect())
            .collect();
        let disorder = itself.iter().map(|row| by_hand::disorder(row, alpha)).sum::<f64>() / mean;
        prop_assert!((disorder - best.disorder).abs() < 1e-9);
        prop_assert!((by_hand::least(&coders, alpha) / mean - best.disorder).abs() < 1e-9);
    }

    #[test]
    fn coders_who_did_the_same_agree_wholly(own in prop::collection::vec(segment(), 1..12), number in 2..=4_usize) {
        let text = continuum(&vec![own; number]);
        match gamma(&[text], &options(Sampler::Shuffle)) {
            Ok(gamma) => {
                prop_assert_eq!(gamma.gamma.value, 1.0);
                prop_assert!(gamma.cat.is_ok_and(|cat| cat.value == 1.0) || gamma.k.iter().all(|k| k.as_ref().is_ok_and(|k| k.value == 1.0) || k.is_err()));
            }
            Err(undefined) => prop_assert_eq!(undefined, Undefined::ZeroExpectedDisorder),
        }
    }

    #[test]
    fn the_cost_of_a_missing_counterpart_scales_disorders_and_nothing_else(coders in coders(2..=3, 5)) {
        let text = [continuum(&coders)];
        let dissimilarity = Dissimilarity::new(1.0, 1.0, 4.0, Categorical::Nominal).expect("weights are positive");
        let times = GammaOptions { dissimilarity, ..options(Sampler::Shuffle) };
        if let (Ok(once), Ok(times)) = (gamma(&text, &options(Sampler::Shuffle)), gamma(&text, &times)) {
            prop_assert_eq!(once.gamma.value, times.gamma.value);
            prop_assert_eq!(once.gamma.observed_disorder * 4.0, times.gamma.observed_disorder);
        }
    }

    #[test]
    fn nominal_codes_are_a_matrix_of_ones(coders in coders(2..=3, 5)) {
        let text = [continuum(&coders)];
        let ones = (0..CODES).map(|row| (0..CODES).map(|column| f64::from(u8::from(row != column))).collect()).collect();
        let dissimilarity = Dissimilarity::new(1.0, 1.0, 1.0, Categorical::Matrix(ones)).expect("ones are a matrix");
        let matrix = GammaOptions { dissimilarity, ..options(Sampler::Shuffle) };
        prop_assert_eq!(gamma(&text, &matrix), gamma(&text, &options(Sampler::Shuffle)));
    }
}

#[test]
fn what_cannot_be_judged_has_a_reason() {
    let segment = |start, end, code| Segment { start, end, code };
    let text = |coders: Coders| Continuum::new(0, 20, 2, coders).expect("segments are on the continuum");
    let reason = |texts: &[Continuum]| gamma(texts, &options(Sampler::Shuffle)).expect_err("there is no value");
    assert_eq!(reason(&[]), Undefined::NoUnits);
    assert_eq!(reason(&[text(vec![vec![], vec![]])]), Undefined::NoUnits);
    assert_eq!(reason(&[text(vec![vec![segment(0, 5, 0)]])]), Undefined::FewerThanTwoCoders { coders: 1 });
    let one = vec![segment(0, 5, 0)];
    let texts = [text(vec![one.clone(); 2]), text(vec![one.clone(); 3])];
    assert_eq!(reason(&texts), Undefined::CodersDiffer { text: 1, expected: 2, found: 3 });
    let blind = Dissimilarity::new(0.0, 0.0, 1.0, Categorical::Nominal).expect("zero is allowed");
    let chance = gamma(&texts[..1], &GammaOptions { dissimilarity: blind, ..options(Sampler::Shuffle) });
    assert_eq!(chance, Err(Undefined::ZeroExpectedDisorder));
    let few = Dissimilarity::new(1.0, 1.0, 1.0, Categorical::Matrix(vec![vec![0.0]])).expect("one code is enough");
    let outcome = best_alignment(&texts[0], &few);
    assert_eq!(outcome, Err(Undefined::CodesWithoutDissimilarity { codes: 2, rows: 1 }));
}

#[test]
fn one_code_only_leaves_gamma_but_no_gamma_cat() {
    let segment = |start, end| Segment { start, end, code: 0 };
    let coders = vec![vec![segment(0, 5), segment(10, 15)], vec![segment(0, 5), segment(11, 15)]];
    let text = Continuum::new(0, 20, 2, coders).expect("segments are on the continuum");
    let gamma = gamma(&[text], &options(Sampler::Shuffle)).expect("there are segments");
    assert!(gamma.gamma.value < 1.0);
    assert_eq!(gamma.cat, Err(Undefined::ZeroExpectedDisorder));
    assert_eq!(gamma.k[1], Err(Undefined::NothingPairable));
    assert_eq!(gamma.k_estimate(2), Err(Undefined::UnknownCategory { category: 2, categories: 2 }));
}

#[test]
fn a_segment_without_counterpart_may_weigh_more_than_a_word_of_memory_holds() {
    let segment = |start, end, code| Segment { start, end, code };
    let coders = vec![vec![segment(0, 5, 0)], vec![segment(0, 5, 0), segment(30, 35, 1)]];
    let text = continuum(&coders);
    let observed = |cost: f64| {
        let dissimilarity = Dissimilarity::new(1.0, 1.0, cost, Categorical::Nominal).expect("the cost is allowed");
        let options = GammaOptions { dissimilarity, pair_weight: PairWeight::WithEmpty, ..options(Sampler::Shuffle) };
        let gamma = gamma(std::slice::from_ref(&text), &options).expect("there are segments");
        gamma.cat.expect("chance brings disorder").observed_disorder / cost
    };
    // The pair that is alike weighs 1, the segment alone the cost.
    for cost in [1.0, 1e6, 1e9, 1e15] {
        assert!((observed(cost) - cost / (1.0 + cost)).abs() < 1e-12, "{cost}");
    }
}

#[test]
fn where_the_statistical_sampler_draws_no_segment_gamma_says_so() {
    let alone = vec![Segment { start: 3, end: 9, code: 0 }];
    let coders = [vec![alone], vec![Vec::new(); 59]].concat();
    let drawn = gamma(&[continuum(&coders)], &options(Sampler::Statistical));
    assert_eq!(drawn, Err(Undefined::NothingDrawn));
}

#[test]
fn segments_are_drawn_where_positions_are_further_apart_than_a_segment_is_long() {
    let far = 9_000_000_000_000_000;
    let coder = |second| [0, second].map(|start| Segment { start, end: start + 1, code: 0 }).to_vec();
    let coders = vec![coder(far), coder(far - 1_000_000_000_000_000)];
    let text = Continuum::new(0, far + 1, CODES, coders).expect("segments are on the continuum");
    let gamma = gamma(&[text], &options(Sampler::Statistical)).expect("there are segments");
    assert!(gamma.gamma.value.is_finite() && gamma.gamma.expected_disorder > 0.0);
}

#[test]
fn hundreds_of_segments_that_all_overlap_are_refused_and_not_guessed() {
    let coder = |shift: u64| {
        (0..300).map(move |place| Segment {
            start: (place * 7 + shift) % 100,
            end: 200 + (place * 13 + shift) % 100,
            code: 0,
        })
    };
    let coders = (0..3).map(|own| coder(own * 31).collect()).collect();
    let text = Continuum::new(0, 300, 1, coders).expect("segments are on the continuum");
    let outcome = best_alignment(&text, &Dissimilarity::default());
    assert_eq!(outcome, Err(Undefined::Unproven { text: 0, segments: 900 }));
}

#[test]
fn a_precision_is_reached_and_widens_or_narrows_the_interval() {
    let segment = |start, end, code| Segment { start, end, code };
    let first = vec![segment(0, 8, 0), segment(10, 15, 1), segment(20, 31, 2)];
    let second = vec![segment(1, 8, 0), segment(11, 15, 1), segment(33, 39, 1)];
    let text = Continuum::new(0, 40, 3, vec![first, second]).expect("segments are on the continuum");
    let at = |precision: f64| {
        let samples = Samples::precise(precision).expect("it is between 0 and 1");
        let options = GammaOptions { samples, pair_weight: PairWeight::Position, ..options(Sampler::Shuffle) };
        gamma(std::slice::from_ref(&text), &options).expect("there are segments").gamma
    };
    let (rough, fine) = (at(0.9), at(0.02));
    assert_eq!(rough.samples, 30);
    assert!(fine.samples > 30);
    let width = |value: &GammaValue| {
        value.interval.as_ref().map(|interval| interval.high - interval.low).expect("samples vary")
    };
    assert!(width(&fine) < width(&rough));
    let half = 1.96 * fine.expected_standard_error.expect("samples vary") / fine.expected_disorder;
    assert!(half < 0.03, "the first samples foresee about how many it takes: {half}");
}

/// The definition, partition by partition.
mod by_hand {
    use super::{Coders, Segment};

    fn distance(first: Segment, second: Segment, alpha: f64) -> f64 {
        let apart = first.start.abs_diff(second.start) + first.end.abs_diff(second.end);
        let ratio = apart as f64 / (first.length() + second.length()) as f64;
        alpha * ratio * ratio + f64::from(u8::from(first.code != second.code))
    }

    pub fn disorder(row: &[Option<Segment>], alpha: f64) -> f64 {
        let pairs = row.len() * (row.len() - 1) / 2;
        let mut sum = 0.0;
        for (place, first) in row.iter().enumerate() {
            for second in &row[..place] {
                sum += match (first, second) {
                    (Some(first), Some(second)) => distance(*first, *second, alpha),
                    _ => 1.0,
                };
            }
        }
        sum / pairs as f64
    }

    /// The sum of disorders of the best alignment.
    pub fn least(coders: &Coders, alpha: f64) -> f64 {
        let all: Vec<(usize, Segment)> = coders
            .iter()
            .enumerate()
            .flat_map(|(coder, own)| own.iter().map(move |&segment| (coder, segment)))
            .collect();
        partition(&all, &mut Vec::new(), coders.len(), alpha)
    }

    fn partition(left: &[(usize, Segment)], rows: &mut Vec<Vec<Option<Segment>>>, coders: usize, alpha: f64) -> f64 {
        let Some(&(coder, segment)) = left.first() else {
            return rows.iter().map(|row| disorder(row, alpha)).sum();
        };
        let mut row = vec![None; coders];
        row[coder] = Some(segment);
        rows.push(row);
        let mut best = partition(&left[1..], rows, coders, alpha);
        rows.pop();
        for place in 0..rows.len() {
            if rows[place][coder].is_none() {
                rows[place][coder] = Some(segment);
                best = best.min(partition(&left[1..], rows, coders, alpha));
                rows[place][coder] = None;
            }
        }
        best
    }
}
