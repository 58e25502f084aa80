use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of random numbers: one for each resample, so that no thread's draws depend on another's.
pub(crate) struct Stream(ChaCha8Rng);

impl Stream {
    /// Opens stream `number` of those that `seed` stands for.
    pub(crate) fn new(seed: u64, number: u64) -> Stream {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(number);
        Stream(generator)
    }

    /// Draws from [0, 1), in steps of 2⁻⁵³.
    pub(crate) fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.0.next_u64() >> 11) as f64 * STEP
    }

    /// Draws from 0, …, `bound` − 1, each exactly as likely; `bound` must not be 0. Lemire (2019), *ACM Trans. Model.
    /// Comput. Simul.* 29(1):3.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        loop {
            let product = u128::from(self.0.next_u64()) * u128::from(bound);
            let low = product as u64;
            if low >= bound || low >= bound.wrapping_neg() % bound {
                return (product >> 64) as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_one_seed_differ_and_repeat() {
        let draws = |seed, number| {
            let mut stream = Stream::new(seed, number);
            [(); 4].map(|()| stream.below(1 << 40))
        };
        assert_eq!(draws(1, 0), draws(1, 0));
        assert_ne!(draws(1, 0), draws(1, 1));
        assert_ne!(draws(1, 0), draws(2, 0));
    }

    #[test]
    fn every_number_below_the_bound_is_as_likely() {
        let mut stream = Stream::new(7, 0);
        let mut seen = [0_u32; 3];
        for _ in 0..30_000 {
            seen[stream.below(3) as usize] += 1;
        }
        // Standard deviation 82.
        assert!(seen.iter().all(|&times| times.abs_diff(10_000) < 400), "{seen:?}");
    }
}
