//! Gamma of three coders, with thirty random continua, and the best alignment alone.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use qualkit_agreement::{Continuum, Dissimilarity, GammaOptions, Segment, best_alignment, gamma};

/// Reference segments 5 to 25 long with gaps up to 10; each of three coders shifts both ends by up to 2, leaves out one
/// in ten and gives 15 in 100 any of five codes.
fn three_coders(segments: usize) -> Continuum {
    let mut state = 1_u64;
    let mut draw = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut coders = vec![Vec::new(); 3];
    // Room for the first shift to the left.
    let mut end = 2;
    for _ in 0..segments {
        let start = end + draw(11);
        end = start + 5 + draw(21);
        let code = draw(5) as usize;
        for coder in &mut coders {
            if draw(10) > 0 {
                let code = if draw(100) < 15 { draw(5) as usize } else { code };
                coder.push(Segment { start: start + draw(5) - 2, end: end + draw(5) - 2, code });
            }
        }
    }
    Continuum::new(0, end + 2, 5, coders).expect("every segment is on the continuum")
}

fn gamma_of_three_coders(criterion: &mut Criterion) {
    let text = three_coders(200);
    criterion.bench_function("best alignment, 3 coders, 200 segments each", |bencher| {
        bencher.iter(|| best_alignment(black_box(&text), &Dissimilarity::default()));
    });
    criterion.bench_function("gamma, 3 coders, 200 segments each, 30 samples", |bencher| {
        bencher.iter(|| gamma(std::slice::from_ref(black_box(&text)), &GammaOptions::default()));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = gamma_of_three_coders
}
criterion_main!(benches);
