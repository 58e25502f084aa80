//! A thousand resamples of 10,000 units by three coders in five categories: alpha, all measures, clusters, pairs.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use qualkit_agreement::{
    Limits, Measure, Options, Ratings, Resampling, bootstrap, cluster_bootstrap, krippendorff_bootstrap,
};

/// Five categories; each coder takes the unit's own on about four in five, and any on the others.
fn rows(units: usize) -> Vec<[Option<usize>; 3]> {
    let mut state = 1_u64;
    let mut draw = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % below) as usize
    };
    let mut row = || {
        let own = draw(5);
        [(); 3].map(|()| Some(if draw(5) < 4 { own } else { draw(5) }))
    };
    (0..units).map(|_| row()).collect()
}

fn resamples(criterion: &mut Criterion) {
    let rows = rows(10_000);
    let ratings = Ratings::from_rows(&rows, 5).expect("every category is below 5");
    let transcripts: Vec<Ratings> =
        rows.chunks(500).map(|rows| Ratings::from_rows(rows, 5).expect("every category is below 5")).collect();
    let options = Options::default();
    let percentile = Resampling { resamples: 1000, ..Resampling::default() };
    let bca = Resampling { limits: Limits::Bca, ..percentile };
    let alpha = [Measure::KrippendorffAlpha];
    let several = [Measure::PercentAgreement, Measure::FleissKappa, Measure::KrippendorffAlpha];
    let mut group = criterion.benchmark_group("1,000 resamples of 10,000 units by 3 coders");
    group.bench_function("alpha, percentile", |bencher| {
        bencher.iter(|| bootstrap(black_box(&ratings), &alpha, &options, &percentile));
    });
    group.bench_function("alpha, BCa", |bencher| {
        bencher.iter(|| bootstrap(black_box(&ratings), &alpha, &options, &bca));
    });
    group.bench_function("three measures", |bencher| {
        bencher.iter(|| bootstrap(black_box(&ratings), &several, &options, &percentile));
    });
    group.bench_function("alpha over 20 clusters", |bencher| {
        bencher.iter(|| cluster_bootstrap(black_box(&transcripts), &alpha, &options, &percentile));
    });
    group.bench_function("alpha, Krippendorff's pairs", |bencher| {
        bencher.iter(|| krippendorff_bootstrap(black_box(&ratings), &options, 1000, 1));
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = resamples
}
criterion_main!(benches);
