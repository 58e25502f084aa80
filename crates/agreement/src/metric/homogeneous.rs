//! Sums of (a − b)²/(a + b)² or (a − b)²/(a + b) over all pairs of many places, in a time that grows with the places.
//!
//! The half-line is cut into cells, four to each doubling: small against their distance from 0, which is where the only
//! poles of the quotients, at a = −b, can come near. As functions of a and of b they are therefore polynomials of low
//! degree on a pair of cells, but for less than rounding. So the places of a cell act from afar as [`NODES`] weighted
//! places do, the zeros of a Chebyshev polynomial, and what acts on them is known once it is known there: an
//! interpolation in both variables. Between a cell and itself or the next, the divisor alone is interpolated, and the
//! squared difference is taken from moments about the mean place,
//!
//! ```text
//! Σ_b n_b (a − b)² = (a − m)² Σ n_b − 2(a − m) Σ n_b (b − m) + Σ n_b (b − m)²
//! ```
//!
//! in which terms of different signs do not cancel. So sums have a relative error of a few dozen roundings, however
//! near to each other the places are.
//!
//! Interpolation: Trefethen (2013), *Approximation Theory and Approximation Practice*, ch. 3, 4 and 8. Cells that act
//! through nodes: Fong and Darve (2009), *Journal of Computational Physics* 228:8712–8725.

use std::f64::consts::PI;
use std::ops::Range;

/// So many polynomials have an error of less than 2⁻⁵³: a pole of the quotients is 9 half cells or more from the middle
/// of a cell, so that the n-th coefficient is of the order of (9 + √80)⁻ⁿ, that is, 18⁻ⁿ.
const NODES: usize = 13;
/// Cells to each doubling.
const CELLS: i64 = 4;
/// Half of a cell, as a share of the power of two above it.
const HALF: f64 = 0.25 / CELLS as f64;
/// Cells so far apart that of two places the smaller is nothing beside the larger.
const BEYOND: i64 = 58 * CELLS;
/// Places worked on at once.
const LANES: usize = 8;
/// Places of which moments are added before they join the others: short sums have small errors.
const BLOCK: usize = 128 * LANES;

/// What (a − b)² is divided by.
#[derive(Clone, Copy)]
pub(super) enum Divisor {
    /// a + b.
    Sum,
    /// (a + b)².
    SquaredSum,
}

impl Divisor {
    fn of(self, sum: f64) -> f64 {
        match self {
            Divisor::Sum => sum,
            Divisor::SquaredSum => sum * sum,
        }
    }

    /// The quotient of a place and 0.
    fn to_zero(self, place: f64) -> f64 {
        match self {
            Divisor::Sum => place,
            Divisor::SquaredSum => 1.0,
        }
    }
}

/// Places within a quarter of a doubling.
struct Cell {
    /// Cells are counted upwards, also those without places.
    number: i64,
    places: Range<usize>,
    /// Sum of weights.
    weight: f64,
    /// Mean place, as a share of 2^exponent; so are nodes and differences.
    mean: f64,
    /// Σ n, Σ n (b − mean) and Σ n (b − mean)², spread over the nodes.
    moments: [[f64; NODES]; 3],
}

impl Cell {
    /// Places are shares of 2^this, from ½ to 1.
    fn exponent(&self) -> i32 {
        self.number.div_euclid(CELLS) as i32
    }

    /// The middle.
    fn centre(&self) -> f64 {
        0.5 + HALF * (2 * self.number.rem_euclid(CELLS) + 1) as f64
    }

    /// 2^exponent, in units of that of another.
    fn scale(&self, other: &Cell) -> f64 {
        libm::scalbn(1.0, self.exponent() - other.exponent())
    }
}

