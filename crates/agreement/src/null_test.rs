use crate::Undefined;
use crate::distribution::normal;

/// A test of the hypothesis that coders agree by chance only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NullTest {
    /// The coefficient.
    pub value: f64,
    /// Its standard error if the hypothesis holds; not one for an interval.
    pub standard_error: f64,
    /// Value divided by standard error.
    pub z: f64,
    /// How likely a z at least as far from 0 is if the hypothesis holds: two-sided, normal.
    pub p_value: f64,
}

impl NullTest {
    pub(crate) fn new(value: f64, standard_error: f64) -> Result<NullTest, Undefined> {
        if standard_error > 0.0 {
            let z = value / standard_error;
            Ok(NullTest { value, standard_error, z, p_value: 2.0 * normal::sf(z.abs()) })
        } else {
            Err(Undefined::NoVariation)
        }
    }
}
