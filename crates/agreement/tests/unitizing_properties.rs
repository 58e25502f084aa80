//! What must hold for any segments on any texts.

use proptest::prelude::*;
use qualkit_agreement::{
    AlphaU, Continuum, Distances, Intersections, Segment, SpanAgreement, SpanMatch, TwoByTwo, Undefined, UnitizedAlpha,
    alpha_u, bar_u_alpha, character_kappa, character_table, code_alpha_u, cu_alpha, ku_alpha, span_agreement,
    span_counts, u_alpha,
};

const CODES: usize = 3;
const LENGTH: u64 = 24;

/// Segments of one coder that do not overlap; some touch.
fn coder() -> impl Strategy<Value = Vec<Segment>> {
    prop::collection::vec((0..4_u64, 1..6_u64, 0..CODES), 0..6).prop_map(|steps| {
        let mut place = 0;
        let mut segments = Vec::new();
        for (gap, length, code) in steps {
            let start = place + gap;
            place = start + length;
            if place > LENGTH {
                break;
            }
            segments.push(Segment { start, end: place, code });
        }
        segments
    })
}

/// Segments of one coder, anywhere.
fn overlapping_coder() -> impl Strategy<Value = Vec<Segment>> {
    prop::collection::vec((0..LENGTH - 1, 1..9_u64, 0..CODES), 0..6).prop_map(|segments| {
        let segment = |(start, length, code)| Segment { start, end: LENGTH.min(start + length), code };
        segments.into_iter().map(segment).collect()
    })
}

type Text = Vec<Vec<Segment>>;

/// One to three texts, each with its own number of coders.
fn texts() -> impl Strategy<Value = Vec<Text>> {
    prop::collection::vec(prop::collection::vec(coder(), 1..5), 1..4)
}

/// One to three texts with the same number of coders.
fn texts_of_the_same<C: Strategy<Value = Vec<Segment>>>(coder: fn() -> C) -> impl Strategy<Value = Vec<Text>> {
    (2..5_usize)
        .prop_flat_map(move |coders| prop::collection::vec(prop::collection::vec(coder(), coders..=coders), 1..4))
}

fn continua(texts: &[Text]) -> Vec<Continuum> {
    let continuum = |text: &Text| Continuum::new(0, LENGTH, CODES, text.clone()).expect("segments lie in the text");
    texts.iter().map(continuum).collect()
}

fn distances() -> Distances {
    Distances::new(&[[0.0, 1.0, 4.0], [1.0, 0.0, 2.5], [4.0, 2.5, 0.0]]).expect("these are distances")
}

type Measured = Result<UnitizedAlpha, Undefined>;

fn family(texts: &[Continuum]) -> Result<Vec<Measured>, Undefined> {
    let sums = Intersections::of(texts)?;
    let mut all = vec![u_alpha(&sums), bar_u_alpha(&sums), cu_alpha(&sums, None)];
    all.push(cu_alpha(&sums, Some(&distances())));
    all.extend((0..CODES).map(|code| ku_alpha(&sums, code)));
    Ok(all)
}

fn earlier(texts: &[Continuum]) -> Vec<Result<AlphaU, Undefined>> {
    std::iter::once(alpha_u(texts)).chain((0..CODES).map(|code| code_alpha_u(texts, code))).collect()
}

const RULES: [SpanMatch; 4] = [SpanMatch::Exact, SpanMatch::Overlap, SpanMatch::Iou(0.5), SpanMatch::Characters];

/// Mean and pooled F by every rule; the order of the pairs is left out.
fn spans(texts: &[Continuum]) -> Vec<Result<(f64, f64, usize), Undefined>> {
    let numbers = |found: SpanAgreement| (found.mean_f1, found.pooled_f1, found.pairs_left_out);
    RULES.iter().map(|&rule| span_agreement(texts, rule).map(numbers)).collect()
}

