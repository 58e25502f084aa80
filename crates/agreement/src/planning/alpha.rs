use super::plan::{SampleSize, inside};
use crate::Error;
use crate::distribution::normal;

/// Gives the sample size of Krippendorff's table: how much two coders must code so that an alpha of at least
/// `smallest` can be told from a lower one.
///
/// ```text
/// 2z² ((1 + α)(3 − α) / (4 p(1 − p)(1 − α)) − α)
///
/// α   smallest alpha that is acceptable      p   share of the least frequent category
/// z   normal quantile of 1 − `significance`
/// ```
///
/// The formula is for a code that applies or does not; for V categories equally often used p is 1/V, else the share of
/// the rarest one. It gives the numbers that ATLAS.ti prints from Krippendorff's table for two coders, and calls
/// codings.
///
/// # Errors
///
/// A parameter that is not strictly between 0 and 1.
///
/// # Source
///
/// Krippendorff (2019), *Content Analysis*, 4th ed., § 12.4, after Bloch and Kraemer (1989), *Biometrics* 45:269–287,
/// equation 3.7.
///
/// # Example
///
/// ATLAS.ti manual: four codes, 5 %: 139 for .800, 81 for .667.
///
/// ```
/// use qualkit_agreement::alpha_sample_size;
/// assert_eq!(alpha_sample_size(0.800, 0.25, 0.05)?.units, 139);
/// assert_eq!(alpha_sample_size(0.667, 0.25, 0.05)?.units, 81);
/// # Ok::<(), qualkit_agreement::Error>(())
/// ```
pub fn alpha_sample_size(smallest: f64, category_share: f64, significance: f64) -> Result<SampleSize, Error> {
    inside("smallest acceptable alpha", smallest, 0.0, 1.0)?;
    inside("share of the least frequent category", category_share, 0.0, 1.0)?;
    inside("significance level", significance, 0.0, 1.0)?;
    let z = normal::quantile(significance);
    let spread = 4.0 * category_share * (1.0 - category_share) * (1.0 - smallest);
    Ok(SampleSize::of(2.0 * z * z * ((1.0 + smallest) * (3.0 - smallest) / spread - smallest)))
}
