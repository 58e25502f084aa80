use super::canonical::Text;
use super::measure::Unit;
use super::stream::Stream;

/// Draws random continua by shifting whole annotations; see [`Sampler::Shuffle`](super::Sampler::Shuffle).
pub(super) struct Shuffle {
    length: u64,
    /// The least distance of two shifts.
    apart: f64,
}

impl Shuffle {
    pub fn new(text: &Text) -> Shuffle {
        let lengths = text.coders.iter().flatten().map(|unit| (unit.end - unit.start) as u64);
        let (total, units) = lengths.fold((0_u64, 0_u64), |(total, units), length| (total + length, units + 1));
        Shuffle { length: text.length, apart: total as f64 / (2 * units.max(1)) as f64 }
    }

    pub fn draw(&self, text: &Text, stream: &mut Stream) -> Vec<Unit> {
        let mut shifts = Vec::new();
        let mut units = Vec::new();
        for coder in 0..text.coders.len() {
            let shift = self.shift(&mut shifts, stream);
            let model = stream.below(text.coders.len() as u64) as usize;
            for unit in &text.coders[model] {
                let behind = unit.start + shift as f64 >= self.length as f64;
                let moved = if behind { shift as f64 - self.length as f64 } else { shift as f64 };
                units.push(Unit { start: unit.start + moved, end: unit.end + moved, coder, ..*unit });
            }
        }
        units
    }

    /// Draws a shift that keeps its distance to those drawn before, and adds it to them.
    fn shift(&self, shifts: &mut Vec<u64>, stream: &mut Stream) -> u64 {
        // Shifts are sorted; between two of them is a free stretch, or none.
        let starts = std::iter::once(0.0).chain(shifts.iter().map(|&shift| shift as f64 + self.apart));
        let ends = shifts.iter().map(|&shift| shift as f64 - self.apart).chain([self.length as f64]);
        let free: Vec<(f64, f64)> = starts.zip(ends).filter(|(start, end)| start < end).collect();
        let total: f64 = free.iter().map(|(start, end)| end - start).sum();
        let shift = if total > 0.0 {
            let mut drawn = stream.unit() * total;
            let mut shift = self.length - 1;
            for (start, end) in free {
                if drawn < end - start {
                    shift = shift.min((start + drawn) as u64);
                    break;
                }
                drawn -= end - start;
            }
            shift
        } else {
            stream.below(self.length)
        };
        let place = shifts.partition_point(|&other| other < shift);
        shifts.insert(place, shift);
        shift
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_keep_their_distance_while_there_is_room() {
        let shuffle = Shuffle { length: 30, apart: 7.0 };
        let mut seen = [false; 30];
        for sample in 0..4000 {
            let mut stream = Stream::new(3, sample);
            let mut shifts = Vec::new();
            let drawn: Vec<u64> = (0..3).map(|_| shuffle.shift(&mut shifts, &mut stream)).collect();
            assert!(drawn.iter().all(|&shift| shift < 30) && shifts.is_sorted());
            assert!(drawn[0].abs_diff(drawn[1]) >= 7, "{drawn:?}");
            assert!(drawn[2].abs_diff(drawn[0]) >= 7 && drawn[2].abs_diff(drawn[1]) >= 7, "{drawn:?}");
            seen[drawn[0].abs_diff(drawn[1]) as usize] = true;
        }
        assert!(seen[7..].iter().all(|&seen| seen), "every distance allowed is drawn");
    }

    #[test]
    fn where_there_is_no_room_left_shifts_are_drawn_from_all() {
        let shuffle = Shuffle { length: 3, apart: 5.0 };
        let mut shifts = Vec::new();
        let mut stream = Stream::new(1, 0);
        let drawn: Vec<u64> = (0..100).map(|_| shuffle.shift(&mut shifts, &mut stream)).collect();
        assert!((0..3).all(|shift| drawn.contains(&shift)));
    }

    #[test]
    fn segments_are_moved_as_they_are_and_come_back_at_the_start() {
        let unit = |start: f64, end: f64| Unit { start, end, coder: 0, code: 0 };
        let text = Text { length: 20, coders: vec![vec![unit(0.0, 4.0), unit(15.0, 20.0)], Vec::new()] };
        let shuffle = Shuffle::new(&text);
        let mut both = 0;
        for sample in 0..50 {
            let units = shuffle.draw(&text, &mut Stream::new(1, sample));
            for pair in units.chunks(2) {
                both += 1;
                assert_eq!(pair[0].coder, pair[1].coder);
                assert_eq!((pair[0].end - pair[0].start, pair[1].end - pair[1].start), (4.0, 5.0));
                assert_eq!((pair[1].start - pair[0].start).rem_euclid(20.0), 15.0);
                assert!(pair.iter().all(|unit| (0.0..20.0).contains(&unit.start)));
            }
        }
        assert!(both > 0);
    }
}
