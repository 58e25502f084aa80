//! The two pieces of Loader's form of a density: nothing large is subtracted from anything large.
//!
//! Loader, C. (2000). *Fast and accurate computation of binomial probabilities.*

/// What Stirling's formula leaves out of ln Γ(z + 1): δ(z) = ln Γ(z + 1) − (z + ½) ln z + z − ½ ln 2π, for z > 0.
pub(super) fn stirling_error(z: f64) -> f64 {
    // Below this the series in 1/z is not exact to double precision.
    const LARGE: f64 = 16.0;
    let mut shifted = z;
    let mut steps = 0.0;
    while shifted < LARGE {
        steps += (shifted + 0.5) * libm::log1p(1.0 / shifted) - 1.0;
        shifted += 1.0;
    }
    let w = 1.0 / (shifted * shifted);
    let series = 1.0 / 12.0
        - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w * (1.0 / 1188.0 - w * 691.0 / 360_360.0))));
    steps + series / shifted
}

/// The deviance v ln(v/m) − (v − m) for v, m > 0, with `distance` = v − m given exactly by the caller.
pub(super) fn deviance(v: f64, m: f64, distance: f64) -> f64 {
    let w = distance / (v + m);
    if w.abs() >= 0.25 {
        return v * libm::log(v / m) - distance;
    }
    // ln(v/m) = 2 artanh w, and the first term of its series cancels most of the distance.
    let square = w * w;
    let (mut sum, mut power, mut odd) = (0.0, w * square, 3.0);
    loop {
        let longer = sum + power / odd;
        if longer == sum {
            return w * distance + 2.0 * v * sum;
        }
        sum = longer;
        power *= square;
        odd += 2.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stirlings_error_is_what_the_gamma_function_says() {
        // ln Γ(z + 1) − (z + ½) ln z + z − ½ ln 2π with 40 digits.
        for (z, error) in [
            (0.5, 0.153_426_409_720_027_36),
            (1.0, 0.081_061_466_795_327_26),
            (2.25, 0.036_805_303_309_148_52),
            (15.5, 0.005_375_599_032_926_835),
            (16.0, 0.005_207_655_919_609_64),
            (1000.0, 8.333_333_055_555_635e-5),
            (5e8, 1.666_666_666_666_666_6e-10),
        ] {
            assert!((stirling_error(z) - error).abs() < 2e-15, "{z}");
        }
    }

    #[test]
    fn the_series_and_the_logarithm_meet() {
        for w in [0.249_999, 0.250_001, -0.249_999, -0.250_001] {
            let (v, m) = (1.0 + w, 1.0 - w);
            let plain = v * libm::log(v / m) - 2.0 * w;
            assert!((deviance(v, m, 2.0 * w) - plain).abs() < 1e-15, "{w}");
        }
    }
}
