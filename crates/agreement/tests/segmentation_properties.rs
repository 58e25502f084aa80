//! What must hold for any segmentations.

use proptest::prelude::*;
use qualkit_agreement::{
    Segmentation, Similarity, Undefined, boundary_edits, boundary_similarity, mean_over_pairs, pk,
    segmentation_agreement, segmentation_similarity, window_diff,
};

/// Whether there is a boundary after each unit but the last.
type Marks = Vec<bool>;

fn marks(length: usize) -> impl Strategy<Value = Marks> {
    prop::collection::vec(prop::bool::weighted(0.3), length - 1)
}

fn pair() -> impl Strategy<Value = (Marks, Marks)> {
    (1..25_usize).prop_flat_map(|length| (marks(length), marks(length)))
}

/// One to three texts by two to four coders.
fn texts() -> impl Strategy<Value = Vec<Vec<Marks>>> {
    (2..5_usize).prop_flat_map(|coders| {
        let text = (1..15_usize).prop_flat_map(move |length| prop::collection::vec(marks(length), coders..=coders));
        prop::collection::vec(text, 1..4)
    })
}

fn segmentation(marks: &Marks) -> Segmentation {
    let boundaries: Vec<u64> = (1..).zip(marks).filter(|&(_, &mark)| mark).map(|(place, _)| place).collect();
    Segmentation::from_boundaries(marks.len() as u64 + 1, &boundaries).expect("boundaries lie between units")
}

fn segmentations(texts: &[Vec<Marks>]) -> Vec<Vec<Segmentation>> {
    texts.iter().map(|text| text.iter().map(segmentation).collect()).collect()
}

/// Cost in n_t-ths, edits and matches, mark by mark.
fn edits_by_hand(first: &Marks, second: &Marks, span: usize) -> (usize, usize) {
    let mut open: Vec<bool> = first.iter().zip(second).map(|(a, b)| a != b).collect();
    let (mut cost, mut pairs) = (0, first.iter().zip(second).filter(|&(&a, &b)| a && b).count());
    for distance in 1..span {
        for start in 0..first.len().saturating_sub(distance) {
            let end = start + distance;
            if open[start] && open[end] && first[start] != first[end] && second[start] != second[end] {
                (open[start], open[end]) = (false, false);
                cost += distance;
                pairs += 1;
            }
        }
    }
    let alone = open.iter().filter(|&&open| open).count();
    (cost + alone * span.max(1), pairs + alone)
}

/// The segment each unit is in.
fn labels(marks: &Marks) -> Vec<usize> {
    let mut label = 0;
    let rest = marks.iter().map(|&mark| {
        label += usize::from(mark);
        label
    });
    std::iter::once(0).chain(rest).collect()
}

proptest! {
    #[test]
    fn edits_mark_by_mark_are_the_same((first, second) in pair(), span in 0..6_usize) {
        let (cost, pairs) = edits_by_hand(&first, &second, span);
        let whole = span.max(1) * pairs;
        let places = span.max(1) * first.len();
        let (first, second) = (segmentation(&first), segmentation(&second));
        let ours = boundary_similarity(&first, &second, span as u64);
        if pairs == 0 {
            prop_assert_eq!(ours, Err(Undefined::NoBoundaries));
        } else {
            prop_assert_eq!(ours, Ok((whole - cost) as f64 / whole as f64));
        }
        let ours = segmentation_similarity(&first, &second, span as u64);
        if places == 0 {
            prop_assert_eq!(ours, Err(Undefined::NoUnits));
        } else {
            prop_assert_eq!(ours, Ok((places - cost) as f64 / places as f64));
        }
    }

    #[test]
    fn edits_account_for_every_boundary((first, second) in pair(), span in 0..6_u64) {
        let (first, second) = (segmentation(&first), segmentation(&second));
        let edits = boundary_edits(&first, &second, span).expect("the texts are as long");
        let moved = edits.near_misses.len() as u64;
        prop_assert_eq!(edits.matches + edits.only_first + moved, first.boundaries().len() as u64);
        prop_assert_eq!(edits.matches + edits.only_second + moved, second.boundaries().len() as u64);
        for (from, to) in edits.near_misses {
            prop_assert!(first.boundaries().contains(&from) && second.boundaries().contains(&to));
            prop_assert!(from.abs_diff(to) < span);
        }
    }

    #[test]
    fn similarity_does_not_ask_who_is_first((first, second) in pair(), span in 0..6_u64) {
        let (first, second) = (segmentation(&first), segmentation(&second));
        for similarity in [boundary_similarity, segmentation_similarity] {
            let ours = similarity(&first, &second, span);
            prop_assert_eq!(&ours, &similarity(&second, &first, span));
            prop_assert!(ours.is_err() || ours.is_ok_and(|value| (0.0..=1.0).contains(&value)));
            let same = similarity(&first, &first, span);
            prop_assert!(same.is_err() || same == Ok(1.0));
        }
    }

    #[test]
    fn windows_looked_at_one_by_one_give_the_same((reference, hypothesis) in pair()) {
        let (r, h) = (labels(&reference), labels(&hypothesis));
        let (reference, hypothesis) = (segmentation(&reference), segmentation(&hypothesis));
        let half = r.len() as f64 / reference.segments() as f64 / 2.0;
        let window = (half.round_ties_even() as usize).max(2);
        let windows = r.len().saturating_sub(window);
        let share = |differ: &dyn Fn(usize) -> bool| {
            (0..windows).filter(|&i| differ(i)).count() as f64 / windows as f64
        };
        let ends = |i: usize| (r[i] == r[i + window]) != (h[i] == h[i + window]);
        let numbers = |i: usize| r[i + window] - r[i] != h[i + window] - h[i];
        let (p, wd) = (pk(&reference, &hypothesis, None), window_diff(&reference, &hypothesis, None));
        if windows == 0 {
            let reason = Err(Undefined::WindowTooLong { window: window as u64, length: r.len() as u64 });
            prop_assert_eq!((&p, &wd), (&reason, &reason));
        } else {
            prop_assert_eq!((p, wd), (Ok(share(&ends)), Ok(share(&numbers))));
        }
    }

    #[test]
    fn no_digit_depends_on_the_order_of_texts_or_coders(
        (texts, turned) in texts().prop_flat_map(|texts| {
            let coders: Vec<usize> = (0..texts[0].len()).collect();
            (Just(texts.clone()), Just(texts).prop_shuffle(), Just(coders).prop_shuffle()).prop_map(
                |(texts, turned, coders)| {
                    let text = |text: &Vec<Marks>| coders.iter().map(|&coder| text[coder].clone()).collect();
                    let turned: Vec<Vec<Marks>> = turned.iter().map(text).collect();
                    (texts, turned)
                },
            )
        })
    ) {
        let (texts, turned) = (segmentations(&texts), segmentations(&turned));
        for similarity in [Similarity::Boundary, Similarity::Segmentation] {
            let ours = segmentation_agreement(&texts, similarity, 2);
            prop_assert_eq!(&ours, &segmentation_agreement(&turned, similarity, 2));
            if let Ok(ours) = ours {
                prop_assert!(ours.pi <= 1.0 && ours.kappa <= 1.0 && (0.0..=1.0).contains(&ours.observed));
            }
        }
        let mean = |texts: &[Vec<Segmentation>]| mean_over_pairs(texts, |a, b| window_diff(a, b, None)).ok();
        prop_assert_eq!(mean(&texts), mean(&turned));
    }
}
