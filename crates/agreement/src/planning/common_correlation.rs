use super::Sides;
use super::plan::{SampleSize, TestPlan, inside};
use crate::distribution::normal;
use crate::{Confidence, Error};

/// Several coders of one code who apply it equally often and agree equally well: the model behind Donner and
/// Eliasziw's goodness-of-fit plans.
///
/// ```text
/// P(all m apply it) = (1 − κ)π^m + κπ          P(none) = (1 − κ)(1 − π)^m + κ(1 − π)
/// P(j of m) = (1 − κ) C(m, j) π^j (1 − π)^(m − j)      0 < j < m
///
/// π   share of units to which the code applies      κ   the same intraclass kappa for every pair of coders
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CommonCorrelation {
    prevalence: f64,
    coders: u32,
}

impl CommonCorrelation {
    /// Takes the code's prevalence and the number of coders, 2 to 100.
    ///
    /// # Errors
    ///
    /// A prevalence that is not strictly between 0 and 1, fewer than two coders or more than 100.
    pub fn new(prevalence: f64, coders: u32) -> Result<CommonCorrelation, Error> {
        inside("prevalence", prevalence, 0.0, 1.0)?;
        inside("number of coders", f64::from(coders), 1.0, 101.0)?;
        Ok(CommonCorrelation { prevalence, coders })
    }

