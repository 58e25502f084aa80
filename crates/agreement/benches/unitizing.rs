//! Free segments of three coders with 2,000 each, and the tables of 200 codes on 100,000 units.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use qualkit_agreement::{
    CodeBits, Continuum, Intersections, Segment, SpanMatch, alpha_u, bar_u_alpha, cu_alpha, ku_alpha, span_agreement,
    u_alpha,
};

const CODES: usize = 5;

/// A row of pseudo-random whole numbers below a limit.
fn draws() -> impl FnMut(u64) -> u64 {
    let mut state = 1_u64;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

/// Units 5 to 25 long with gaps up to 10; each coder moves ends a little, drops one in ten and now and then recodes.
fn text(units: usize) -> Continuum {
    let mut draw = draws();
    let mut place = 3;
    let mut reference = Vec::new();
    for _ in 0..units {
        let start = place + draw(11);
        place = start + 5 + draw(21);
        reference.push(Segment { start, end: place, code: draw(CODES as u64) as usize });
    }
    let coders = (0..3).map(|_| {
        let mut segments: Vec<Segment> = Vec::new();
        for unit in &reference {
            if draw(10) == 0 {
                continue;
            }
            let least = segments.last().map_or(0, |last| last.end);
            let start = (unit.start + draw(5) - 2).max(least);
            let end = unit.end + draw(5) - 2;
            let code = if draw(20) < 3 { draw(CODES as u64) as usize } else { unit.code };
            if start < end {
                segments.push(Segment { start, end, code });
            }
        }
        segments
    });
    Continuum::new(0, place + 10, CODES, coders.collect()).expect("segments lie on the continuum")
}

fn unitizing(criterion: &mut Criterion) {
    let texts = [text(2000)];
    criterion.bench_function("u-alpha family, 3 coders, 2,000 segments each", |bencher| {
        bencher.iter(|| {
            let sums = Intersections::of(black_box(&texts)).expect("segments do not overlap");
            let per_code: Vec<_> = (0..CODES).map(|code| ku_alpha(&sums, code)).collect();
            (u_alpha(&sums), bar_u_alpha(&sums), cu_alpha(&sums, None), per_code)
        });
    });
    criterion.bench_function("alpha_U over 5 codes, 3 coders, 2,000 segments each", |bencher| {
        bencher.iter(|| alpha_u(black_box(&texts)));
    });
    criterion.bench_function("span F1, any overlap, 3 coders, 2,000 segments each", |bencher| {
        bencher.iter(|| span_agreement(black_box(&texts), SpanMatch::Overlap));
    });
}

fn bits(criterion: &mut Criterion) {
    const UNITS: usize = 100_000;
    const ALL: usize = 200;
    for (what, every) in [("all judged", u64::MAX), ("one in ten missing", 10)] {
        let mut draw = draws();
        let mut bits = CodeBits::new(UNITS, 3, ALL);
        for unit in 0..UNITS {
            for coder in 0..3 {
                if draw(every) != 0 || every == u64::MAX {
                    let codes = [draw(ALL as u64) as usize, draw(ALL as u64) as usize];
                    bits.judge(unit, coder, &codes).expect("units, coders and codes are in the table");
                }
            }
        }
        let name = format!("tables of 200 codes, 3 pairs of coders, 100,000 units, {what}");
        criterion.bench_function(&name, |bencher| {
            bencher.iter(|| [(0, 1), (0, 2), (1, 2)].map(|(first, second)| black_box(&bits).of_pair(first, second)));
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = unitizing, bits
}
criterion_main!(benches);
