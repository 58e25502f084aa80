use super::linear_program::maximum;
use super::plan::{SampleSize, TestPlan, inside};
use crate::Error;
use crate::distribution::normal;
use crate::sum::sorted_sum;

/// Gives how many units two coders must code to show that Cohen's kappa of one code is above a null value.
///
/// ```text
/// n = ((z_{1−α} √Q_0 + z_{power} √Q_1) / (κ_1 − κ_0))²
///
/// Q_0, Q_1   n times the large-sample variance of kappa (Fleiss, Cohen and Everitt 1969) at the null value κ_0 and at
///            the expected value κ_1, in the table that the two coders' rates and kappa fix
/// ```
///
/// `rates` are the shares of units to which each coder applies the code. Two-sided plans take z_{1−α/2}.
///
/// # Errors
///
/// A rate, level or power that is not strictly between 0 and 1; equal kappas; a kappa so far outside what the rates
/// allow that the formula has no variance. A kappa just outside is answered, with `attainable` false.
///
/// # Source
///
/// Cantor (1996), *Psychological Methods* 1:150–153.
///
/// # Example
///
/// As irr's `N.cohen.kappa(.35, .4, .7, .5, power = .9)`: 145.
///
/// ```
/// use qualkit_agreement::{TestPlan, cohen_kappa_sample_size};
/// let plan = TestPlan { power: 0.9, ..TestPlan::default() };
/// assert_eq!(cohen_kappa_sample_size([0.35, 0.4], 0.7, 0.5, &plan)?.units, 145);
/// # Ok::<(), qualkit_agreement::Error>(())
/// ```
pub fn cohen_kappa_sample_size(rates: [f64; 2], kappa: f64, null: f64, plan: &TestPlan) -> Result<SampleSize, Error> {
    plan.check()?;
    let (expected, null_table) = (Table::of(rates, kappa)?, Table::of(rates, null)?);
    let size = sample_size([null_table.error()?, expected.error()?], kappa - null, plan)?;
    Ok(SampleSize { attainable: expected.attainable() && null_table.attainable(), ..size })
}

/// Gives the power with which `units` units show that Cohen's kappa of one code differs from a null value; the
/// inverse of [`cohen_kappa_sample_size`], whose formula it turns round.
///
/// ```text
/// Φ((√n |κ_1 − κ_0| − z_{1−α} √Q_0) / √Q_1)      Φ the standard normal distribution; n `units`
/// ```
///
/// The other symbols are those of [`cohen_kappa_sample_size`]. Where Q_1 is 0 the power is 1 or 0.
///
/// # Errors
///
/// As for [`cohen_kappa_sample_size`], and any kappa that the rates do not allow; the plan's own power is not looked
/// at.
///
/// # Source
///
/// Cantor (1996), *Psychological Methods* 1:150–153.
///
/// # Example
///
/// irr's `N.cohen.kappa(.35, .4, .7, .5, power = .9)` is 145: as many units have a power of .9, one less does not.
///
/// ```
/// use qualkit_agreement::{TestPlan, cohen_kappa_power};
/// let power = |units| cohen_kappa_power([0.35, 0.4], 0.7, 0.5, units, &TestPlan::default());
/// assert!(power(144)? < 0.9 && power(145)? >= 0.9);
/// # Ok::<(), qualkit_agreement::Error>(())
/// ```
pub fn cohen_kappa_power(rates: [f64; 2], kappa: f64, null: f64, units: u64, plan: &TestPlan) -> Result<f64, Error> {
    inside("significance level", plan.significance, 0.0, 1.0)?;
    let (expected, null_table) = (Table::of(rates, kappa)?, Table::of(rates, null)?);
    if let Some(table) = [&expected, &null_table].into_iter().find(|table| !table.attainable()) {
        return Err(table.refused());
    }
    let [null_error, error] = [null_table.error()?, expected.error()?];
    let distance = libm::sqrt(units as f64) * (kappa - null).abs() - plan.critical() * null_error;
    // Kappa has no error where it is as large as can be.
    Ok(if error > 0.0 { normal::cdf(distance / error) } else { f64::from(u8::from(distance > 0.0)) })
}