    /// Gives how many units show that kappa is not `null` where it is `kappa`, by the goodness-of-fit test.
    ///
    /// ```text
    /// n = λ / Σ_j (P_j(κ_1) − P_j(κ_0))² / P_j(κ_0)
    ///
    /// λ   the noncentrality with which χ² of one degree of freedom has the power asked for at the level asked for
    /// ```
    ///
    /// A two-sided plan is what Donner and Eliasziw, and kappaSize, describe.
    ///
    /// The formula takes π as known. For two coders that hardly matters. For more coders of a code far from half of all
    /// units it promises too much: with π of .1 and kappa .6 against .4, three coders need 9 % more units than it says,
    /// five 26 %, if π has to be estimated.
    ///
    /// # Errors
    ///
    /// A kappa, level or power that is not strictly between 0 and 1; equal kappas.
    ///
    /// # Source
    ///
    /// Donner and Eliasziw (1992), *Statistics in Medicine* 11:1511–1519; several coders: Altaye, Donner and Klar
    /// (2001), *Biometrics* 57:584–588.
    ///
    /// # Example
    ///
    /// As kappaSize's `PowerBinary(.4, .6, .3)`: 191.
    ///
    /// ```
    /// use qualkit_agreement::{CommonCorrelation, Sides, TestPlan};
    /// let plan = TestPlan { sides: Sides::Two, ..TestPlan::default() };
    /// assert_eq!(CommonCorrelation::new(0.3, 2)?.sample_size(0.6, 0.4, &plan)?.units, 191);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn sample_size(&self, kappa: f64, null: f64, plan: &TestPlan) -> Result<SampleSize, Error> {
        plan.check()?;
        let distance = self.distance(kappa, null)?;
        Ok(SampleSize::of(noncentrality(plan) / distance))
    }

    /// Gives the power with which `units` units show that kappa is not `null` where it is `kappa`; the inverse of
    /// [`sample_size`](CommonCorrelation::sample_size).
    ///
    /// ```text
    /// two-sided   1 − Φ(z_{1−α/2} − √λ) + Φ(−z_{1−α/2} − √λ)      one-sided   1 − Φ(z_{1−α} − √λ)
    ///
    /// λ = n Σ_j (P_j(κ_1) − P_j(κ_0))² / P_j(κ_0)      n units      Φ the standard normal distribution
    /// ```
    ///
    /// # Errors
    ///
    /// A kappa or level that is not strictly between 0 and 1, equal kappas; the plan's own power is not looked at.
    ///
    /// # Source
    ///
    /// As for [`sample_size`](CommonCorrelation::sample_size).
    ///
    /// # Example
    ///
    /// kappaSize's `PowerBinary(.4, .6, .3)` is 191, for a power of .80: one unit less does not have it.
    ///
    /// ```
    /// use qualkit_agreement::{CommonCorrelation, Sides, TestPlan};
    /// let plan = TestPlan { sides: Sides::Two, ..TestPlan::default() };
    /// let power = |units| CommonCorrelation::new(0.3, 2)?.power(0.6, 0.4, units, &plan);
    /// assert!(power(190)? < 0.80 && power(191)? >= 0.80);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn power(&self, kappa: f64, null: f64, units: u64, plan: &TestPlan) -> Result<f64, Error> {
        inside("significance level", plan.significance, 0.0, 1.0)?;
        let root = libm::sqrt(units as f64 * self.distance(kappa, null)?);
        Ok(power(root, plan))
    }

    /// Gives how many units make the goodness-of-fit interval around an expected kappa exclude `lower`, and `upper` if
    /// given.
    ///
    /// ```text
    /// n = χ²_crit / Σ_j (P_j(κ) − P_j(κ_l))² / P_j(κ_l)      the larger of the two if there are two limits
    /// ```
    ///
    /// With one limit the interval is one-sided (χ² exceeded with twice 1 − `confidence`), with two it is two-sided.
    ///
    /// # Errors
    ///
    /// A kappa that is not strictly between 0 and 1, or limits that are not on either side of it.
    ///
    /// # Source
    ///
    /// Donner and Rotondi (2010), *International Journal of Biostatistics* 6:31.
    ///
    /// # Example
    ///
    /// As kappaSize's `CIBinary(.6, .4, props = .3)`: 66.
    ///
    /// ```
    /// use qualkit_agreement::{CommonCorrelation, Confidence};
    /// let model = CommonCorrelation::new(0.3, 2)?;
    /// assert_eq!(model.sample_size_for_interval(0.6, 0.4, None, Confidence::default())?.units, 66);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn sample_size_for_interval(
        &self,
        kappa: f64,
        lower: f64,
        upper: Option<f64>,
        confidence: Confidence,
    ) -> Result<SampleSize, Error> {
        inside("expected kappa", kappa, 0.0, 1.0)?;
        inside("lower limit of kappa", lower, 0.0, kappa)?;
        let outside = 1.0 - confidence.get();
        let mut distance = self.distance(kappa, lower)?;
        let critical = match upper {
            None => -normal::quantile(outside),
            Some(upper) => {
                inside("upper limit of kappa", upper, kappa, 1.0)?;
                distance = distance.min(self.distance(kappa, upper)?);
                -normal::quantile(outside / 2.0)
            }
        };
        Ok(SampleSize::of(critical * critical / distance))
    }

    /// Σ_j (P_j(κ) − P_j(κ_0))² / P_j(κ_0).
    fn distance(&self, kappa: f64, null: f64) -> Result<f64, Error> {
        inside("expected kappa", kappa, 0.0, 1.0)?;
        inside("null kappa", null, 0.0, 1.0)?;
        if kappa == null {
            return Err(Error::Parameter { what: "distance of the two kappas", value: 0.0, low: 0.0, high: 1.0 });
        }
        let terms = self.shares(kappa).into_iter().zip(self.shares(null));
        // A share too small for a number adds nothing: for 0 < j < m terms are in proportion to it.
        let possible = terms.filter(|&(_, null)| null > 0.0);
        Ok(crate::sum::sorted_sum(possible.map(|(expected, null)| (expected - null) * (expected - null) / null)))
    }

    /// P(j of m coders apply the code) for j = 0 to m.
    fn shares(&self, kappa: f64) -> Vec<f64> {
        let (p, m) = (self.prevalence, self.coders);
        let mut choices = 1.0;
        (0..=m)
            .map(|j| {
                let by_chance = choices * libm::pow(p, f64::from(j)) * libm::pow(1.0 - p, f64::from(m - j));
                choices *= f64::from(m - j) / f64::from(j + 1);
                let together = if j == 0 {
                    1.0 - p
                } else if j == m {
                    p
                } else {
                    0.0
                };
                (1.0 - kappa) * by_chance + kappa * together
            })
            .collect()
    }
}

