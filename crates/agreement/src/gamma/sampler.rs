use super::canonical::Text;
use super::measure::Unit;
use super::shuffle::Shuffle;
use super::statistical::Statistical;
use super::stream::Stream;

/// How random continua are drawn, whose disorder is what chance gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sampler {
    /// As published: whole annotations are taken as they are and shifted against each other, so chance keeps the
    /// number, lengths, codes and order of the segments that a coder made, and breaks only the ties between coders.
    ///
    /// For each of the n random coders, in turn: a shift is drawn from 0 up to, not including, the length L of the
    /// continuum, leaving out what is nearer than half the mean length of a segment to a shift drawn before (if nothing
    /// is left then, from all), and cut to a whole number of positions. Then one of the real coders is drawn, each as
    /// likely as another and the same one possibly several times. The random coder's segments are the real one's, moved
    /// to the right by the shift; those that would start at L or behind move back by L. A segment that starts before L
    /// and ends behind stays in one piece.
    ///
    /// The paper asks for a whole mean length; half of one is what its authors' program takes, and with it the values
    /// that were published with that program. A continuum without any segment is drawn again.
    #[default]
    Shuffle,
    /// Segments are invented: as pygamma-agreement does unless asked otherwise, which makes its values comparable.
    ///
    /// For each random coder: the number of segments is normal with the mean and standard deviation of the numbers of
    /// segments per coder, cut to a whole number towards zero, without its sign. From position 0 on, a gap and a
    /// segment in turn: gaps are normal with the mean and deviation of the gaps that coders left between one segment
    /// and the next, before the first, if it does not begin the continuum, and one gap of 0; lengths are normal
    /// likewise, without their sign, and drawn again below 10⁻⁶; codes are drawn by how often all coders together used
    /// them. Deviations are divided by the number of values. Gaps can be negative, and the continuum's end is not
    /// respected. A continuum without any segment is drawn again, ten thousand times at most
    /// ([`Undefined::NothingDrawn`](crate::Undefined::NothingDrawn)).
    Statistical,
}

/// So many continua without any segment, one after the other, mean that no other is to be expected.
const MOST_EMPTY: usize = 10_000;

/// A sampler made ready for one text.
pub(super) enum Source {
    Shuffle(Shuffle),
    Statistical(Statistical),
}

impl Source {
    pub fn new(sampler: Sampler, text: &Text) -> Source {
        match sampler {
            Sampler::Shuffle => Source::Shuffle(Shuffle::new(text)),
            Sampler::Statistical => Source::Statistical(Statistical::new(text)),
        }
    }

    /// Draws a random continuum, or `None` if none with a segment comes out; `text` has at least one segment.
    pub fn draw(&self, text: &Text, stream: &mut Stream) -> Option<Vec<Unit>> {
        let mut draw = || match self {
            Source::Shuffle(shuffle) => shuffle.draw(text, stream),
            Source::Statistical(statistical) => statistical.draw(stream),
        };
        (0..MOST_EMPTY).map(|_| draw()).find(|units| !units.is_empty())
    }
}