/// Gives how many units are needed as [`cohen_kappa_sample_size`] does, for several categories that both coders use
/// equally often, whatever way they disagree.
///
/// ```text
/// n = ((z_{1−α} √Q_0 + z_{power} √Q_1) / (κ_1 − κ_0))²
///
/// Q_0, Q_1   the largest of n times the variance of kappa, over all tables with these totals and the null value κ_0, and
///            over all with the expected value κ_1
/// ```
///
/// Rates and kappa do not fix the table of more than two categories, hence the largest. `rates` are the shares of units
/// that each coder puts into the categories, and add up to 1.
///
/// # Errors
///
/// A rate, level or power that is not strictly between 0 and 1; rates that do not add up to 1; fewer than two or more
/// than 25 of them; a kappa that no table with these totals has; equal kappas.
///
/// # Source
///
/// Flack, Afifi, Lachenbruch and Schouten (1988), *Psychometrika* 53:321–325.
///
/// # Example
///
/// As irr's `N2.cohen.kappa(c(.2, .25, .55), .6, .4)`: 101.
///
/// ```
/// use qualkit_agreement::{TestPlan, cohen_kappa_sample_size_largest_variance};
/// let size = cohen_kappa_sample_size_largest_variance(&[0.2, 0.25, 0.55], 0.6, 0.4, &TestPlan::default())?;
/// assert_eq!(size.units, 101);
/// # Ok::<(), qualkit_agreement::Error>(())
/// ```
pub fn cohen_kappa_sample_size_largest_variance(
    rates: &[f64],
    kappa: f64,
    null: f64,
    plan: &TestPlan,
) -> Result<SampleSize, Error> {
    plan.check()?;
    inside("number of categories", rates.len() as f64, 1.0, 26.0)?;
    for &rate in rates {
        inside("rate of a category", rate, 0.0, 1.0)?;
    }
    inside("sum of the rates", sorted_sum(rates.iter().copied()), 1.0 - 1e-9, 1.0 + 1e-9)?;
    let errors = [largest_error(rates, null)?, largest_error(rates, kappa)?];
    sample_size(errors, kappa - null, plan)
}

fn sample_size([null_error, error]: [f64; 2], distance: f64, plan: &TestPlan) -> Result<SampleSize, Error> {
    if distance == 0.0 {
        return Err(Error::Parameter { what: "distance of the two kappas", value: 0.0, low: 0.0, high: 2.0 });
    }
    let root = (plan.critical() * null_error + normal::quantile(plan.power) * error) / distance;
    Ok(SampleSize::of(root * root))
}

/// The table that two coders' rates and a kappa fix.
struct Table {
    rates: [f64; 2],
    kappa: f64,
    expected: f64,
    observed: f64,
    both: f64,
}

impl Table {
    fn of(rates: [f64; 2], kappa: f64) -> Result<Table, Error> {
        let [first, second] = rates;
        inside("rate of the first coder", first, 0.0, 1.0)?;
        inside("rate of the second coder", second, 0.0, 1.0)?;
        inside("kappa", kappa, -1.0 - f64::EPSILON, 1.0 + f64::EPSILON)?;
        let expected = first * second + (1.0 - first) * (1.0 - second);
        let observed = kappa + expected * (1.0 - kappa);
        Ok(Table { rates, kappa, expected, observed, both: (observed + first + second - 1.0) / 2.0 })
    }

    /// Both, only the first, only the second, neither.
    fn cells(&self) -> [f64; 4] {
        let [first, second] = self.rates;
        [self.both, first - self.both, second - self.both, 1.0 - first - second + self.both]
    }

    /// Whether no cell is negative but by rounding.
    fn attainable(&self) -> bool {
        self.cells().iter().all(|&cell| cell > -1e-12)
    }

    fn refused(&self) -> Error {
        let [first, second] = self.rates;
        let kappa_of = |observed: f64| (observed - self.expected) / (1.0 - self.expected);
        Error::Parameter {
            what: "kappa, with these rates",
            value: self.kappa,
            low: kappa_of((1.0 - first - second).abs()),
            high: kappa_of(first.min(second) + (1.0 - first).min(1.0 - second)),
        }
    }

    /// √Q.
    fn error(&self) -> Result<f64, Error> {
        let Table { rates: [first, second], expected, observed, .. } = *self;
        let [both, only_first, only_second, neither] = self.cells();
        let square = |agrees: f64, total: f64| {
            let distance = agrees * (1.0 - expected) - (1.0 - observed) * total;
            distance * distance
        };
        let mean = observed * expected - 2.0 * expected + observed;
        let variance = both * square(1.0, first + second)
            + neither * square(1.0, 2.0 - first - second)
            + only_first * square(0.0, second + 1.0 - first)
            + only_second * square(0.0, 1.0 - second + first)
            - mean * mean;
        if variance < -1e-12 {
            return Err(self.refused());
        }
        Ok(libm::sqrt(variance.max(0.0)) / ((1.0 - expected) * (1.0 - expected)))
    }
}

