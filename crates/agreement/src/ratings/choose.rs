use super::{Ratings, category};
use crate::rows::Unit;
use crate::tally::Tally;
use crate::{Error, Undefined};

impl Ratings {
    /// Keeps some coders only, in the order given; all units stay, also those the chosen coders did not rate.
    ///
    /// # Errors
    ///
    /// A coder who is not in the table, or is chosen twice; a table of counts, in which coders have no names.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Ratings;
    /// let ratings = Ratings::from_rows([[Some(0), None, Some(1)], [Some(1), Some(1), None]], 2)?;
    /// let outer = ratings.coders_only(&[0, 2])?;
    /// assert_eq!((outer.coders(), outer.units(), outer.pairable()), (2, 2, 1));
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn coders_only(&self, chosen: &[usize]) -> Result<Ratings, Error> {
        let coders = self.coders;
        if !self.names_coders() {
            return Err(Error::CodersUnnamed);
        }
        for (place, &coder) in chosen.iter().enumerate() {
            if coder >= coders {
                return Err(Error::UnknownCoder { coder, coders });
            }
            if chosen[..place].contains(&coder) {
                return Err(Error::RepeatedCoder { coder });
            }
        }
        self.reread(chosen.len(), |row, kept| kept.extend(chosen.iter().map(|&coder| category(row[coder]))))
    }

    /// Keeps the units that every coder rated: listwise deletion.
    ///
    /// Most measures here use all ratings there are. Where another program drops every unit that lacks one, this makes
    /// the same table for it. Of a table of counts the units stay that have as many ratings as there are coders.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Ratings;
    /// let ratings = Ratings::from_rows([[Some(0), None, Some(1)], [Some(1), Some(1), Some(1)]], 2)?;
    /// assert_eq!(ratings.complete_only().units(), 1);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn complete_only(&self) -> Ratings {
        let coders = self.coders as u64;
        self.units_where(|unit| unit.ratings >= coders)
    }

    /// Gives the same table with those units only for which `keep` is true.
    pub(crate) fn units_where(&self, keep: impl Fn(&Unit<'_>) -> bool) -> Ratings {
        let mut times = self.times();
        // Rows that no unit has are not visited.
        let mut present = (0..times.len()).filter(|&row| times[row] > 0).collect::<Vec<_>>().into_iter();
        self.for_each_unit(|unit| {
            let row = present.next().expect("as many rows are visited as units have");
            if !keep(&unit) {
                times[row] = 0;
            }
        });
        self.with_times(&times)
    }

    /// Takes one category against all others: category 1 is `category`, category 0 every other.
    ///
    /// # Errors
    ///
    /// A category that was not declared.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Ratings;
    /// let ratings = Ratings::from_rows([[Some(0), Some(2)], [Some(1), None]], 3)?;
    /// assert_eq!(ratings.collapsed(2)?, Ratings::from_rows([[Some(0), Some(1)], [Some(0), None]], 2)?);
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn collapsed(&self, category: usize) -> Result<Ratings, Error> {
        let categories = self.categories;
        if category >= categories {
            return Err(Error::NoSuchCategory { category, categories });
        }
        let is_it = |known: usize| usize::from(known == category);
        let collapsed = if self.names_coders() {
            let binary = Ratings { categories: 2, ..self.clone() };
            binary.reread(self.coders, |row, kept| {
                kept.extend(row.iter().map(|&symbol| super::category(symbol).map(is_it)));
            })?
        } else {
            let mut rows = Vec::new();
            self.for_each_unit(|unit| {
                let chosen: u64 =
                    unit.cells.iter().filter(|(known, _)| *known as usize == category).map(|&(_, count)| count).sum();
                rows.extend(std::iter::repeat_n([unit.ratings - chosen, chosen], unit.times as usize));
            });
            Ratings { coders: self.coders, ..Ratings::from_counts(rows)? }
        };
        Ok(Ratings { labels: None, scores: None, ..collapsed })
    }

    /// [`collapsed`](Ratings::collapsed), for a measure of one category.
    pub(crate) fn one_against_others(&self, category: usize) -> Result<Ratings, Undefined> {
        let categories = self.categories;
        self.collapsed(category).map_err(|_| Undefined::UnknownCategory { category, categories })
    }

    /// Reads the rows again, changed by `change`, which fills the new row.
    fn reread(&self, coders: usize, change: impl Fn(&[u32], &mut Vec<Option<usize>>)) -> Result<Ratings, Error> {
        let mut tally = Tally::new(coders, self.categories)?;
        let mut kept = Vec::with_capacity(coders);
        let mut unit = 0;
        let mut refused = None;
        self.for_each_row(|row, times| {
            kept.clear();
            change(row, &mut kept);
            refused = refused.take().or_else(|| tally.add(unit, &kept, times).err());
            unit += 1;
        });
        if let Some(error) = refused {
            return Err(error);
        }
        let reread = Ratings::from_tally(coders, self.categories, tally);
        Ok(Ratings { labels: self.labels.clone(), scores: self.scores.clone(), ..reread })
    }
}