/// For each place, which are at least 0 and ascend, the sum of the quotients of it and every place, times its weight.
pub(super) fn sums(places: &[f64], weights: &[u64], divisor: Divisor) -> Vec<f64> {
    let zeros = places.partition_point(|&place| place == 0.0);
    let at_zero: f64 = weights[..zeros].iter().map(|&weight| weight as f64).sum();
    let weights: Vec<f64> = weights[zeros..].iter().map(|&weight| weight as f64).collect();
    let (numbers, shares): (Vec<i64>, Vec<f64>) = places[zeros..].iter().map(|&place| cell_of(place)).unzip();
    let chebyshev = Chebyshev::new();
    let mut start = 0;
    let cells: Vec<Cell> = numbers
        .chunk_by(|one, other| one == other)
        .map(|same| {
            let places = start..start + same.len();
            start = places.end;
            chebyshev.cell(same[0], &shares, &weights, places)
        })
        .collect();
    // What places of all cells do to one that is far below or above them.
    let to_zero = |cell: &Cell| cell.weight * divisor.to_zero(libm::scalbn(cell.mean, cell.exponent()));
    let mut above: Vec<f64> = cells.iter().rev().scan(0.0, |sum, cell| summed(sum, to_zero(cell))).collect();
    above.reverse();
    above.push(0.0);
    let below: Vec<f64> =
        std::iter::once(at_zero).chain(cells.iter().scan(at_zero, |sum, cell| summed(sum, cell.weight))).collect();
    let mut sums = vec![above[0]; zeros];
    for (place, cell) in cells.iter().enumerate() {
        let first = cells.partition_point(|other| other.number < cell.number - BEYOND);
        let end = cells.partition_point(|other| other.number <= cell.number + BEYOND);
        let near = place - usize::from(place > 0 && cells[place - 1].number == cell.number - 1)
            ..place + 1 + usize::from(cells.get(place + 1).is_some_and(|next| next.number == cell.number + 1));
        let far = cells[first..near.start].iter().chain(&cells[near.end..end]);
        let field = chebyshev.field(cell, &cells[near], far, divisor);
        let unit = divisor.to_zero(libm::scalbn(1.0, cell.exponent()));
        field.at(&shares[cell.places.clone()], cell.centre(), |share, sum| {
            sums.push(sum * unit + (below[first] * divisor.to_zero(share) * unit + above[end]));
        });
    }
    sums
}

fn summed(sum: &mut f64, term: f64) -> Option<f64> {
    *sum += term;
    Some(*sum)
}

/// The cell of a place, and the place as a share of the power of two above it.
fn cell_of(place: f64) -> (i64, f64) {
    let (share, exponent) = libm::frexp(place);
    (i64::from(exponent) * CELLS + ((share - 0.5) / (2.0 * HALF)) as i64, share)
}

/// The nodes, and the Chebyshev polynomials there.
struct Chebyshev {
    /// T_n of each node.
    values: [[f64; NODES]; NODES],
}

impl Chebyshev {
    fn new() -> Chebyshev {
        let angle = |n: usize, node: usize| PI * ((n * (2 * node + 1)) % (4 * NODES)) as f64 / (2 * NODES) as f64;
        Chebyshev { values: std::array::from_fn(|n| std::array::from_fn(|node| libm::cos(angle(n, node)))) }
    }

    /// The nodes of a cell.
    fn nodes(&self, cell: &Cell) -> [f64; NODES] {
        self.values[1].map(|node| cell.centre() + HALF * node)
    }