proptest! {
    #[test]
    fn counting_position_by_position_gives_the_same(texts in texts()) {
        let ours = family(&continua(&texts));
        let nominal = |a: usize, b: usize| f64::from(u8::from(a != b));
        let graded = |a: usize, b: usize| [[0.0, 1.0, 4.0], [1.0, 0.0, 2.5], [4.0, 2.5, 0.0]][a][b];
        let mut by_hand = vec![by_hand::u(&texts, false), by_hand::u(&texts, true)];
        by_hand.extend([by_hand::cu(&texts, nominal), by_hand::cu(&texts, graded)]);
        by_hand.extend((0..CODES).map(|code| by_hand::ku(&texts, code)));
        let ours = ours.unwrap_or(vec![Err(Undefined::NoUnits); by_hand.len()]);
        for (ours, by_hand) in ours.iter().zip(&by_hand) {
            match (ours, by_hand) {
                (Ok(ours), Some(value)) => prop_assert!((ours.value - value).abs() < 1e-9, "{} {value}", ours.value),
                (ours, by_hand) => prop_assert!(ours.is_err() && by_hand.is_none(), "{ours:?} {by_hand:?}"),
            }
        }
    }

    #[test]
    fn the_earlier_alpha_follows_its_definition(texts in texts_of_the_same(coder)) {
        for code in 0..CODES {
            let ours = code_alpha_u(&continua(&texts), code);
            match (ours, by_hand::alpha_u(&texts, code)) {
                (Ok(ours), Some((observed, expected))) => {
                    prop_assert!((ours.observed_disagreement - observed).abs() < 1e-12);
                    prop_assert!((ours.expected_disagreement - expected).abs() < 1e-12);
                }
                (ours, by_hand) => prop_assert!(ours.is_err() && by_hand.is_none(), "{ours:?} {by_hand:?}"),
            }
        }
    }

    #[test]
    fn characters_are_counted_as_one_by_one(texts in texts_of_the_same(overlapping_coder)) {
        let continua = continua(&texts);
        let mut sum = (0, 0, 0);
        for code in 0..CODES {
            let marks = |coder: usize| -> Vec<bool> {
                let place = |text: &Text, place: u64| {
                    text[coder].iter().any(|s| s.code == code && s.start <= place && place < s.end)
                };
                texts.iter().flat_map(|text| (0..LENGTH).map(move |at| place(text, at))).collect()
            };
            let (first, second) = (marks(0), marks(1));
            let count = |a: bool, b: bool| {
                first.iter().zip(&second).filter(|&(&x, &y)| (x, y) == (a, b)).count() as u64
            };
            let by_hand = TwoByTwo {
                both: count(true, true),
                only_first: count(true, false),
                only_second: count(false, true),
                neither: count(false, false),
            };
            let table = character_table(&continua, code, 0, 1);
            prop_assert_eq!(table, Ok(by_hand));
            sum = (sum.0 + by_hand.both, sum.1 + by_hand.only_first, sum.2 + by_hand.only_second);
            let kappa = character_kappa(&by_hand).expect("there are positions");
            prop_assert!(kappa.value <= 1.0 && kappa.observed <= 1.0);
            let chance = (kappa.observed - kappa.expected) / (1.0 - kappa.expected);
            prop_assert!(kappa.by_convention || (kappa.value - chance).abs() < 1e-9);
        }
        let counts = span_counts(&continua, 0, 1, SpanMatch::Characters).expect("there are two coders");
        prop_assert_eq!((counts.both, counts.only_first, counts.only_second), sum);
    }

    #[test]
    fn no_digit_depends_on_the_order_of_texts_coders_or_segments(
        (texts, turned) in texts_of_the_same(coder).prop_flat_map(|texts| {
            let coders: Vec<usize> = (0..texts[0].len()).collect();
            (Just(texts.clone()), Just(texts).prop_shuffle(), Just(coders).prop_shuffle()).prop_map(
                |(texts, turned, coders)| {
                    let backwards = |segments: &Vec<Segment>| segments.iter().rev().copied().collect();
                    let turned = turned.iter().map(|text| coders.iter().map(|&c| backwards(&text[c])).collect());
                    let turned: Vec<Text> = turned.collect();
                    (texts, turned)
                },
            )
        })
    ) {
        let (texts, turned) = (continua(&texts), continua(&turned));
        prop_assert_eq!(family(&texts), family(&turned));
        prop_assert_eq!(earlier(&texts), earlier(&turned));
        prop_assert_eq!(spans(&texts), spans(&turned));
    }

    #[test]
    fn no_digit_depends_on_the_numbers_of_codes(
        texts in texts_of_the_same(coder),
        names in Just((0..CODES).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let renamed = |s: &Segment| Segment { code: names[s.code], ..*s };
        let coders = |text: &Text| text.iter().map(|segments| segments.iter().map(renamed).collect()).collect();
        let other: Vec<Text> = texts.iter().map(coders).collect();
        let (texts, other) = (continua(&texts), continua(&other));
        let of = |texts: &[Continuum]| {
            let sums = Intersections::of(texts)?;
            Ok::<_, Undefined>((u_alpha(&sums), bar_u_alpha(&sums), cu_alpha(&sums, None)))
        };
        prop_assert_eq!(of(&texts), of(&other));
        prop_assert_eq!(alpha_u(&texts), alpha_u(&other));
        prop_assert_eq!(spans(&texts), spans(&other));
        for (code, &name) in names.iter().enumerate() {
            prop_assert_eq!(code_alpha_u(&texts, code), code_alpha_u(&other, name));
        }
    }

    #[test]
    fn shifting_or_mirroring_a_text_changes_nothing(texts in texts_of_the_same(coder), by in 1..1000_u64) {
        let turned = |turn: &dyn Fn(&Segment) -> Segment, start: u64| -> Vec<Continuum> {
            let coders = |text: &Text| text.iter().map(|segments| segments.iter().map(turn).collect()).collect();
            let text = |text| Continuum::new(start, start + LENGTH, CODES, coders(text)).expect("segments moved along");
            texts.iter().map(text).collect()
        };
        let shifted = turned(&|s| Segment { start: s.start + by, end: s.end + by, ..*s }, by);
        let mirrored = turned(&|s| Segment { start: LENGTH - s.end, end: LENGTH - s.start, ..*s }, 0);
        let texts = continua(&texts);
        for other in [shifted, mirrored] {
            prop_assert_eq!(family(&texts), family(&other));
            prop_assert_eq!(earlier(&texts), earlier(&other));
            prop_assert_eq!(spans(&texts), spans(&other));
        }
    }

    #[test]
    fn coders_who_do_the_same_agree_wholly(own in prop::collection::vec(coder(), 1..4), coders in 2..5_usize) {
        let texts: Vec<Text> = own.into_iter().map(|segments| vec![segments; coders]).collect();
        let texts = continua(&texts);
        for alpha in family(&texts).into_iter().flatten().flatten() {
            prop_assert_eq!(alpha.value, 1.0);
        }
        for alpha in earlier(&texts).into_iter().flatten() {
            prop_assert_eq!(alpha.value, 1.0);
        }
        for (mean, pooled, _) in spans(&texts).into_iter().flatten() {
            prop_assert_eq!((mean, pooled), (1.0, 1.0));
        }
    }

    #[test]
    fn no_number_is_above_one_or_not_a_number(texts in texts()) {
        for alpha in family(&continua(&texts)).into_iter().flatten().flatten() {
            prop_assert!(alpha.value <= 1.0 && alpha.value.is_finite());
            prop_assert!((0.0..=1.0).contains(&alpha.observed), "{alpha:?}");
            // Leaving segments paired with themselves out of the chance can push disagreement above what is possible
            // only if no pair is left, which is undefined.
            prop_assert!((-1e-12..=1.0).contains(&alpha.expected), "{alpha:?}");
            prop_assert!((0.0..=1.0).contains(&alpha.coverage), "{alpha:?}");
        }
    }

    #[test]
    fn a_text_without_segments_counts_as_so_much_gap(texts in texts()) {
        let mut longer = texts.clone();
        longer.push(vec![vec![]; 3]);
        let [sums, other] = [continua(&texts), continua(&longer)].map(|texts| Intersections::of(&texts));
        if let (Ok(sums), Ok(other)) = (sums, other) {
            let value = |sums: &Intersections| cu_alpha(sums, None).map(|alpha| alpha.value);
            let [without, with] = [&sums, &other].map(value);
            match (without, with) {
                (Ok(without), Ok(with)) => prop_assert!((without - with).abs() < 1e-12),
                (without, with) => prop_assert_eq!(without, with),
            }
        }
    }
}

/// The definitions, position by position, over all pairs of positions.
mod by_hand {
    use super::{LENGTH, Segment, Text};

    /// A position of a coder in a text: text, coder, place, and the number and code of the segment there.
    struct Slot {
        text: usize,
        coder: usize,
        place: u64,
        segment: Option<(usize, usize)>,
    }

    impl Slot {
        fn same_unit(&self, other: &Slot) -> bool {
            let here = (self.text, self.coder) == (other.text, other.coder);
            here && match (self.segment, other.segment) {
                (Some(a), Some(b)) => a.0 == b.0,
                (None, None) => self.place == other.place,
                _ => false,
            }
        }

        fn code(&self) -> Option<usize> {
            self.segment.map(|(_, code)| code)
        }
    }

    fn slots(texts: &[Text]) -> Vec<Slot> {
        let mut slots = Vec::new();
        for (text, coders) in texts.iter().enumerate().filter(|(_, coders)| coders.len() >= 2) {
            for (coder, segments) in coders.iter().enumerate() {
                for place in 0..LENGTH {
                    let at = |(_, s): &(usize, &Segment)| s.start <= place && place < s.end;
                    let segment = segments.iter().enumerate().find(at).map(|(number, s)| (number, s.code));
                    slots.push(Slot { text, coder, place, segment });
                }
            }
        }
        slots
    }

    /// Weighted mean distance over pairs of coders at the same place, and over pairs of different units.
    fn alpha(
        texts: &[Text],
        pair: impl Fn(&Slot, &Slot) -> Option<f64>,
        counts: impl Fn(&Slot) -> bool,
    ) -> Option<f64> {
        let slots = slots(texts);
        let (mut observed, mut pairs) = (0.0, 0.0);
        // What each slot enters with: how many others it meets, by the number there are.
        let mut masses = vec![0.0; slots.len()];
        for (mass, a) in masses.iter_mut().zip(&slots) {
            let others = (texts[a.text].len() - 1) as f64;
            let met = slots.iter().filter(|b| (a.text, a.place) == (b.text, b.place) && a.coder != b.coder);
            for distance in met.filter_map(|b| pair(a, b)) {
                *mass += 1.0 / others;
                if counts(a) {
                    observed += distance / others;
                    pairs += 1.0 / others;
                }
            }
        }
        let (mut expected, mut drawn) = (0.0, 0.0);
        for (a, mass) in slots.iter().zip(&masses).filter(|(a, _)| counts(a)) {
            for (b, other) in slots.iter().zip(&masses).filter(|(b, _)| !a.same_unit(b)) {
                if let Some(distance) = pair(a, b) {
                    expected += mass * other * distance;
                    drawn += mass * other;
                }
            }
        }
        (expected > 0.0).then(|| 1.0 - (observed / pairs) / (expected / drawn))
    }

    pub fn u(texts: &[Text], binary: bool) -> Option<f64> {
        let value = |slot: &Slot| if binary { slot.code().map(|_| 0) } else { slot.code() };
        alpha(texts, |a, b| Some(f64::from(u8::from(value(a) != value(b)))), |_| true)
    }

    pub fn cu(texts: &[Text], distance: impl Fn(usize, usize) -> f64) -> Option<f64> {
        alpha(texts, |a, b| Some(distance(a.code()?, b.code()?)), |_| true)
    }

    pub fn ku(texts: &[Text], code: usize) -> Option<f64> {
        let distance = |a: &Slot, b: &Slot| Some(f64::from(u8::from(a.code()? != b.code()?)));
        alpha(texts, distance, |a| a.code() == Some(code))
    }

    /// D_o and D_e, each sum as it stands.
    pub fn alpha_u(texts: &[Text], code: usize) -> Option<(f64, f64)> {
        let coders = texts[0].len() as f64;
        let length = (texts.len() as u64 * LENGTH) as f64;
        let (mut differences, mut lengths, mut gaps) = (0.0, Vec::new(), Vec::new());
        for text in texts {
            let parts: Vec<Vec<(f64, f64, bool)>> = text.iter().map(|segments| parts(segments, code)).collect();
            for (i, one) in parts.iter().enumerate() {
                for (start, end, marked) in one {
                    if *marked { &mut lengths } else { &mut gaps }.push(end - start);
                }
                for (_, other) in parts.iter().enumerate().filter(|&(j, _)| j != i) {
                    for a in one {
                        differences += other.iter().map(|b| square(a, b)).sum::<f64>();
                    }
                }
            }
        }
        let observed = differences / (coders * (coders - 1.0) * length * length);
        let units = lengths.len() as f64;
        let term = |l: &f64| {
            let starts: f64 = gaps.iter().filter(|h| *h >= l).map(|h| h - l + 1.0).sum();
            (units - 1.0) / 3.0 * (2.0 * l * l * l - 3.0 * l * l + l) + l * l * starts
        };
        let all = coders * length;
        let own: f64 = lengths.iter().map(|l| l * (l - 1.0)).sum();
        let expected = 2.0 / length * lengths.iter().map(term).sum::<f64>() / (all * (all - 1.0) - own);
        (expected > 0.0).then_some((observed, expected))
    }

    /// Segments of the code and the gaps between them.
    fn parts(segments: &[Segment], code: usize) -> Vec<(f64, f64, bool)> {
        let mut parts = Vec::new();
        let mut place = 0;
        for s in segments.iter().filter(|s| s.code == code) {
            if s.start > place {
                parts.push((place as f64, s.start as f64, false));
            }
            parts.push((s.start as f64, s.end as f64, true));
            place = s.end;
        }
        if place < LENGTH {
            parts.push((place as f64, LENGTH as f64, false));
        }
        parts
    }

    fn square(a: &(f64, f64, bool), b: &(f64, f64, bool)) -> f64 {
        let inside = |x: &(f64, f64, bool), y: &(f64, f64, bool)| y.0 <= x.0 && x.1 <= y.1;
        let length = |x: &(f64, f64, bool)| (x.1 - x.0) * (x.1 - x.0);
        match (a.2, b.2) {
            (true, true) if a.0 < b.1 && b.0 < a.1 => (a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1),
            (true, false) if inside(a, b) => length(a),
            (false, true) if inside(b, a) => length(b),
            _ => 0.0,
        }
    }
}
