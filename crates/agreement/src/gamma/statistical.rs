use super::canonical::Text;
use super::measure::Unit;
use super::stream::Stream;
use crate::sum::sorted_sum;

/// Draws random continua from fitted distributions; see [`Sampler::Statistical`](super::Sampler::Statistical).
pub(super) struct Statistical {
    coders: usize,
    number: Normal,
    gap: Normal,
    length: Normal,
    /// Segments with each code or an earlier one.
    codes: Vec<u64>,
}

/// Mean and standard deviation.
struct Normal {
    mean: f64,
    deviation: f64,
}

/// The shortest segment drawn; shorter ones are drawn again.
const SHORTEST: f64 = 1e-6;

impl Normal {
    fn fitted(values: &[f64]) -> Normal {
        let count = values.len() as f64;
        let mean = sorted_sum(values.iter().copied()) / count;
        let squares = values.iter().map(|value| (value - mean) * (value - mean));
        Normal { mean, deviation: libm::sqrt(sorted_sum(squares) / count) }
    }

    fn draw(&self, stream: &mut Stream) -> f64 {
        stream.normal(self.mean, self.deviation)
    }
}

impl Statistical {
    pub fn new(text: &Text) -> Statistical {
        let mut gaps = vec![0.0];
        let mut codes = Vec::new();
        for units in &text.coders {
            gaps.extend(units.windows(2).map(|pair| pair[1].start - pair[0].end));
            gaps.extend(units.first().map(|unit| unit.start).filter(|&start| start > 0.0));
            for unit in units {
                codes.resize(codes.len().max(unit.code + 1), 0);
                codes[unit.code] += 1;
            }
        }
        let mut total = 0;
        for code in &mut codes {
            total += *code;
            *code = total;
        }
        let numbers: Vec<f64> = text.coders.iter().map(|units| units.len() as f64).collect();
        let lengths: Vec<f64> = text.coders.iter().flatten().map(|unit| unit.end - unit.start).collect();
        Statistical {
            coders: text.coders.len(),
            number: Normal::fitted(&numbers),
            gap: Normal::fitted(&gaps),
            length: Normal::fitted(&lengths),
            codes,
        }
    }

    pub fn draw(&self, stream: &mut Stream) -> Vec<Unit> {
        let total = self.codes.last().copied().unwrap_or(0);
        let mut units = Vec::new();
        for coder in 0..self.coders {
            let mut last = 0.0;
            for _ in 0..self.number.draw(stream).abs() as u64 {
                let start = last + self.gap.draw(stream);
                let length = loop {
                    let length = self.length.draw(stream).abs();
                    if length >= SHORTEST {
                        break length;
                    }
                };
                // Far from 0 numbers stand further apart than a segment is long.
                let end = (start + length).max(start.next_up());
                let drawn = stream.below(total);
                units.push(Unit { start, end, coder, code: self.codes.partition_point(|&upto| upto <= drawn) });
                last = end;
            }
        }
        units
    }
}
