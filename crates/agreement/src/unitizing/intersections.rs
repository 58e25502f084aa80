use crate::{Continuum, Segment, Undefined};

/// Sums of squares stay exact as long as the sum of all lengths, scaled, is below this.
const LIMIT: u128 = 1 << 62;

/// How long the segments and gaps of different coders lie on each other: what the uα family of coefficients is made of.
///
/// Each coder parts each text into segments, each with its code, and the gaps between them. Two segments that touch are
/// two, also if they have the same code. For every pair of coders the lengths are counted on which they agree in code,
/// agree that there is a gap, or differ; [`u_alpha`](crate::u_alpha), [`bar_u_alpha`](crate::bar_u_alpha),
/// [`cu_alpha`](crate::cu_alpha) and [`ku_alpha`](crate::ku_alpha) read their numbers from these.
///
/// # Several texts
///
/// Lengths are summed over texts, as if the texts lay one behind the other: chance may bring a segment of one text onto
/// one of another. No segment or gap runs across a border, but a gap enters only by its length, so that cutting it
/// changes nothing. A text with fewer than two coders says nothing about agreement and is left out. Where texts have
/// different numbers of coders, each text's lengths are divided by the number of its coders less one, as units with
/// missing ratings are in [`krippendorff_alpha`](crate::krippendorff_alpha): each coder of each text weighs by the
/// text's length. Who is who from text to text does not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intersections {
    texts: usize,
    length: u64,
    segments: u64,
    /// Lengths shared by pairs of coders are multiplied by this over the coders of the text less one.
    pub(super) scale: u128,
    /// ℓ··: the lengths of the texts, once for each coder.
    pub(super) all: u128,
    /// ℓ_φ·: what the coders left unmarked.
    pub(super) gaps: u128,
    /// ℓ_φφ, scaled.
    pub(super) shared_gaps: u128,
    /// Sum of the squared lengths of segments.
    pub(super) squares: u128,
    /// What belongs to each code.
    pub(super) codes: Vec<CodeLengths>,
    /// ℓᵛ_ck for c < k, scaled, where it is not 0.
    pub(super) crossed: Vec<((usize, usize), u128)>,
}

/// What was marked with one code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CodeLengths {
    /// ℓ_k·.
    pub(super) marked: u128,
    /// ℓ_kk, scaled: as much of it as others marked with the same code.
    pub(super) shared: u128,
    /// ℓᵛ_k·, scaled: as much of it as others marked with any code.
    pub(super) valued: u128,
    /// sᵛ_k, scaled twice: squares, over segments, of what others marked with any code.
    pub(super) squares: u128,
}

impl Intersections {
    /// Measures the texts in one sweep over the sorted borders of segments.
    ///
    /// # Undefined when
    ///
    /// There are no texts, or only empty ones; no text has two coders; segments of one coder overlap; the texts are too
    /// long for exact sums (2⁶² positions, coders counted one by one).
    ///
    /// # Source
    ///
    /// Krippendorff, Mathet, Bouvry and Widlöcher (2016), *Quality & Quantity* 50:2347–2364; several texts our own.
    ///
    /// # Example
    ///
    /// Texts of 40 and 10 characters; nobody but one coder has read the second.
    ///
    /// ```
    /// use qualkit_agreement::{Continuum, Intersections, Segment};
    /// let coder = |end| vec![Segment { start: 0, end, code: 0 }];
    /// let texts = [Continuum::new(0, 40, 1, vec![coder(10), coder(20)])?, Continuum::new(0, 10, 1, vec![coder(5)])?];
    /// let sums = Intersections::of(&texts)?;
    /// assert_eq!((sums.texts(), sums.length(), sums.segments()), (1, 40, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(texts: &[Continuum]) -> Result<Intersections, Undefined> {
        let coders = texts.iter().map(|text| text.coders().len()).max().ok_or(Undefined::NoUnits)?;
        if coders < 2 {
            return Err(Undefined::FewerThanTwoCoders { coders });
        }
        let compared = || texts.iter().enumerate().filter(|(_, text)| text.coders().len() >= 2);
        let mut scale = 1;
        let (mut all, mut length) = (0_u128, 0_u128);
        for (number, text) in compared() {
            refuse_overlaps(number, text)?;
            scale = least_common_multiple(scale, text.coders().len() as u128 - 1);
            length += u128::from(text.length());
            all += u128::from(text.length()) * text.coders().len() as u128;
            if all.saturating_mul(scale) > LIMIT {
                return Err(Undefined::TooLong);
            }
        }
        if all == 0 {
            return Err(Undefined::NoUnits);
        }
        let codes = texts.iter().map(Continuum::codes).max().unwrap_or(0);
        let mut sums = Intersections {
            texts: compared().count(),
            length: length as u64,
            segments: 0,
            scale,
            all,
            gaps: 0,
            shared_gaps: 0,
            squares: 0,
            codes: vec![CodeLengths::default(); codes],
            crossed: Vec::new(),
        };
        for (_, text) in compared() {
            sums.add(text);
        }
        sums.gaps = all - sums.codes.iter().map(|code| code.marked).sum::<u128>();
        Ok(sums)
    }

    /// Counts the texts with at least two coders.
    pub fn texts(&self) -> usize {
        self.texts
    }

    /// Adds up the lengths of these texts, each once.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Counts the segments of all coders in these texts.
    pub fn segments(&self) -> u64 {
        self.segments
    }

    /// Counts the codes that were open to the coders, used or not.
    pub fn codes(&self) -> usize {
        self.codes.len()
    }

    fn add(&mut self, text: &Continuum) {
        let weight = self.scale / (text.coders().len() as u128 - 1);
        let mut borders: Vec<Border> = Vec::new();
        for (coder, segments) in text.coders().iter().enumerate() {
            for &Segment { start, end, code } in segments {
                borders.push(Border { place: start, coder, code: Some(code) });
                borders.push(Border { place: end, coder, code: None });
                let length = u128::from(end - start);
                self.codes[code].marked += length;
                self.squares += length * length;
            }
            self.segments += segments.len() as u64;
        }
        // Stable: where segments touch, the one before ends before the next starts.
        borders.sort_by_key(|border| border.place);
        let mut sweep = Sweep {
            weight,
            hands: vec![Hand { since: text.start(), code: None, valued: 0 }; text.coders().len()],
            crossed: Vec::new(),
        };
        for Border { place, coder, code } in borders {
            sweep.advance(self, coder, place);
            let hand = &mut sweep.hands[coder];
            if let Some(left) = hand.code {
                self.codes[left].squares += hand.valued * hand.valued;
            }
            *hand = Hand { since: place, code, valued: 0 };
        }
        sweep.close(self, text.end());
        self.crossed.append(&mut sweep.crossed);
        self.crossed.sort_unstable_by_key(|&(codes, _)| codes);
        self.crossed.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
    }
}

