use crate::coincidences::{Alpha, Coincidences};
use crate::metric::Metric;
use crate::units::Units;
use crate::{Chance, Estimate, IntervalMethod, Level, Options, Outcome, Ratings, Undefined};

/// Gives Krippendorff's alpha: any number of coders, any pattern of missing ratings, any level of measurement.
///
/// ```text
/// α = 1 − D_o / D_e
/// D_o = (1/n) Σ_ck o_ck δ²_ck      o_ck = Σ_i (ordered pairs of ratings c, k of unit i) / (r_i − 1)
/// D_e = Σ_ck n_c n_k δ²_ck / (n(n − 1))
///
/// r_i    coders who rated unit i      n_c   ratings of category c      n   all ratings
/// δ²_ck  squared distance of two categories: Level
/// ```
///
/// Only units with at least two ratings count, here and in every sum; the others are left out altogether.
/// `observed` is 1 − D_o, `expected` is 1 − D_e, in the units of δ².
///
/// The standard error takes units to be sampled. It is Gwet's for alpha, which is the first-order effect of each unit
/// on the value (the delta method); at the ordinal level the distances themselves depend on how often categories are
/// used, and that is part of the effect.
///
/// ```text
/// v = n′/(n′ − 1) Σ_i d_i²      d_i = −(n/B) [ A r_i/n + A_i − (A/B) B_i ]
/// A = Σ_i A_i      A_i = Σ_{pairs of i} δ² / (r_i − 1)      B = Σ_ck n_c n_k δ²_ck      B_i = 2 Σ_ck r_ic n_k δ²_ck
/// ordinal: A_i and B_i also have what A and B change by as unit i changes the distances
///
/// n′ units with at least two ratings
/// ```
///
/// The interval uses t with one degree of freedom less than there are units with a rating, as irrCAC does. Counting
/// the units with two ratings only would be easier to defend, and makes it a little wider where many are missing.
///
/// Time and memory grow with the ratings and the categories at every level: a million different values are no table of
/// pairs. With more than 512 values used, the sums over all pairs at the ratio, circular and bipolar levels follow from
/// the formula of the distance, with a relative error below 10⁻¹³, at the bipolar level beside the rounding of scores
/// less a pole; with fewer the pairs are added one by one. Only distances of one's own ([`Level::Custom`]) have no
/// formula, and refuse more than 8,192 categories used.
///
/// # Undefined when
///
/// There are no units, fewer than two coders, no unit with two ratings, or all ratings that count are of one category,
/// or at one place of the scale: there is then nothing that coders could have confused. Also where a score has no place
/// on the scale (a negative one on a ratio scale, one beyond a pole), or distances are for another number of
/// categories.
///
/// # Source
///
/// Krippendorff (2011), *Computing Krippendorff's alpha-reliability*, section C; Krippendorff (2019), *Content
/// Analysis*, 4th ed., § 12.3. Standard error: Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 5.
///
/// # Example
///
/// Krippendorff (2011), section C: four observers, twelve units, missing data; alpha = .743.
///
/// ```
/// use qualkit_agreement::{Level, Options, Ratings, krippendorff_alpha};
/// let observers: [[usize; 12]; 4] = [
///     [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
///     [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
///     [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
///     [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
/// ];
/// // In the paper's table a dot is a missing rating; here 0.
/// let rows = (0..12).map(|unit| observers.map(|values| values[unit].checked_sub(1)));
/// let ratings = Ratings::from_rows(rows, 5)?;
/// let alpha = krippendorff_alpha(&ratings, &Options::default())?;
/// assert_eq!(format!("{:.3}", alpha.value), "0.743");
/// // The same page: .815 for ordinal, .849 for interval data.
/// let interval = Options { level: Level::Interval, ..Options::default() };
/// assert_eq!(format!("{:.3}", krippendorff_alpha(&ratings, &interval)?.value), "0.849");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn krippendorff_alpha(ratings: &Ratings, options: &Options) -> Outcome {
    alpha_of(&Units::of(ratings), options)
}

