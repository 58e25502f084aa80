use super::positions::{coders, common, covered, length};
use super::u_alpha::ratio;
use crate::{Continuum, TwoByTwo, Undefined};

/// Kappa over positions as NVivo computes it, with what it is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CharacterKappa {
    /// Kappa; 1 where the two coders agree wholly, also where kappa proper would be 0/0.
    pub value: f64,
    /// Share of positions that both coders marked or both left unmarked.
    pub observed: f64,
    /// Share expected by chance.
    pub expected: f64,
    /// Whether the two coders agree on every position and kappa proper is 0/0, so that the 1 is a convention.
    pub by_convention: bool,
}

/// Counts positions: those two coders both marked with the code, only one did, neither did.
///
/// A position counts once, however many segments of a coder cover it. Positions of all texts are counted together.
///
/// # Undefined when
///
/// There are no texts; texts have different numbers of coders; one of the two coders or the code does not exist; there
/// are more positions than can be counted ([`Undefined::TooLong`]).
///
/// # Example
///
/// Worked by hand: kappa is (.88 − .745)/(1 − .745).
///
/// ```
/// use qualkit_agreement::{Continuum, Segment, character_kappa, character_table};
/// let marked = |start, end| Segment { start, end, code: 0 };
/// let first = vec![marked(0, 50), marked(100, 150), marked(300, 350)];
/// let second = vec![marked(0, 50), marked(110, 160), marked(600, 650)];
/// let text = Continuum::new(0, 1000, 1, vec![first, second])?;
/// let table = character_table(&[text], 0, 0, 1)?;
/// assert_eq!((table.both, table.only_first, table.only_second, table.neither), (90, 60, 60, 790));
/// assert_eq!(format!("{:.3}", character_kappa(&table)?.value), "0.529");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn character_table(texts: &[Continuum], code: usize, first: usize, second: usize) -> Result<TwoByTwo, Undefined> {
    let coders = coders(texts)?;
    if let Some(&coder) = [first, second].iter().find(|&&coder| coder >= coders) {
        return Err(Undefined::UnknownCoder { coder, coders });
    }
    let categories = texts.iter().map(Continuum::codes).max().unwrap_or(0);
    if code >= categories {
        return Err(Undefined::UnknownCategory { category: code, categories });
    }
    let mut table = TwoByTwo { both: 0, only_first: 0, only_second: 0, neither: 0 };
    let mut room = u64::MAX;
    for text in texts {
        room = room.checked_sub(text.length()).ok_or(Undefined::TooLong)?;
        let [one, other] = [first, second].map(|coder| covered(text, coder, code));
        let both = common(&one, &other);
        let (of_first, of_second) = (length(&one), length(&other));
        table.both += both;
        table.only_first += of_first - both;
        table.only_second += of_second - both;
        table.neither += text.length() - (of_first + (of_second - both));
    }
    Ok(table)
}

/// Gives NVivo's kappa of two coders for one code, over positions (characters, tenths of seconds, pixels).
///
/// ```text
/// K = (both + neither − E) / (total − E)
/// E = A·B / total + (total − A)(total − B) / total
///
/// A, B   positions that the first, the second coder marked       total   all positions
/// K = 1 if the two agree on every position
/// ```
///
/// This is Cohen's kappa, but for the last line: where neither marked anything, or both everything, kappa is 0/0 and
/// NVivo says 1, which `by_convention` tells apart. `observed` is NVivo's percentage agreement. NVivo gives it for each
/// file; [`character_table`] of one text is that, of several texts it is the kappa of all their positions.
///
/// # Undefined when
///
/// There is no position ([`Undefined::NoUnits`]), or more than 2⁶² ([`Undefined::TooLong`]).
///
/// # Source
///
/// NVivo 12 help, "Run a coding comparison query".
///
/// # Example
///
/// From the help page: 1,000 characters, 50 by both, 150 by one only, 800 by neither: 85 %.
///
/// ```
/// use qualkit_agreement::{TwoByTwo, character_kappa};
/// let kappa = character_kappa(&TwoByTwo { both: 50, only_first: 150, only_second: 0, neither: 800 })?;
/// assert_eq!(kappa.observed, 0.85);
/// # Ok::<(), qualkit_agreement::Undefined>(())
/// ```
pub fn character_kappa(table: &TwoByTwo) -> Result<CharacterKappa, Undefined> {
    let [both, first, second, neither] =
        [table.both, table.only_first, table.only_second, table.neither].map(u128::from);
    let total = both + first + second + neither;
    if total == 0 {
        return Err(Undefined::NoUnits);
    }
    // Products of two sums of positions, two of them added, stay below 2¹²⁷.
    if total > 1 << 62 {
        return Err(Undefined::TooLong);
    }
    let (one, other) = (both + first, both + second);
    let observed = ratio(both + neither, total);
    let expected = ratio(one * other + (total - one) * (total - other), total * total);
    // (p_o − p_e) / (1 − p_e), in whole numbers.
    let (together, apart) = (2 * both * neither, 2 * first * second);
    let below = one * (total - other) + other * (total - one);
    if first + second == 0 {
        return Ok(CharacterKappa { value: 1.0, observed, expected, by_convention: below == 0 });
    }
    let value = if together >= apart { ratio(together - apart, below) } else { -ratio(apart - together, below) };
    Ok(CharacterKappa { value, observed, expected, by_convention: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Segment;

    #[test]
    fn agreeing_that_there_is_nothing_is_one_by_convention_only() {
        let nothing = character_kappa(&TwoByTwo { both: 0, only_first: 0, only_second: 0, neither: 9 }).unwrap();
        assert_eq!((nothing.value, nothing.expected, nothing.by_convention), (1.0, 1.0, true));
        let whole = character_kappa(&TwoByTwo { both: 3, only_first: 0, only_second: 0, neither: 6 }).unwrap();
        assert_eq!((whole.value, whole.by_convention), (1.0, false));
        let empty = character_kappa(&TwoByTwo { both: 0, only_first: 0, only_second: 0, neither: 0 });
        assert_eq!(empty, Err(Undefined::NoUnits));
    }

    #[test]
    fn a_position_marked_twice_by_one_coder_counts_once() {
        let segment = |start, end| Segment { start, end, code: 0 };
        let twice = vec![segment(0, 6), segment(2, 4), segment(5, 8)];
        let text = Continuum::new(0, 10, 1, vec![twice, vec![segment(3, 10)]]).unwrap();
        let table = character_table(&[text], 0, 0, 1).unwrap();
        assert_eq!(table, TwoByTwo { both: 5, only_first: 3, only_second: 2, neither: 0 });
    }
}