    fn cell(&self, number: i64, shares: &[f64], weights: &[f64], places: Range<usize>) -> Cell {
        let (shares, weights) = (&shares[places.clone()], &weights[places.clone()]);
        let weight = weights.iter().sum::<f64>();
        // From the first one: exact differences of near places, and a mean among them.
        let from_first = shares.iter().zip(weights).map(|(share, weight)| (share - shares[0]) * weight);
        let mean = shares[0] + from_first.sum::<f64>() / weight;
        let mut cell = Cell { number, places, weight, mean, moments: [[0.0; NODES]; 3] };
        let mut of_polynomials = [[0.0; NODES]; 3];
        for (shares, weights) in shares.chunks(BLOCK).zip(weights.chunks(BLOCK)) {
            let mut of_lanes = [[[0.0; LANES]; NODES]; 3];
            for (shares, weights) in shares.chunks(LANES).zip(weights.chunks(LANES)) {
                let (mut within, mut terms) = ([0.0; LANES], [[0.0; LANES]; 3]);
                for (lane, (share, weight)) in shares.iter().zip(weights).enumerate() {
                    let away = share - mean;
                    within[lane] = (share - cell.centre()) / HALF;
                    (terms[0][lane], terms[1][lane], terms[2][lane]) = (*weight, weight * away, weight * away * away);
                }
                polynomials(&within, |n, values| {
                    for (of_lanes, terms) in of_lanes.iter_mut().zip(&terms) {
                        for ((sum, term), value) in of_lanes[n].iter_mut().zip(terms).zip(values) {
                            *sum += term * value;
                        }
                    }
                });
            }
            for (sums, of_lanes) in of_polynomials.iter_mut().zip(of_lanes) {
                sums.iter_mut().zip(of_lanes).for_each(|(sum, lanes)| *sum += lanes.iter().sum::<f64>());
            }
        }
        // A place acts as the nodes do, each times the polynomial that is 1 there and 0 at the others.
        for (moments, sums) in cell.moments.iter_mut().zip(of_polynomials) {
            for (node, moment) in moments.iter_mut().enumerate() {
                let terms = self.values.iter().zip(sums).skip(1).map(|(values, sum)| values[node] * sum);
                *moment = (sums[0] + 2.0 * terms.sum::<f64>()) / NODES as f64;
            }
        }
        cell
    }

    /// What cells do to a place of `cell`: `near` are itself and those next to it, `far` are others.
    fn field<'c>(&self, cell: &Cell, near: &[Cell], far: impl Iterator<Item = &'c Cell>, divisor: Divisor) -> Field {
        let nodes = self.nodes(cell);
        let mut constant = [0.0; NODES];
        for other in far {
            let scale = other.scale(cell);
            let others = self.nodes(other).map(|node| node * scale);
            for (sum, node) in constant.iter_mut().zip(nodes) {
                let quotients = others
                    .iter()
                    .zip(other.moments[0])
                    .map(|(other, weight)| (node - other) * (node - other) / divisor.of(node + other) * weight);
                *sum += quotients.sum::<f64>();
            }
        }
        let weight: f64 = near.iter().map(|other| other.weight).sum();
        let from_mean = near.iter().map(|other| (other.mean * other.scale(cell) - cell.mean) * other.weight);
        let mean = cell.mean + from_mean.sum::<f64>() / weight;
        let (mut linear, mut squared) = ([0.0; NODES], [0.0; NODES]);
        for other in near {
            let scale = other.scale(cell);
            let others = self.nodes(other).map(|node| node * scale);
            let shift = other.mean * scale - mean;
            for (place, node) in nodes.into_iter().enumerate() {
                for (of_other, sum) in others.iter().enumerate() {
                    let [zeroth, first, second] = other.moments.map(|moments| moments[of_other]);
                    let (first, second) = (first * scale, second * scale * scale);
                    let divisor = divisor.of(node + sum);
                    squared[place] += zeroth / divisor;
                    linear[place] += (first + shift * zeroth) / divisor;
                    constant[place] += (second + shift * (2.0 * first + shift * zeroth)) / divisor;
                }
            }
        }
        Field { mean, squared: self.series(squared), linear: self.series(linear), constant: self.series(constant) }
    }

    /// The Chebyshev series of the polynomial that has these values at the nodes.
    fn series(&self, values: [f64; NODES]) -> [f64; NODES] {
        let coefficient = |n: usize| self.values[n].iter().zip(values).map(|(own, value)| own * value).sum::<f64>();
        std::array::from_fn(|n| coefficient(n) * if n == 0 { 1.0 } else { 2.0 } / NODES as f64)
    }
}

/// A sum as a function of the place within a cell: (a − mean)² squared − 2(a − mean) linear + constant.
struct Field {
    mean: f64,
    squared: [f64; NODES],
    linear: [f64; NODES],
    constant: [f64; NODES],
}

