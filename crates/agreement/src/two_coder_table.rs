use crate::{Estimate, Interval, IntervalMethod, Measure, Options, Outcome, Ratings, Undefined};

/// Gives a measure of two coders with the variance that Gwet derives from their cross-table.
///
/// ```text
/// SE_table = SE √((n − 1)/n)      SE Gwet's linearised standard error of the measure, n units that both rated
/// ```
///
/// The variance of a cross-table divides by n where that of ratings divides by n − 1: the same value, a slightly
/// narrower interval (t with n − 1 degrees of freedom). irrCAC has both, the second as its functions for tables: of
/// percent agreement, Cohen's kappa, Scott's pi, Brennan and Prediger's kappa, AC and alpha. Cohen's kappa takes the
/// value of [`conger_kappa`](crate::conger_kappa), which is the same for two coders, and alpha that of
/// [`krippendorff_alpha_gwet`](crate::krippendorff_alpha_gwet), which goes by the weights instead of the level. A unit
/// that either coder did not rate is left out.
///
/// # Undefined when
///
/// There are not exactly two coders, coders without names, no unit that both rated, a measure other than these
/// ([`Undefined::NoTableVariance`]), or the measure is.
///
/// # Source
///
/// Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 5–6.
///
/// # Example
///
/// Gwet's table of two abstractors: irrCAC 1.4 gives kappa .7964 with standard error .0592 from the ratings, .0589 from
/// the table.
///
/// ```
/// use qualkit_agreement::{Measure, Options, Ratings, two_coder_table};
/// let ratings = Ratings::from_confusion(&[[13, 0, 0], [0, 20, 7], [0, 4, 56]])?;
/// let kappa = two_coder_table(&ratings, Measure::CohenKappa, &Options::default())?;
/// assert_eq!(format!("{:.4}", kappa.value), "0.7964");
/// assert_eq!(kappa.standard_error.map(|error| format!("{error:.4}")), Some("0.0589".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn two_coder_table(ratings: &Ratings, measure: Measure, options: &Options) -> Outcome {
    let coders = ratings.coders();
    if coders != 2 {
        return Err(Undefined::NotTwoCoders { coders });
    }
    let both = if ratings.names_coders() { ratings.complete_only() } else { return Err(Undefined::CodersUnnamed) };
    if both.units() == 0 && ratings.units() > 0 {
        return Err(Undefined::NothingPairable);
    }
    let measure = match measure {
        Measure::CohenKappa | Measure::CongerKappa => Measure::CongerKappa,
        Measure::ScottPi | Measure::FleissKappa => Measure::FleissKappa,
        Measure::KrippendorffAlpha | Measure::KrippendorffAlphaGwet => Measure::KrippendorffAlphaGwet,
        Measure::PercentAgreement | Measure::GwetAc | Measure::BrennanPrediger => measure,
        _ => return Err(Undefined::NoTableVariance),
    };
    let estimate = measure.estimate(&both, options)?;
    let units = estimate.pairable;
    let standard_error = estimate.standard_error.map(|error| error * libm::sqrt((units - 1) as f64 / units as f64));
    let degrees_of_freedom = units.saturating_sub(1);
    let method = IntervalMethod::GwetTable { degrees_of_freedom };
    let p_value = standard_error.and_then(|error| method.p_value(estimate.value, error));
    let interval = standard_error.map(|error| Interval::around(estimate.value, error, method, options));
    let (units, missing_cells) = (ratings.units(), ratings.missing_cells());
    Ok(Estimate { standard_error, interval, p_value, units, missing_cells, ..estimate })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_stays_and_the_error_shrinks_by_one_unit() {
        let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]]).unwrap();
        let options = Options::default();
        let [table, rows] =
            [two_coder_table(&ratings, Measure::GwetAc, &options), Measure::GwetAc.estimate(&ratings, &options)];
        let (table, rows) = (table.unwrap(), rows.unwrap());
        assert_eq!(table.value, rows.value);
        // irrCAC 1.4, functions for tables and for ratings.
        assert!((table.standard_error.unwrap() - 0.0929027145376).abs() < 1e-12);
        assert!((rows.standard_error.unwrap() - 0.0933707412505).abs() < 1e-12);
    }

    #[test]
    fn a_measure_without_such_a_variance_is_refused() {
        let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]]).unwrap();
        let table = two_coder_table(&ratings, Measure::BangdiwalaB, &Options::default());
        assert_eq!(table, Err(Undefined::NoTableVariance));
    }

    #[test]
    fn coders_who_rated_no_unit_in_common_have_nothing_to_compare() {
        let ratings = Ratings::from_rows([[Some(0), None], [None, Some(1)]], 2).unwrap();
        let table = two_coder_table(&ratings, Measure::GwetAc, &Options::default());
        assert_eq!(table, Err(Undefined::NothingPairable));
    }
}
