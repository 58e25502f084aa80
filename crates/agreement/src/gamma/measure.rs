use super::cost::{Cost, ONE, on_grid};
use super::{Categorical, Dissimilarity, PairWeight};

/// A segment of one coder as the alignment sees it; positions count from the start of the continuum, and in random
/// continua may be fractions or lie outside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    pub start: f64,
    pub end: f64,
    pub coder: usize,
    pub code: usize,
}

/// The dissimilarity in units of Δ∅, for a known number of coders.
#[derive(Clone, Debug)]
pub(super) struct Measure {
    alpha: f64,
    beta: f64,
    /// What d_pos is multiplied by in the weight of a pair in gamma-cat.
    steepness: f64,
    /// Weight of a pair of a segment and ∅ in gamma-cat, on the grid.
    pub empty: i128,
    /// D of two codes, row by row; empty where codes are nominal.
    matrix: Vec<f64>,
    codes: usize,
    pub coders: usize,
}

impl Measure {
    /// `codes` says, for each code in the order used here, which row of the matrix is its own.
    pub fn new(dissimilarity: &Dissimilarity, weight: PairWeight, codes: &[usize], coders: usize) -> Measure {
        let matrix = match dissimilarity.categorical() {
            Categorical::Nominal => Vec::new(),
            Categorical::Matrix(rows) => {
                codes.iter().flat_map(|&row| codes.iter().map(move |&column| rows[row][column])).collect()
            }
        };
        let steepness = match weight {
            PairWeight::Position => 1.0,
            PairWeight::PositionTimesAlpha | PairWeight::WithEmpty => dissimilarity.alpha(),
        };
        let empty = match weight {
            PairWeight::WithEmpty => libm::round(dissimilarity.delta_empty() * ONE as f64) as i128,
            PairWeight::Position | PairWeight::PositionTimesAlpha => 0,
        };
        let (alpha, beta) = (dissimilarity.alpha(), dissimilarity.beta());
        Measure { alpha, beta, steepness, empty, matrix, codes: codes.len(), coders }
    }

    /// Pairs of coders.
    pub fn pairs(&self) -> i64 {
        let coders = self.coders as i64;
        coders * (coders - 1) / 2
    }

    /// d_pos / Δ∅.
    fn positional(first: &Unit, second: &Unit) -> f64 {
        let apart = (first.start - second.start).abs() + (first.end - second.end).abs();
        let ratio = apart / ((first.end - first.start) + (second.end - second.start));
        ratio * ratio
    }

    /// d_cat / Δ∅.
    fn categorical(&self, first: &Unit, second: &Unit) -> f64 {
        if self.matrix.is_empty() {
            f64::from(u8::from(first.code != second.code))
        } else {
            self.matrix[first.code * self.codes + second.code]
        }
    }

    /// d / Δ∅ on the grid, if it is at most `most`.
    pub fn between(&self, first: &Unit, second: &Unit, most: i64) -> Option<i64> {
        let distance = self.alpha * Measure::positional(first, second) + self.beta * self.categorical(first, second);
        if distance > most as f64 / ONE as f64 + 1.0 {
            return None;
        }
        Some(on_grid(distance)).filter(|&distance| distance <= most)
    }

    /// How far apart the centres of two units may be, as a multiple of the sum of their lengths, if their dissimilarity
    /// is at most `most`: |s − s′| + |e − e′| is at least twice the distance of the centres.
    pub fn reach(&self, most: i64) -> f64 {
        // The margin covers the rounding of the square root.
        libm::sqrt(most as f64 / ONE as f64 / self.alpha) * (1.0 + 1e-9)
    }

    /// Weight of a pair in gamma-cat before division by n_v − 1.
    fn confidence(&self, first: &Unit, second: &Unit) -> f64 {
        (1.0 - self.steepness * Measure::positional(first, second)).max(0.0)
    }

    /// What a unitary alignment costs whose pairs have the dissimilarities `sum` together.
    pub fn cost(&self, units: &[Unit], members: &[u32], sum: i64) -> Cost {
        let size = members.len() as i64;
        let pairs = size * (size - 1) / 2;
        let disorder = sum + (self.pairs() - pairs) * ONE;
        let (mut confidence, mut unlike) = (0, 0);
        for (place, &first) in members.iter().enumerate() {
            for &second in &members[place + 1..] {
                let (weight, weighted) = self.weights(&units[first as usize], &units[second as usize], members.len());
                confidence -= weight;
                unlike += weighted;
            }
        }
        Cost { disorder, pairs: -pairs, confidence, unlike }
    }

    /// Weight of a pair in gamma-cat, and the weight times d_cat, both on the grid, where `size` units are aligned with
    /// each other.
    pub fn weights(&self, first: &Unit, second: &Unit, size: usize) -> (i64, i64) {
        let weight = self.confidence(first, second) / (size - 1) as f64;
        (on_grid(weight), on_grid(weight * self.categorical(first, second)))
    }
}
