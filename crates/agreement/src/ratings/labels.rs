use std::collections::{BTreeMap, BTreeSet};

use super::{Ratings, is_score};
use crate::Error;
use crate::tally::Tally;

impl Ratings {
    /// Reads a table of labels: one row per unit, one column per coder; `None` is missing.
    ///
    /// The categories are `declared`, in that order, or else the labels that occur: by value if all are numbers, else
    /// sorted by code point. Where all labels are numbers, 0 or from 1e-100 to 1e100, these are the scores of
    /// the categories.
    ///
    /// # Errors
    ///
    /// Rows of different length, a label declared twice, a label that is not among the declared ones.
    ///
    /// # Example
    ///
    /// Krippendorff (2011), section B: two observers, twelve units, alpha = .692.
    ///
    /// ```
    /// use qualkit_agreement::{Options, Ratings, krippendorff_alpha};
    /// let ben_and_gerry = [
    ///     ["a", "b"], ["a", "a"], ["b", "b"], ["b", "b"], ["d", "b"], ["c", "c"],
    ///     ["c", "c"], ["c", "c"], ["e", "e"], ["d", "d"], ["d", "d"], ["a", "d"],
    /// ];
    /// let rows = ben_and_gerry.map(|row| row.map(Some));
    /// let ratings = Ratings::from_labels(&rows, None)?;
    /// assert_eq!(ratings.labels().map(<[_]>::len), Some(5));
    /// let alpha = krippendorff_alpha(&ratings, &Options::default())?;
    /// assert_eq!(format!("{:.3}", alpha.value), "0.692");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_labels<R, S>(rows: &[R], declared: Option<&[&str]>) -> Result<Ratings, Error>
    where
        R: AsRef<[Option<S>]>,
        S: AsRef<str>,
    {
        let mut labels: Vec<&str> = match declared {
            Some(declared) => declared.to_vec(),
            None => {
                let cells = rows.iter().flat_map(|row| row.as_ref()).flatten();
                cells.map(AsRef::as_ref).collect::<BTreeSet<_>>().into_iter().collect()
            }
        };
        let mut scores: Option<Vec<f64>> = labels.iter().map(|label| number(label)).collect();
        if let (Some(scores), None) = (&mut scores, declared) {
            let mut by_value: Vec<(f64, &str)> = scores.iter().copied().zip(labels).collect();
            by_value.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            (*scores, labels) = by_value.into_iter().unzip();
        }
        let mut numbers = BTreeMap::new();
        for (category, &label) in labels.iter().enumerate() {
            if numbers.insert(label, category).is_some() {
                return Err(Error::RepeatedLabel { label: label.to_owned() });
            }
        }
        let coders = rows.first().map_or(0, |row| row.as_ref().len());
        let mut tally = Tally::new(coders, labels.len())?;
        let mut numbered = Vec::with_capacity(coders);
        for (unit, row) in rows.iter().enumerate() {
            numbered.clear();
            for (coder, cell) in row.as_ref().iter().enumerate() {
                numbered.push(match cell.as_ref().map(AsRef::as_ref) {
                    None => None,
                    Some(label) => Some(*numbers.get(label).ok_or_else(|| Error::UnknownLabel {
                        unit,
                        coder,
                        label: label.to_owned(),
                    })?),
                });
            }
            tally.add(unit, &numbered, 1)?;
        }
        let mut ratings = Ratings::from_tally(coders, labels.len(), tally);
        ratings.labels = Some(labels.into_iter().map(str::to_owned).collect());
        ratings.scores = scores.map(Into::into);
        Ok(ratings)
    }
}

/// A label that is a plain number and can be a score; `inf`, `nan` and the like are words.
fn number(label: &str) -> Option<f64> {
    let plain = label.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    label.parse().ok().filter(|number: &f64| plain && is_score(*number))
}
