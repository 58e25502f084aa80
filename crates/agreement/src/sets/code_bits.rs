use crate::{Error, TwoByTwo};

const BITS: usize = u64::BITS as usize;

/// Who gave which code to which unit, one bit each: the tables of many codes and all pairs of coders at memory speed.
///
/// For each code and coder there is one row of bits, one bit per unit, and for each coder one more that says which
/// units the coder judged. A table of a code and a pair of coders is then a count of bits that two rows have in common.
///
/// # Example
///
/// ```
/// use qualkit_agreement::CodeBits;
/// let mut bits = CodeBits::new(3, 2, 2);
/// bits.judge(0, 0, &[0, 1])?;
/// bits.judge(0, 1, &[1])?;
/// bits.judge(1, 0, &[])?;
/// bits.judge(1, 1, &[1])?;
/// bits.judge(2, 0, &[1])?; // the second coder never judged unit 2
/// let table = bits.two_by_two(1, 0, 1)?;
/// assert_eq!((table.both, table.only_first, table.only_second, table.neither), (1, 0, 1, 0));
/// # Ok::<(), qualkit_agreement::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeBits {
    units: usize,
    coders: usize,
    codes: usize,
    /// Words per row.
    words: usize,
    /// One row per coder.
    judged: Vec<u64>,
    /// Per code one row per coder.
    given: Vec<u64>,
    /// How many bits each row of `judged` has.
    judged_units: Vec<u64>,
    /// How many bits each row of `given` has.
    given_units: Vec<u64>,
}

impl CodeBits {
    /// Makes a table in which nobody has judged anything yet.
    pub fn new(units: usize, coders: usize, codes: usize) -> CodeBits {
        let words = units.div_ceil(BITS);
        CodeBits {
            units,
            coders,
            codes,
            words,
            judged: vec![0; words * coders],
            given: vec![0; words * coders * codes],
            judged_units: vec![0; coders],
            given_units: vec![0; coders * codes],
        }
    }

    /// Says that a coder judged a unit, and gave it these codes and no others; what was said of them before is
    /// forgotten.
    ///
    /// # Errors
    ///
    /// A unit, coder or code that is not in the table; nothing is changed then.
    pub fn judge(&mut self, unit: usize, coder: usize, codes: &[usize]) -> Result<(), Error> {
        if unit >= self.units {
            return Err(Error::UnknownUnit { unit, units: self.units });
        }
        self.known(codes, &[coder])?;
        let (word, bit) = (unit / BITS, 1_u64 << (unit % BITS));
        let own = &mut self.judged[coder * self.words + word];
        if *own & bit == 0 {
            *own |= bit;
            self.judged_units[coder] += 1;
        } else {
            for row in (coder..self.codes * self.coders).step_by(self.coders) {
                let own = &mut self.given[row * self.words + word];
                self.given_units[row] -= u64::from(*own & bit != 0);
                *own &= !bit;
            }
        }
        for code in codes {
            let row = code * self.coders + coder;
            let own = &mut self.given[row * self.words + word];
            self.given_units[row] += u64::from(*own & bit == 0);
            *own |= bit;
        }
        Ok(())
    }

    /// Counts the units.
    pub fn units(&self) -> usize {
        self.units
    }

    /// Counts the coders.
    pub fn coders(&self) -> usize {
        self.coders
    }

    /// Counts the codes.
    pub fn codes(&self) -> usize {
        self.codes
    }

    /// Counts what two coders did with one code on the units that both judged.
    ///
    /// # Errors
    ///
    /// A code or coder that is not in the table.
    pub fn two_by_two(&self, code: usize, first: usize, second: usize) -> Result<TwoByTwo, Error> {
        self.known(&[code], &[first, second])?;
        Ok(self.table(code, first, second, self.shared(first, second)))
    }

    /// Gives the tables of all codes for one pair of coders, in the order of the codes.
    ///
    /// # Errors
    ///
    /// A coder who is not in the table.
    pub fn of_pair(&self, first: usize, second: usize) -> Result<Vec<TwoByTwo>, Error> {
        self.known(&[], &[first, second])?;
        let shared = self.shared(first, second);
        Ok((0..self.codes).map(|code| self.table(code, first, second, shared)).collect())
    }

    fn known(&self, codes: &[usize], coders: &[usize]) -> Result<(), Error> {
        if let Some(&code) = codes.iter().find(|&&code| code >= self.codes) {
            return Err(Error::UndeclaredCode { code, codes: self.codes });
        }
        match coders.iter().find(|&&coder| coder >= self.coders) {
            Some(&coder) => Err(Error::UnknownCoder { coder, coders: self.coders }),
            None => Ok(()),
        }
    }

    /// How many units both judged.
    fn shared(&self, first: usize, second: usize) -> u64 {
        common(self.judged_by(first), self.judged_by(second))
    }

    fn table(&self, code: usize, first: usize, second: usize, shared: u64) -> TwoByTwo {
        let both = common(self.given_by(code, first), self.given_by(code, second));
        // How much of a coder's row lies where the other judged: all of it, if the other judged everything.
        let seen_by = |coder: usize, other: usize| {
            if self.judged_units[other] == self.units as u64 {
                self.given_units[code * self.coders + coder]
            } else {
                common(self.given_by(code, coder), self.judged_by(other))
            }
        };
        let (of_first, of_second) = (seen_by(first, second), seen_by(second, first));
        TwoByTwo {
            both,
            only_first: of_first - both,
            only_second: of_second - both,
            neither: shared - (of_first + of_second - both),
        }
    }

    fn judged_by(&self, coder: usize) -> &[u64] {
        &self.judged[coder * self.words..][..self.words]
    }

    fn given_by(&self, code: usize, coder: usize) -> &[u64] {
        &self.given[(code * self.coders + coder) * self.words..][..self.words]
    }
}

/// Counts the bits that are set in both rows.
fn common(first: &[u64], second: &[u64]) -> u64 {
    first.iter().zip(second).map(|(a, b)| u64::from((a & b).count_ones())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judging_again_replaces_what_was_said() {
        let mut bits = CodeBits::new(70, 1, 2);
        bits.judge(69, 0, &[0]).unwrap();
        bits.judge(69, 0, &[1]).unwrap();
        let mut once = CodeBits::new(70, 1, 2);
        once.judge(69, 0, &[1]).unwrap();
        assert_eq!(bits, once);
    }

    #[test]
    fn what_is_not_in_the_table_is_refused_and_changes_nothing() {
        let mut bits = CodeBits::new(5, 2, 2);
        let empty = bits.clone();
        assert_eq!(bits.judge(5, 0, &[]), Err(Error::UnknownUnit { unit: 5, units: 5 }));
        assert_eq!(bits.judge(0, 2, &[]), Err(Error::UnknownCoder { coder: 2, coders: 2 }));
        assert_eq!(bits.judge(0, 0, &[0, 2]), Err(Error::UndeclaredCode { code: 2, codes: 2 }));
        assert_eq!(bits, empty);
        assert_eq!(bits.two_by_two(2, 0, 1), Err(Error::UndeclaredCode { code: 2, codes: 2 }));
        assert_eq!(bits.of_pair(0, 2), Err(Error::UnknownCoder { coder: 2, coders: 2 }));
    }
}