impl Field {
    fn at(&self, shares: &[f64], centre: f64, mut visit: impl FnMut(f64, f64)) {
        for shares in shares.chunks(LANES) {
            let mut within = [0.0; LANES];
            within.iter_mut().zip(shares).for_each(|(within, share)| *within = (share - centre) / HALF);
            let [mut squared, mut linear, mut constant] = [[0.0; LANES]; 3];
            polynomials(&within, |n, values| {
                for (lane, value) in values.iter().enumerate() {
                    squared[lane] += self.squared[n] * value;
                    linear[lane] += self.linear[n] * value;
                    constant[lane] += self.constant[n] * value;
                }
            });
            for (lane, &share) in shares.iter().enumerate() {
                let away = share - self.mean;
                visit(share, away * (away * squared[lane] - 2.0 * linear[lane]) + constant[lane]);
            }
        }
    }
}

/// Visits T_0, T_1, … of some numbers.
#[inline(always)]
fn polynomials(numbers: &[f64; LANES], mut visit: impl FnMut(usize, &[f64; LANES])) {
    // T₋₁ is T₁.
    let (mut last, mut own) = (*numbers, [1.0; LANES]);
    for n in 0..NODES {
        visit(n, &own);
        for ((last, own), number) in last.iter_mut().zip(&mut own).zip(numbers) {
            (*last, *own) = (*own, 2.0 * number * *own - *last);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact_sum::ExactSum;

    /// The largest relative error of the sums of some places, against the pairs.
    fn error(mut places: Vec<f64>, weight: impl Fn(usize) -> u64, divisor: Divisor) -> f64 {
        places.sort_by(f64::total_cmp);
        places.dedup();
        let weights: Vec<u64> = (0..places.len()).map(weight).collect();
        let direct = |a: f64| {
            let mut sum = ExactSum::new();
            for (&b, &weight) in places.iter().zip(&weights).filter(|&(&b, _)| a != b) {
                let share = (a - b).abs() / (a + b);
                sum.add_times(
                    match divisor {
                        Divisor::Sum => share * (a - b).abs(),
                        Divisor::SquaredSum => share * share,
                    },
                    weight,
                );
            }
            sum.value()
        };
        let found = sums(&places, &weights, divisor);
        assert_eq!(found.len(), places.len());
        places.iter().zip(found).map(|(&place, sum)| (sum / direct(place) - 1.0).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn sums_are_those_over_pairs() {
        let mut state = 3_u64;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / libm::scalbn(1.0, 53)
        };
        let mut many = |place: &dyn Fn(f64) -> f64| -> Vec<f64> { (0..500).map(|_| place(draw())).collect() };
        let mut cases = vec![
            ("even", many(&|u| u)),
            ("whole", (0..500).map(f64::from).collect()),
            ("large", many(&|u| libm::floor(u * 1e6))),
            ("log", many(&|u| libm::exp(14.0 * u))),
            ("wide", many(&|u| libm::exp(1380.0 * u - 690.0))),
            ("near", many(&|u| 1.0 + 1e-6 * u)),
            ("astride", many(&|u| 1.0 + 1e-6 * (u - 0.5))),
            ("below", many(&|u| 1.0 - 1e-6 * u)),
            ("nearest", (0..500).map(|k| 0.75 + f64::from(k) * f64::EPSILON).collect()),
            ("far near", many(&|u| 1e100 * (1.0 + 1e-9 * u))),
            ("small", many(&|u| 1e-290 * u)),
        ];
        for (name, places) in cases.clone() {
            for other in [0.0, 0.76, 1.3] {
                let mut places = places.clone();
                places.push(other);
                cases.push((name, places));
            }
        }
        for (name, places) in cases {
            for divisor in [Divisor::Sum, Divisor::SquaredSum] {
                for weights in [[1, 1, 1], [1, 3, 1_000_000]] {
                    let error = error(places.clone(), |k| weights[k % 3], divisor);
                    assert!(error < 1e-14, "{name}: {error}");
                }
                // One place that has nearly all ratings.
                let error = error(places.clone(), |k| if k == places.len() / 2 { 1_000_000 } else { 1 }, divisor);
                assert!(error < 1e-14, "{name}: {error}");
            }
        }
    }
}