/// Where a coder's segment starts, with its code, or ends.
struct Border {
    place: u64,
    coder: usize,
    code: Option<usize>,
}

/// What a coder does at the sweep's place.
#[derive(Clone)]
struct Hand {
    /// Where the present segment or gap starts.
    since: u64,
    code: Option<usize>,
    /// How much of the present segment others marked too, scaled.
    valued: u128,
}

/// Every pair of coders is counted up to the later of their last two borders.
struct Sweep {
    weight: u128,
    hands: Vec<Hand>,
    crossed: Vec<((usize, usize), u128)>,
}

impl Sweep {
    /// Counts what `coder` had in common with each other coder since the last border of the two.
    fn advance(&mut self, sums: &mut Intersections, coder: usize, place: u64) {
        for other in (0..self.hands.len()).filter(|&other| other != coder) {
            self.count(sums, coder, other, place);
        }
    }

    fn close(&mut self, sums: &mut Intersections, end: u64) {
        for second in 1..self.hands.len() {
            for first in 0..second {
                self.count(sums, first, second, end);
            }
        }
        // A segment that reaches the end was closed by its own border; only gaps are open here.
    }

    fn count(&mut self, sums: &mut Intersections, first: usize, second: usize, place: u64) {
        let since = self.hands[first].since.max(self.hands[second].since);
        let length = u128::from(place - since) * self.weight;
        if length == 0 {
            return;
        }
        match (self.hands[first].code, self.hands[second].code) {
            (None, None) => sums.shared_gaps += 2 * length,
            (Some(a), Some(b)) => {
                sums.codes[a].valued += length;
                sums.codes[b].valued += length;
                self.hands[first].valued += length;
                self.hands[second].valued += length;
                if a == b {
                    sums.codes[a].shared += 2 * length;
                } else {
                    self.crossed.push(((a.min(b), a.max(b)), length));
                }
            }
            _ => {}
        }
    }
}

fn refuse_overlaps(text: usize, continuum: &Continuum) -> Result<(), Undefined> {
    for (coder, segments) in continuum.coders().iter().enumerate() {
        for pair in segments.windows(2) {
            if pair[1].start < pair[0].end {
                let [first, second] = [pair[0], pair[1]].map(|segment| (segment.start, segment.end));
                return Err(Undefined::OverlappingSegments { text, coder, first, second });
            }
        }
    }
    Ok(())
}

fn least_common_multiple(a: u128, b: u128) -> u128 {
    let (mut divisor, mut rest) = (a, b);
    while rest > 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    (a / divisor).saturating_mul(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_segments_are_refused_with_coder_and_places() {
        let segment = |start, end| Segment { start, end, code: 0 };
        let fine = Continuum::new(0, 9, 1, vec![vec![], vec![]]).unwrap();
        let bad = Continuum::new(0, 9, 1, vec![vec![], vec![segment(0, 5), segment(4, 6)]]).unwrap();
        let reason = Undefined::OverlappingSegments { text: 1, coder: 1, first: (0, 5), second: (4, 6) };
        assert_eq!(Intersections::of(&[fine, bad]), Err(reason));
    }

    #[test]
    fn texts_too_long_for_exact_squares_are_refused() {
        let long = Continuum::new(0, 1 << 53, 1, vec![vec![], vec![]]).unwrap();
        assert_eq!(Intersections::of(&vec![long; 1024]), Err(Undefined::TooLong));
    }

    #[test]
    fn a_text_with_one_coder_is_left_out() {
        let segment = Segment { start: 2, end: 5, code: 0 };
        let pair = Continuum::new(0, 9, 1, vec![vec![segment], vec![]]).unwrap();
        let single = Continuum::new(0, 100, 1, vec![vec![segment]]).unwrap();
        assert_eq!(Intersections::of(&[pair.clone(), single]), Intersections::of(&[pair]));
    }
}