/// [`krippendorff_alpha`] of units that are at hand.
pub(crate) fn alpha_of(units: &Units<'_>, options: &Options) -> Outcome {
    let (ratings, found) = (units.ratings(), Coincidences::of(units)?);
    let metric = Metric::of(&options.level, ratings, &found.totals, found.most)?;
    let alpha = found.alpha(&metric)?;
    let ranked = options.level == Level::Ordinal;
    let error = found.error(&metric, &alpha, ranked, options);
    let chance = Chance { observed: 1.0 - alpha.observed, expected: 1.0 - alpha.expected };
    let basis = [found.pairable, found.missing_cells];
    Ok(Estimate::new(Some(chance), alpha.value, error, ratings, basis, options))
}

/// Gives Krippendorff's alpha as Gwet writes it: a kappa with a small-sample correction, and agreement weights.
///
/// ```text
/// α = (p_a − p_e)/(1 − p_e)      p_a = (1 − ε) p′_a + ε      p_e = Σ_kl w_kl π_k π_l      ε = 1/(n′ r̄)
/// p′_a = (1/n′) Σ_i Σ_k r_ik(r*_ik − 1) / (r̄(r_i − 1))      π_k = (1/n′) Σ_i r_ik / r̄
///
/// n′ units with r_i ≥ 2, over which all sums run      r̄ their mean number of ratings      w_kl weights
/// ```
///
/// The same number as [`krippendorff_alpha`] with 1 − w_kl for δ²: identity weights are the nominal level, quadratic
/// ones the interval level, ratio ones the ratio level. Gwet's *ordinal* weights are not Krippendorff's ordinal level.
/// The standard error and the interval are those of [`krippendorff_alpha`]; observed and expected agreement are p_a and
/// p_e.
///
/// # Undefined when
///
/// As for [`krippendorff_alpha`], or the weights take all categories used for equal or do not fit.
///
/// # Source
///
/// Gwet (2014), *Handbook of Inter-Rater Reliability*, 4th ed., ch. 2, 3 and 5.
///
/// # Example
///
/// Krippendorff (2011), sections C to E: .743 for nominal data, .849 for interval data. 0 is a missing rating.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, Weights, krippendorff_alpha_gwet};
/// let observers: [[usize; 12]; 4] = [
///     [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
///     [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
///     [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
///     [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
/// ];
/// let rows = (0..12).map(|unit| observers.map(|values| values[unit].checked_sub(1)));
/// let ratings = Ratings::from_rows(rows, 5)?;
/// assert_eq!(format!("{:.3}", krippendorff_alpha_gwet(&ratings, &Options::default())?.value), "0.743");
/// let quadratic = Options { weights: Weights::Quadratic, ..Options::default() };
/// assert_eq!(format!("{:.3}", krippendorff_alpha_gwet(&ratings, &quadratic)?.value), "0.849");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn krippendorff_alpha_gwet(ratings: &Ratings, options: &Options) -> Outcome {
    alpha_gwet_of(&Units::of(ratings), options)
}

/// [`krippendorff_alpha_gwet`] of units that are at hand.
pub(crate) fn alpha_gwet_of(units: &Units<'_>, options: &Options) -> Outcome {
    let (ratings, found) = (units.ratings(), Coincidences::of(units)?);
    let metric = Metric::of_weights(&options.weights, ratings, &found.totals, found.most)?;
    let alpha = found.alpha(&metric)?;
    let error = found.error(&metric, &alpha, false, options);
    let all = found.all as f64;
    let chance = Chance {
        observed: 1.0 - alpha.observed * ((all - 1.0) / all),
        expected: 1.0 - alpha.expected * ((all - 1.0) / all),
    };
    let basis = [found.pairable, found.missing_cells];
    Ok(Estimate::new(Some(chance), alpha.value, error, ratings, basis, options))
}

