use super::binomial::Binomial;
use super::stream::Stream;

/// Draws with replacement from kinds of which there may be many alike: how often is each kind drawn?
pub(crate) enum Multinomial {
    /// Kinds are few for the number drawn: one binomial draw a kind, given what the kinds before it have left.
    ByKind(Vec<Binomial>),
    /// Kinds are many: one draw after another, found in the running totals.
    OneByOne(Vec<u64>),
}

impl Multinomial {
    /// Takes how many of each kind there are, for as many draws as there are things.
    pub(crate) fn new(multiplicities: &[u64]) -> Multinomial {
        let total: u64 = multiplicities.iter().sum();
        if total < 2 * multiplicities.len() as u64 {
            let running = multiplicities.iter().scan(0, |sum, &times| {
                *sum += times;
                Some(*sum)
            });
            return Multinomial::OneByOne(running.collect());
        }
        Multinomial::weighted(&multiplicities.iter().map(|&times| times as f64).collect::<Vec<_>>())
    }

    /// Takes what each kind weighs, for any number of draws.
    pub(crate) fn weighted(weights: &[f64]) -> Multinomial {
        let mut binomials = Vec::with_capacity(weights.len());
        let mut rest = 0.0;
        for (place, &weight) in weights.iter().enumerate().rev() {
            let whole = rest + weight;
            let last = place + 1 == weights.len() || rest == 0.0;
            binomials.push(if last { Binomial::new(1.0, 0.0) } else { Binomial::new(weight / whole, rest / whole) });
            rest = whole;
        }
        binomials.reverse();
        Multinomial::ByKind(binomials)
    }

    /// Draws `draws` times and writes into `times` how often each kind came.
    pub(crate) fn draw(&self, draws: u64, stream: &mut Stream, times: &mut [u64]) {
        match self {
            Multinomial::ByKind(binomials) => {
                let mut left = draws;
                for (times, binomial) in times.iter_mut().zip(binomials) {
                    *times = binomial.draw(left, stream);
                    left -= *times;
                }
            }
            Multinomial::OneByOne(running) => {
                times.fill(0);
                let total = running.last().copied().unwrap_or(0);
                for _ in 0..draws {
                    let drawn = stream.below(total);
                    times[running.partition_point(|&sum| sum <= drawn)] += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Means, variances and the covariance of the first two kinds are those of the multinomial.
    fn moments(multinomial: &Multinomial, shares: &[f64], draws: u64) {
        const REPEATS: u64 = 40_000;
        let mut times = vec![0; shares.len()];
        let (mut sums, mut squares, mut product) = (vec![0.0; shares.len()], vec![0.0; shares.len()], 0.0);
        for number in 0..REPEATS {
            multinomial.draw(draws, &mut Stream::new(11, number), &mut times);
            assert_eq!(times.iter().sum::<u64>(), draws);
            for (kind, &times) in times.iter().enumerate() {
                sums[kind] += times as f64;
                squares[kind] += (times * times) as f64;
            }
            product += (times[0] * times[1]) as f64;
        }
        let (repeats, draws) = (REPEATS as f64, draws as f64);
        let means: Vec<f64> = sums.iter().map(|sum| sum / repeats).collect();
        for (kind, share) in shares.iter().enumerate() {
            let variance = draws * share * (1.0 - share);
            let error = libm::sqrt(variance / repeats);
            assert!((means[kind] - draws * share).abs() < 5.0 * error, "mean of {kind}");
            let found = squares[kind] / repeats - means[kind] * means[kind];
            assert!((found / variance - 1.0).abs() < 0.05, "variance of {kind}: {found} for {variance}");
        }
        let covariance = product / repeats - means[0] * means[1];
        let expected = -draws * shares[0] * shares[1];
        assert!((covariance / expected - 1.0).abs() < 0.15, "covariance {covariance} for {expected}");
    }

    #[test]
    fn few_kinds_have_the_moments_of_the_multinomial() {
        moments(&Multinomial::new(&[300, 500, 20, 180]), &[0.3, 0.5, 0.02, 0.18], 1000);
        moments(&Multinomial::weighted(&[0.3, 0.5, 0.02, 0.18]), &[0.3, 0.5, 0.02, 0.18], 77);
    }

    #[test]
    fn many_kinds_have_the_moments_of_the_multinomial() {
        let multinomial = Multinomial::new(&[2, 1, 1, 1]);
        assert!(matches!(multinomial, Multinomial::OneByOne(_)));
        moments(&multinomial, &[0.4, 0.2, 0.2, 0.2], 5);
    }

    #[test]
    fn a_kind_that_there_is_none_of_is_never_drawn() {
        let mut times = [9; 4];
        for number in 0..1000 {
            Multinomial::new(&[10, 0, 10, 0]).draw(20, &mut Stream::new(5, number), &mut times);
            assert_eq!((times[1], times[3], times[0] + times[2]), (0, 0, 20));
        }
    }
}
