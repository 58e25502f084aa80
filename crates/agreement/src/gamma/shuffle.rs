use super::canonical::Text;
use super::measure::Unit;
use super::stream::Stream;

/// Draws random continua by shifting whole annotations; see [`Sampler::Shuffle`](super::Sampler::Shuffle).
pub(super) struct Shuffle {
    length: u64,
    /// The least distance of two shifts.
    apart: u64,
}

impl Shuffle {
    pub fn new(text: &Text) -> Shuffle {
        let lengths = text.coders.iter().flatten().map(|unit| (unit.end - unit.start) as u64);
        let (total, units) = lengths.fold((0_u64, 0_u64), |(total, units), length| (total + length, units + 1));
        Shuffle { length: text.length, apart: total.div_ceil(2 * units.max(1)) }
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
        let after = |place: usize| shifts.get(place + 1).copied().unwrap_or_else(|| shifts[0] + self.length);
        // Between two neighbours on the circle: from the first one's distance up to the other's, both included.
        let room = |place: usize| (after(place) + 1).saturating_sub(shifts[place] + 2 * self.apart);
        let total: u64 = (0..shifts.len()).map(room).sum();
        let shift = if total == 0 {
            stream.below(self.length)
        } else {
            let mut drawn = stream.below(total);
            let place = (0..shifts.len())
                .find(|&place| {
                    let fits = drawn < room(place);
                    if !fits {
                        drawn -= room(place);
                    }
                    fits
                })
                .expect("the number drawn is below the sum of all rooms");
            (shifts[place] + self.apart + drawn) % self.length
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
    fn shifts_keep_their_distance_around_the_end_as_well() {
        let shuffle = Shuffle { length: 30, apart: 7 };
        let mut seen = [false; 30];
        for sample in 0..2000 {
            let mut stream = Stream::new(3, sample);
            let mut shifts = Vec::new();
            let drawn: Vec<u64> = (0..2).map(|_| shuffle.shift(&mut shifts, &mut stream)).collect();
            let distance = drawn[0].abs_diff(drawn[1]);
            assert!(distance.min(30 - distance) >= 7, "{drawn:?}");
            seen[((30 + drawn[1] - drawn[0]) % 30) as usize] = true;
        }
        assert_eq!(seen.iter().filter(|&&seen| seen).count(), 17);
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
