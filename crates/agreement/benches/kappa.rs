//! Cohen's kappa of ten million pairs, from rows and from columns to estimate.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use qualkit_agreement::{Options, Ratings, cohen_kappa};

fn ten_million_pairs(criterion: &mut Criterion) {
    // Five categories; the second coder copies the first on about four units in five.
    let mut state = 1_u64;
    let mut draw = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % below) as usize
    };
    let rows: Vec<[Option<usize>; 2]> = (0..10_000_000)
        .map(|_| {
            let first = draw(5);
            let second = if draw(5) < 4 { first } else { draw(5) };
            [Some(first), Some(second)]
        })
        .collect();
    criterion.bench_function("cohen kappa, 10 million pairs from rows", |bencher| {
        bencher.iter(|| {
            let ratings = Ratings::from_rows(black_box(&rows), 5).expect("every category is below 5");
            cohen_kappa(&ratings, &Options::default())
        });
    });
    let column = |coder: usize| -> Vec<i64> { rows.iter().map(|row| row[coder].map_or(-1, |k| k as i64)).collect() };
    let columns = [column(0), column(1)];
    criterion.bench_function("cohen kappa, 10 million pairs from 64-bit columns", |bencher| {
        bencher.iter(|| {
            let ratings = Ratings::from_columns(black_box(&columns), 5).expect("every category is below 5");
            cohen_kappa(&ratings, &Options::default())
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = ten_million_pairs
}
criterion_main!(benches);
