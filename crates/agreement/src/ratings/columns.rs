use super::Ratings;
use super::pairs::counted_pairs;
use crate::Error;
use crate::symbols::{Symbols, Width};
use crate::tally::{DENSE, EXACT, check_categories, decoded, possible_rows};

/// So many histograms are filled in turn, so that units alike in a row do not wait for one another.
const LANES: usize = 4;

impl Ratings {
    /// Takes symbols, row after row of one per coder: 0 is missing, category k is k + 1.
    ///
    /// The door for large tables: the vector is moved in, not copied.
    ///
    /// # Errors
    ///
    /// A last row that is not full, a category that was not declared, a table too large to count.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Ratings;
    /// // Two units by three coders; the last rating is missing.
    /// let ratings = Ratings::from_symbols(vec![1_u8, 1, 2, 2, 2, 0], 3, 2)?;
    /// assert_eq!(ratings, Ratings::from_rows([[Some(0), Some(0), Some(1)], [Some(1), Some(1), None]], 2)?);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_symbols(symbols: impl Into<Symbols>, coders: usize, categories: usize) -> Result<Ratings, Error> {
        let symbols = symbols.into();
        check_categories(categories)?;
        let rest = symbols.len().checked_rem(coders).unwrap_or(symbols.len());
        if rest > 0 {
            return Err(Error::RowLength { unit: symbols.len() / coders.max(1), expected: coders, found: rest });
        }
        if symbols.len() as u64 > EXACT {
            return Err(Error::TooMany { what: "ratings", limit: EXACT });
        }
        if symbols.largest() as usize > categories {
            let found = (0..symbols.len()).find(|&place| symbols.get(place) as usize > categories);
            let place = found.expect("the largest symbol is among them");
            let (unit, coder) = (place / coders, place % coders);
            let category = symbols.get(place) as usize - 1;
            return Err(Error::UnknownCategory { unit, coder, category, categories });
        }
        let units = symbols.len().checked_div(coders).unwrap_or(0) as u64;
        match possible_rows(coders, categories) {
            Some(rows) if coders > 0 && rows as u64 <= units => {
                let counts = match &symbols.0 {
                    Width::Narrow(symbols) => counted_rows(symbols, coders, categories, rows),
                    Width::Middle(symbols) => counted_rows(symbols, coders, categories, rows),
                    Width::Wide(symbols) => counted_rows(symbols, coders, categories, rows),
                };
                let named = decoded(&counts, coders, categories);
                Ok(Ratings::from_named(coders, categories, units, named.symbols, named.times))
            }
            _ => Ok(Ratings::from_named(coders, categories, units, symbols, None)),
        }
    }

    /// Takes one column of category numbers per coder; a negative number is missing.
    ///
    /// The door for columns of a data frame, where categories are numbered from 0 and −1 is missing.
    ///
    /// # Errors
    ///
    /// Columns of different length, a category that was not declared, a table too large to count.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Ratings;
    /// let ratings = Ratings::from_columns(&[[0_i64, 1, 1], [0, 1, -1]], 2)?;
    /// assert_eq!(ratings, Ratings::from_rows([[Some(0), Some(0)], [Some(1), Some(1)], [Some(1), None]], 2)?);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn from_columns<C, T>(columns: &[C], categories: usize) -> Result<Ratings, Error>
    where
        C: AsRef<[T]>,
        T: Copy + Into<i64>,
    {
        check_categories(categories)?;
        let coders = columns.len();
        let units = columns.first().map_or(0, |column| column.as_ref().len());
        for column in columns {
            let found = column.as_ref().len();
            if found != units {
                return Err(Error::RowLength { unit: found.min(units), expected: coders, found: coders - 1 });
            }
        }
        if (units as u64).saturating_mul(coders as u64) > EXACT {
            return Err(Error::TooMany { what: "ratings", limit: EXACT });
        }
        if let ([first, second], Some(_)) = (columns, possible_rows(2, categories))
            && let Some(counts) = counted_pairs(first.as_ref(), second.as_ref(), categories)
        {
            let named = decoded(&counts, coders, categories);
            return Ok(Ratings::from_named(coders, categories, units as u64, named.symbols, named.times));
        }
        let mut symbols = Symbols::for_categories(categories);
        for unit in 0..units {
            for (coder, column) in columns.iter().enumerate() {
                let symbol = symbol(column.as_ref()[unit].into());
                if symbol > categories as u64 {
                    let category = usize::try_from(symbol - 1).unwrap_or(usize::MAX);
                    return Err(Error::UnknownCategory { unit, coder, category, categories });
                }
                symbols.push(symbol as usize);
            }
        }
        Ratings::from_symbols(symbols, coders, categories)
    }
}

#[inline]
fn symbol(number: i64) -> u64 {
    if number < 0 { 0 } else { number as u64 + 1 }
}

/// Counts each row as a number, one digit per coder; all symbols are known to be small enough.
fn counted_rows<S: Copy + Into<u32>>(symbols: &[S], coders: usize, categories: usize, rows: usize) -> Vec<u64> {
    debug_assert!(rows <= DENSE, "an array of rows is small");
    let mut lanes = vec![[0_u64; LANES]; rows];
    let base = categories + 1;
    for (unit, row) in symbols.chunks_exact(coders).enumerate() {
        let place = row.iter().fold(0, |place, &symbol| place * base + symbol.into() as usize);
        lanes[place][unit % LANES] += 1;
    }
    lanes.iter().map(|lanes| lanes.iter().sum()).collect()
}
