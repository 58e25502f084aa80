use crate::quantile::normal_half_width;

/// What two coders did with one code, as shares of the units that both judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shares {
    /// Both applied it.
    pub(crate) both: f64,
    /// Only one did.
    pub(crate) one: f64,
    /// Neither did.
    pub(crate) neither: f64,
}

/// The values of kappa that the counts do not contradict, on the scale of Scott's pi.
pub(crate) fn limits(shares: Shares, units: f64, level: f64) -> (f64, f64) {
    let critical = normal_half_width(level) * normal_half_width(level);
    let prevalence = shares.both + shares.one / 2.0;
    let absence = shares.neither + shares.one / 2.0;
    let variance = prevalence * absence;
    let value = 1.0 - shares.one / (2.0 * variance);
    // Pearson's statistic: the three counts differ from their expectation by d, −2d and d, d = n π(1 − π)(κ̂ − κ).
    let misfit = |kappa: f64| {
        let distance = variance * (value - kappa);
        let both = prevalence * prevalence + kappa * variance;
        let one = 2.0 * variance * (1.0 - kappa);
        let neither = absence * absence + kappa * variance;
        units * distance * distance * (1.0 / both + 4.0 / one + 1.0 / neither)
    };
    let lowest = -(prevalence / absence).min(absence / prevalence);
    (boundary(value, lowest, critical, misfit), boundary(value, 1.0, critical, misfit))
}

/// Where a function that rises from 0 at `inside` towards `outside` passes `critical`, to the last bit.
pub(crate) fn boundary(inside: f64, outside: f64, critical: f64, misfit: impl Fn(f64) -> f64) -> f64 {
    let (mut inside, mut outside) = (inside, outside);
    loop {
        let middle = inside + (outside - inside) / 2.0;
        if middle == inside || middle == outside {
            return outside;
        }
        if misfit(middle) <= critical {
            inside = middle;
        } else {
            outside = middle;
        }
    }
}