/// The largest √Q of any table with these totals for both coders and this kappa.
fn largest_error(rates: &[f64], kappa: f64) -> Result<f64, Error> {
    let q = rates.len();
    let expected = sorted_sum(rates.iter().map(|rate| rate * rate));
    let observed = kappa + expected * (1.0 - kappa);
    // All that is not in the most common category can disagree with it; the rest of that category agrees.
    let most = rates.iter().copied().fold(0.0, f64::max);
    let low = ((2.0 * most - 1.0).max(0.0) - expected) / (1.0 - expected);
    let refused = Error::Parameter { what: "kappa, with these rates", value: kappa, low, high: 1.0 };
    if !(low - 1e-12..=1.0).contains(&kappa) {
        return Err(refused);
    }
    let mut weights = Vec::with_capacity(q * q);
    for row in 0..q {
        for column in 0..q {
            let agrees = if row == column { 1.0 - expected } else { 0.0 };
            let distance = agrees - (1.0 - observed) * (rates[row] + rates[column]);
            weights.push(distance * distance);
        }
    }
    // Each coder's totals but the last, which follows, and the share of agreement.
    let mut conditions = Vec::with_capacity(2 * q + 1);
    for (category, &rate) in rates.iter().enumerate() {
        let of_row = (0..q * q).map(|cell| f64::from(u8::from(cell / q == category))).collect();
        conditions.push((of_row, rate));
        if category + 1 < q {
            let of_column = (0..q * q).map(|cell| f64::from(u8::from(cell % q == category))).collect();
            conditions.push((of_column, rate));
        }
    }
    let diagonal = (0..q * q).map(|cell| f64::from(u8::from(cell / q == cell % q))).collect();
    conditions.push((diagonal, observed));
    let largest = maximum(&weights, conditions).ok_or(refused)?;
    let mean = observed * expected - 2.0 * expected + observed;
    Ok(libm::sqrt((largest - mean * mean).max(0.0)) / ((1.0 - expected) * (1.0 - expected)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_equal_those_of_irr() {
        let plan = TestPlan::default();
        let strong = TestPlan { power: 0.9, ..plan };
        assert_eq!(cohen_kappa_sample_size([0.35, 0.4], 0.7, 0.5, &strong).unwrap().units, 145);
        assert_eq!(cohen_kappa_sample_size_largest_variance(&[0.4, 0.6], 0.6, 0.4, &plan).unwrap().units, 124);
        assert_eq!(cohen_kappa_sample_size_largest_variance(&[0.2, 0.25, 0.55], 0.6, 0.4, &plan).unwrap().units, 101);
    }

    #[test]
    fn two_categories_leave_nothing_to_maximise() {
        let plan = TestPlan { significance: 0.01, power: 0.95, sides: super::super::Sides::Two };
        for (rate, kappa, null) in [(0.4, 0.6, 0.4), (0.1, 0.9, 0.3), (0.5, 0.2, 0.0)] {
            let binary = cohen_kappa_sample_size([rate; 2], kappa, null, &plan).unwrap();
            let general = cohen_kappa_sample_size_largest_variance(&[rate, 1.0 - rate], kappa, null, &plan).unwrap();
            assert!((binary.exact / general.exact - 1.0).abs() < 1e-9, "{rate}");
        }
    }

    #[test]
    fn power_turns_the_sample_size_round() {
        let plan = TestPlan::default();
        let size = cohen_kappa_sample_size([0.3, 0.4], 0.7, 0.5, &plan).unwrap();
        let power = |units| cohen_kappa_power([0.3, 0.4], 0.7, 0.5, units, &plan).unwrap();
        assert!(power(size.units) >= 0.80 && power(size.units - 1) < 0.80);
    }

    #[test]
    fn a_kappa_that_the_rates_do_not_allow_is_marked_and_has_no_power() {
        let plan = TestPlan::default();
        // irr prints 54; with rates of .3 and .7 kappa is at most .31.
        let size = cohen_kappa_sample_size([0.3, 0.7], 0.5, 0.3, &plan).unwrap();
        assert_eq!((size.units, size.attainable), (54, false));
        assert!(cohen_kappa_sample_size([0.3, 0.4], 0.5, 0.3, &plan).unwrap().attainable);
        let refused = cohen_kappa_power([0.3, 0.7], 0.5, 0.3, 54, &plan);
        assert!(matches!(refused, Err(Error::Parameter { what: "kappa, with these rates", .. })));
        let refused = cohen_kappa_sample_size_largest_variance(&[0.2, 0.3, 0.5], 0.6, -0.7, &plan);
        // No agreement at all: 1 − 1/.62.
        assert!(matches!(refused, Err(Error::Parameter { low, .. }) if (low + 0.38 / 0.62).abs() < 1e-12));
        let lowest = |rates: &[f64], kappa| cohen_kappa_sample_size_largest_variance(rates, 0.6, kappa, &plan).is_ok();
        assert!(lowest(&[0.2, 0.3, 0.5], -0.612) && !lowest(&[0.2, 0.3, 0.5], -0.614));
        // (2 · .7 − 1 − .54) / .46 = −.304
        assert!(lowest(&[0.1, 0.2, 0.7], -0.304) && !lowest(&[0.1, 0.2, 0.7], -0.305));
        let same = cohen_kappa_sample_size([0.3, 0.3], 0.4, 0.4, &TestPlan::default());
        assert!(matches!(same, Err(Error::Parameter { what: "distance of the two kappas", .. })));
    }
}
