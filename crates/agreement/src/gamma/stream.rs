use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The random numbers of one sample: its own stream of the seed, whichever thread draws it and when.
///
/// Everything is made from whole 64-bit numbers here, so that the digits stay the same whatever becomes of libraries of
/// distributions.
pub(super) struct Stream(ChaCha8Rng);

impl Stream {
    pub fn new(seed: u64, sample: u64) -> Stream {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(sample);
        Stream(generator)
    }

    /// Draws a whole number below `below`, each as likely as another.
    pub fn below(&mut self, below: u64) -> u64 {
        // Numbers in the incomplete last round would favour the small ones.
        let rounds = u64::MAX - u64::MAX % below;
        loop {
            let drawn = self.0.next_u64();
            if drawn < rounds {
                return drawn % below;
            }
        }
    }

    /// Draws a number from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Draws from a normal distribution.
    ///
    /// Source: Box and Muller (1958), *Annals of Mathematical Statistics* 29:610–611.
    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.unit()));
        mean + deviation * radius * libm::cos(std::f64::consts::TAU * self.unit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sample_has_its_own_stream_and_the_same_one_again() {
        let draw = |seed, sample| Stream::new(seed, sample).below(1 << 40);
        assert_eq!(draw(1, 0), draw(1, 0));
        assert_ne!(draw(1, 0), draw(1, 1));
        assert_ne!(draw(1, 0), draw(2, 0));
    }

    #[test]
    fn normal_numbers_have_the_mean_and_deviation_asked_for() {
        let mut stream = Stream::new(7, 0);
        let drawn: Vec<f64> = (0..20_000).map(|_| stream.normal(10.0, 2.0)).collect();
        let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
        let variance = drawn.iter().map(|number| (number - mean) * (number - mean)).sum::<f64>() / drawn.len() as f64;
        assert!((mean - 10.0).abs() < 0.1 && (variance - 4.0).abs() < 0.2, "{mean} {variance}");
    }
}
