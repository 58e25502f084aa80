use super::alignment::Aligned;
use super::cost::off_grid;
use super::measure::Measure;

/// The disorders of one continuum, or of several texts together: gamma's, gamma-cat's, and gamma-k's of each code.
///
/// Sums are exact, so they do not depend on the order of texts.
#[derive(Clone, Debug)]
pub(super) struct Disorders {
    segments: u64,
    /// Segments that have a counterpart.
    pub aligned: u64,
    disorder: i128,
    all: Weighted,
    /// Per code, over the pairs that have it on at least one side.
    codes: Vec<Weighted>,
}

/// Sum of weights, and of weights times categorical dissimilarities.
#[derive(Clone, Copy, Debug, Default)]
struct Weighted {
    weights: i128,
    unlike: i128,
}

impl Weighted {
    fn add(&mut self, (weight, unlike): (i128, i128)) {
        self.weights += weight;
        self.unlike += unlike;
    }

    fn disorder(self) -> Option<f64> {
        (self.weights > 0).then(|| self.unlike as f64 / self.weights as f64)
    }
}

impl Disorders {
    pub fn of(measure: &Measure, alignments: &[Aligned], codes: usize) -> Disorders {
        let none = Weighted::default();
        let mut disorders = Disorders { segments: 0, aligned: 0, disorder: 0, all: none, codes: vec![none; codes] };
        for Aligned { units, sets, cost } in alignments {
            disorders.segments += units.len() as u64;
            disorders.disorder += i128::from(cost.disorder);
            for set in sets {
                disorders.aligned += if set.len() > 1 { set.len() as u64 } else { 0 };
                // With each ∅, a segment is one pair.
                let empty = (measure.coders - set.len()) as i128 * measure.empty;
                for &unit in set {
                    disorders.all.add((empty, empty));
                    disorders.codes[units[unit as usize].code].add((empty, empty));
                }
                for (place, &first) in set.iter().enumerate() {
                    for &second in &set[place + 1..] {
                        let (first, second) = (&units[first as usize], &units[second as usize]);
                        let (weight, unlike) = measure.weights(first, second, set.len());
                        let weights = (weight.into(), unlike.into());
                        disorders.all.add(weights);
                        disorders.codes[first.code].add(weights);
                        if second.code != first.code {
                            disorders.codes[second.code].add(weights);
                        }
                    }
                }
            }
        }
        disorders
    }

    /// Disorder of the alignment, in units of Δ∅; there is at least one segment.
    pub fn total(&self, measure: &Measure) -> f64 {
        let per_coder = self.segments as f64 / measure.coders as f64;
        off_grid(self.disorder) / measure.pairs() as f64 / per_coder
    }

    /// Categorical disorder of the aligned pairs, in units of Δ∅; `None` if none has any weight.
    pub fn categorical(&self) -> Option<f64> {
        self.all.disorder()
    }

    /// The same over the pairs with the code on at least one side.
    pub fn of_code(&self, code: usize) -> Option<f64> {
        self.codes[code].disorder()
    }
}
