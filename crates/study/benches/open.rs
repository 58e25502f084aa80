//! Opening and checking a generated study: 50 transcripts of 10,000 words, 32,000 codings.

use criterion::{Criterion, criterion_group, criterion_main};
use qualkit_study::Study;
use qualkit_testkit::{Size, generate};

fn open(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a bench may make a folder");
    let root = folder.path().join("study");
    let size = Size { transcripts: 50, words: 10_000, codings: 320, coders: 2, codes: 60 };
    generate(&root, size, 1).expect("a study can be generated");
    let mut group = criterion.benchmark_group("study");
    group.sample_size(20);
    group.bench_function("open", |bencher| bencher.iter(|| Study::open(&root)));
    group.bench_function("check", |bencher| {
        bencher.iter(|| Study::open(&root).and_then(|study| study.check()).expect("the study is sound"));
    });
    group.finish();
}

criterion_group!(benches, open);
criterion_main!(benches);
