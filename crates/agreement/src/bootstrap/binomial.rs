use super::stream::Stream;

/// Below this mean, counting up from 0 is faster than rejection; rejection is made for means of at least 10.
const SMALL: f64 = 10.0;

/// Within this distance of the mode, going from one number to the next is faster than logarithms of factorials.
const NEAR: f64 = 20.0;

/// The binomial distribution with a fixed probability; the number of trials differs from draw to draw.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Binomial {
    /// The probability drawn with: the smaller of that asked for and its complement.
    p: f64,
    /// Whether it is the complement, so that failures are counted.
    turned: bool,
    /// p / (1 − p).
    odds: f64,
    ln_odds: f64,
    ln_complement: f64,
}

impl Binomial {
    /// Takes the probability of a success and that of a failure, which must add to 1: both, because a difference from
    /// 1 loses digits where one of them is small.
    pub(crate) fn new(success: f64, failure: f64) -> Binomial {
        let turned = success > failure;
        let (p, q) = if turned { (failure, success) } else { (success, failure) };
        let odds = p / q;
        Binomial { p, turned, odds, ln_odds: libm::log(odds), ln_complement: libm::log1p(-p) }
    }

    /// Draws the number of successes in `trials`.
    pub(crate) fn draw(&self, trials: u64, stream: &mut Stream) -> u64 {
        let drawn = if self.p == 0.0 || trials == 0 {
            0
        } else if trials as f64 * self.p < SMALL {
            self.count_up(trials, stream)
        } else {
            self.reject(trials, stream)
        };
        if self.turned { trials - drawn } else { drawn }
    }

    /// Inverts the distribution function, adding up its terms from 0.
    fn count_up(&self, trials: u64, stream: &mut Stream) -> u64 {
        let none = libm::exp(trials as f64 * self.ln_complement);
        let successor = (trials + 1) as f64;
        'again: loop {
            let mut rest = stream.uniform();
            let mut term = none;
            let mut drawn = 0;
            while rest >= term {
                rest -= term;
                drawn += 1;
                // What rounding leaves beyond the last term.
                if drawn > trials {
                    continue 'again;
                }
                term *= self.odds * (successor / drawn as f64 - 1.0);
            }
            return drawn;
        }
    }

    /// Transformed rejection with a squeeze, algorithm BTRS of Hörmann (1993), *J. Statist. Comput. Simul.* 46:101–110.
    fn reject(&self, trials: u64, stream: &mut Stream) -> u64 {
        let n = trials as f64;
        let deviation = libm::sqrt(n * self.p * (1.0 - self.p));
        let b = 1.15 + 2.53 * deviation;
        let a = -0.0873 + 0.0248 * b + 0.01 * self.p;
        let centre = n * self.p + 0.5;
        let squeeze = 0.92 - 4.2 / b;
        loop {
            let u = stream.uniform() - 0.5;
            let v = stream.uniform();
            let edge = 0.5 - u.abs();
            let place = (2.0 * a / edge + b) * u + centre;
            if edge >= 0.07 && v <= squeeze {
                return place as u64;
            }
            // Also turns away an infinite place, where the edge is 0.
            if !(0.0..n + 1.0).contains(&place) {
                continue;
            }
            // Whole numbers from here on; the conversion cuts, which is the floor of what is not negative.
            let (k, mode) = (place as u64 as f64, ((n + 1.0) * self.p) as u64 as f64);
            let scaled = v * ((2.83 + 5.1 / b) * deviation) / (a / (edge * edge) + b);
            let accepted = if (k - mode).abs() <= NEAR {
                scaled <= self.step_by_step(n, mode, k)
            } else {
                let relative = ln_choose_part(n, mode) - ln_choose_part(n, k) + (k - mode) * self.ln_odds;
                libm::log(scaled) <= relative
            };
            if accepted {
                return k as u64;
            }
        }
    }

    /// The probability of k relative to that of the mode, from one number to the next.
    fn step_by_step(&self, n: f64, mode: f64, k: f64) -> f64 {
        let (mut place, end) = (mode.min(k), mode.max(k));
        let mut ratio = 1.0;
        while place < end {
            place += 1.0;
            ratio *= self.odds * ((n + 1.0) / place - 1.0);
        }
        if k < mode { 1.0 / ratio } else { ratio }
    }
}

/// ln(k! (n − k)!).
fn ln_choose_part(n: f64, k: f64) -> f64 {
    ln_factorial(k) + ln_factorial(n - k)
}

/// ln k! by Stirling's series, exact to double precision from 10 on.
fn ln_factorial(k: f64) -> f64 {
    const SMALL: [f64; 10] = [1.0, 1.0, 2.0, 6.0, 24.0, 120.0, 720.0, 5040.0, 40320.0, 362_880.0];
    const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;
    if k < 10.0 {
        return libm::log(SMALL[k as usize]);
    }
    let inverse = 1.0 / k;
    let square = inverse * inverse;
    let series = (1.0 / 12.0
        - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - square / 1188.0) * square) * square) * square)
        * inverse;
    (k + 0.5) * libm::log(k) - k + HALF_LN_TAU + series
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pearson's statistic of many draws against the probabilities, and the cells with at least ten expected.
    fn misfit(trials: u64, p: f64) -> (f64, usize) {
        const DRAWS: usize = 200_000;
        let binomial = Binomial::new(p, 1.0 - p);
        let mut stream = Stream::new(3, trials);
        let mut seen = vec![0_u32; trials as usize + 1];
        for _ in 0..DRAWS {
            seen[binomial.draw(trials, &mut stream) as usize] += 1;
        }
        let n = trials as f64;
        let expected = (0..=trials).map(|k| {
            let k = k as f64;
            let ln = ln_factorial(n) - ln_choose_part(n, k) + k * libm::log(p) + (n - k) * libm::log1p(-p);
            DRAWS as f64 * libm::exp(ln)
        });
        let cells: Vec<f64> = expected
            .zip(seen)
            .filter(|&(expected, _)| expected >= 10.0)
            .map(|(expected, seen)| (f64::from(seen) - expected) * (f64::from(seen) - expected) / expected)
            .collect();
        (cells.iter().sum(), cells.len())
    }

    #[test]
    fn draws_follow_the_distribution_by_either_algorithm_and_from_either_side() {
        for (trials, p) in [(1, 0.3), (9, 0.5), (50, 0.1), (400, 0.9), (60, 0.5), (1000, 0.02), (10_000, 0.3)] {
            let (misfit, cells) = misfit(trials, p);
            let cells = cells as f64;
            // Four standard deviations of chi squared.
            assert!(misfit < cells + 4.0 * libm::sqrt(2.0 * cells), "{trials} {p}: {misfit} on {cells} cells");
        }
    }

    #[test]
    fn certain_outcomes_are_certain() {
        let mut stream = Stream::new(1, 0);
        assert_eq!(Binomial::new(1.0, 0.0).draw(1000, &mut stream), 1000);
        assert_eq!(Binomial::new(0.0, 1.0).draw(1000, &mut stream), 0);
        assert_eq!(Binomial::new(0.4, 0.6).draw(0, &mut stream), 0);
    }

    #[test]
    fn factorials_are_those_of_the_gamma_function() {
        for k in 0..60 {
            let exact = libm::lgamma(f64::from(k) + 1.0);
            assert!((ln_factorial(f64::from(k)) - exact).abs() < 1e-13 * exact.max(1.0), "{k}");
        }
    }
}