/// P(reject) where the test statistic's root has mean `root`.
fn power(root: f64, plan: &TestPlan) -> f64 {
    let critical = plan.critical();
    let other_side = match plan.sides {
        Sides::One => 0.0,
        Sides::Two => normal::cdf(-critical - root),
    };
    normal::sf(critical - root) + other_side
}

/// λ with which the plan's power is reached: its root, by halving.
fn noncentrality(plan: &TestPlan) -> f64 {
    let (mut low, mut high) = (0.0, 100.0);
    loop {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            return middle * middle;
        }
        if power(middle, plan) < plan.power { low = middle } else { high = middle }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_one_and_pairs_have_the_kappa() {
        for coders in [2, 3, 6, 20] {
            let model = CommonCorrelation::new(0.3, coders).unwrap();
            let shares = model.shares(0.55);
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            let m = f64::from(coders);
            let pairs = |j: f64| j * (j - 1.0) / (m * (m - 1.0));
            let both: f64 = shares.iter().enumerate().map(|(j, share)| share * pairs(j as f64)).sum();
            assert!(((both - 0.09) / (0.3 * 0.7) - 0.55).abs() < 1e-12);
        }
    }

    #[test]
    fn the_size_is_near_that_of_kappasize_which_stops_its_search_early() {
        // It accepts a power that is off by up to 10⁻⁵.
        let plan = TestPlan { sides: Sides::Two, ..TestPlan::default() };
        let size = CommonCorrelation::new(0.3, 2).unwrap().sample_size(0.6, 0.4, &plan).unwrap();
        assert!((size.exact - 190.456_402_398).abs() < 0.02, "{}", size.exact);
    }

    #[test]
    fn power_turns_the_sample_size_round_and_more_coders_need_fewer_units() {
        let plan = TestPlan { sides: Sides::Two, ..TestPlan::default() };
        let model = CommonCorrelation::new(0.2, 3).unwrap();
        let size = model.sample_size(0.7, 0.5, &plan).unwrap().units;
        assert!(model.power(0.7, 0.5, size, &plan).unwrap() >= 0.8);
        assert!(model.power(0.7, 0.5, size - 1, &plan).unwrap() < 0.8);
        assert!(size < CommonCorrelation::new(0.2, 2).unwrap().sample_size(0.7, 0.5, &plan).unwrap().units);
    }

    #[test]
    fn many_coders_of_a_very_rare_code_have_a_size() {
        let plan = TestPlan::default();
        let size = |coders| CommonCorrelation::new(1e-4, coders).unwrap().sample_size(0.9, 0.5, &plan).unwrap().exact;
        // C(100, 99) 1e-4^99 is no number any more.
        assert!(size(100) > 1000.0 && size(100) < size(2), "{}", size(100));
    }

    #[test]
    fn an_unknown_prevalence_takes_more_units_the_more_coders_there_are() {
        // Where the prevalence is free, the null table nearest to the expected one is what has to be told from it.
        let missing = |coders| {
            let model = |prevalence| CommonCorrelation { prevalence, coders };
            let shares = model(0.1).shares(0.6);
            let nearest = (1..9999).map(|place| {
                let null = model(f64::from(place) / 1e4).shares(0.4);
                shares.iter().zip(null).map(|(share, null)| (share - null) * (share - null) / null).sum()
            });
            model(0.1).distance(0.6, 0.4).unwrap() / nearest.fold(f64::INFINITY, f64::min)
        };
        for (coders, factor) in [(2, 1.01), (3, 1.09), (5, 1.26)] {
            assert!((missing(coders) - factor).abs() < 0.005, "{coders} coders: {}", missing(coders));
        }
    }

    #[test]
    fn limits_on_the_wrong_side_are_refused() {
        let model = CommonCorrelation::new(0.2, 3).unwrap();
        assert!(model.sample_size_for_interval(0.6, 0.7, None, Confidence::default()).is_err());
        assert!(model.sample_size_for_interval(0.6, 0.5, Some(0.55), Confidence::default()).is_err());
        assert!(CommonCorrelation::new(0.0, 2).is_err() && CommonCorrelation::new(0.5, 1).is_err());
    }
}