/// Gives Krippendorff's nominal alpha of one category against all others.
///
/// ```text
/// α_c = 1 − (n − 1) o / (n_c (n − n_c))      o = Σ_{k≠c} o_ck
///
/// o_ck, n_c, n   coincidences, ratings of category c and all ratings, as for krippendorff_alpha
/// ```
///
/// All other categories count as one. Missing ratings, standard error and interval as for [`krippendorff_alpha`]; its
/// level of measurement is not used.
///
/// # Undefined when
///
/// As for [`krippendorff_alpha`], or there is no such category. That no rating that counts is of the category, or all
/// are, is [`Undefined::OneCategoryOnly`].
///
/// # Source
///
/// Krippendorff (2019), *Content Analysis*, 4th ed., § 12.3.
///
/// # Example
///
/// Ben and Gerry, Krippendorff (2011), section B; worked by hand: they agree wholly on e; 6 of the 24 ratings are b, in
/// 2 units against another category.
///
/// ```
/// use qualkit_agreement::{Options, Ratings, krippendorff_alpha_category};
/// let units = ["ab", "aa", "bb", "bb", "db", "cc", "cc", "cc", "ee", "dd", "dd", "ad"];
/// let ratings = Ratings::from_labels(&units.map(|unit| [Some(&unit[..1]), Some(&unit[1..])]), None)?;
/// let alpha = |category| krippendorff_alpha_category(&ratings, category, &Options::default());
/// assert_eq!(alpha(4)?.value, 1.0);
/// assert!((alpha(1)?.value - (1.0 - 23.0 * 2.0 / (6.0 * 18.0))).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn krippendorff_alpha_category(ratings: &Ratings, category: usize, options: &Options) -> Outcome {
    krippendorff_alpha(&ratings.one_against_others(category)?, &options.unweighted())
}

impl Coincidences<'_> {
    fn error(&self, metric: &Metric, alpha: &Alpha, ranked: bool, options: &Options) -> Option<(f64, IntervalMethod)> {
        let error = self.standard_error(metric, alpha, ranked, options)?;
        Some((error, IntervalMethod::GwetLinearised { degrees_of_freedom: self.rated - 1 }))
    }
}

/// The value alone.
pub(crate) fn alpha_value(ratings: &Ratings, options: &Options) -> Result<f64, Undefined> {
    let units = Units::of(ratings);
    let found = Coincidences::of(&units)?;
    let metric = Metric::of(&options.level, ratings, &found.totals, found.most)?;
    found.alpha(&metric).map(|alpha| alpha.value)
}

/// The value of [`krippendorff_alpha_gwet`] alone.
pub(crate) fn alpha_gwet_value(ratings: &Ratings, options: &Options) -> Result<f64, Undefined> {
    let units = Units::of(ratings);
    let found = Coincidences::of(&units)?;
    let metric = Metric::of_weights(&options.weights, ratings, &found.totals, found.most)?;
    found.alpha(&metric).map(|alpha| alpha.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_with_fewer_than_two_ratings_change_neither_alpha_nor_its_error() {
        let ratings = Ratings::from_counts([[2, 0], [1, 1], [0, 2]]).unwrap();
        let with_single = Ratings::from_counts([[2, 0], [1, 1], [0, 2], [1, 0], [0, 0]]).unwrap();
        let [without, with] =
            [&ratings, &with_single].map(|ratings| krippendorff_alpha(ratings, &Options::default()).unwrap());
        assert_eq!((without.value, without.standard_error), (with.value, with.standard_error));
        assert_eq!((with.units, with.pairable, with.missing_cells), (5, 3, 3));
    }

    #[test]
    fn a_category_chosen_only_where_one_coder_rated_does_not_make_alpha_defined() {
        let ratings = Ratings::from_counts([[2, 0], [2, 0], [0, 1]]).unwrap();
        assert_eq!(krippendorff_alpha(&ratings, &Options::default()), Err(Undefined::OneCategoryOnly));
    }
}
