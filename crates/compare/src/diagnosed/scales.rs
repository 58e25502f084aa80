use qualkit_agreement::{Label, Measure, Membership, Scale, Undefined, benchmark};

use crate::Measured;

/// What published scales say of a coefficient.
#[derive(Clone, Debug, PartialEq)]
pub struct OnScales {
    /// The coefficient.
    pub measured: Measured,
    /// One entry per scale; none where the coefficient is undefined.
    pub words: Vec<ScaleWord>,
}

/// What one scale says of a coefficient.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleWord {
    /// The level in which the value lies.
    pub label: Label,
    /// The best level that is reached with probability [`ScaleWord::PROBABILITY`] (Gwet's benchmarking), and that
    /// probability.
    pub benchmark: Result<Membership, Undefined>,
}

impl ScaleWord {
    /// The probability with which a level has to be reached: Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th
    /// ed., ch. 6.
    pub const PROBABILITY: f64 = 0.95;
}

/// What the scales say of those coefficients that are corrected for chance; they were not made for others.
pub(super) fn of(main: &[Measured]) -> Vec<OnScales> {
    // Statistics of sets and of spans that are told here are all of them corrected.
    let corrects = |measured: &&Measured| measured.measure.parse().map_or(true, Measure::corrects_for_chance);
    main.iter().filter(corrects).cloned().map(on_scales).collect()
}

fn on_scales(measured: Measured) -> OnScales {
    let words = measured.outcome.as_ref().map_or(Vec::new(), |estimate| {
        let word = |scale: &'static Scale| ScaleWord {
            label: scale.label(estimate.value),
            benchmark: benchmark(scale, estimate, ScaleWord::PROBABILITY)
                .map(|found| found.memberships[found.label.level]),
        };
        Scale::all().map(word).to_vec()
    });
    OnScales { measured, words }
}
