use std::io::Read;

use qualkit_agreement::Ratings;

use super::clusters::Clusters;
use super::labels::{Headed, headed};
use super::remark::Blanks;
use super::rows::Rows;
use super::square::Square;
use super::{Clustered, Data, Layout, RatingsTable, Reading, scored};
use crate::RatingsError;

/// Reads the cross-table of two coders.
pub(super) fn read<R: Read>(mut rows: Rows<R>, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let layout = Layout::Confusion;
    Clusters::refuse(reading, layout)?;
    if !reading.coders.is_empty() {
        return Err(RatingsError::NotInLayout { layout, what: "names of coders" });
    }
    let mut blanks = Blanks::default();
    let blank = |line, column: &str| {
        blanks.add(line, column);
        Some(0)
    };
    let square: Square<u64> = Square::read(&mut rows, "a count, 0 or more", blank)?;
    let Headed { labels: categories, scores, places, mut remarks } = headed(&square.labels, reading)?;
    remarks.extend(blanks.remark());
    let mut patterns: Vec<([Option<usize>; 2], u64)> = Vec::new();
    for ((_, counts), &first) in square.rows.iter().zip(&places) {
        patterns.extend(counts.iter().zip(&places).map(|(&count, &second)| ([first, second], count)));
    }
    let all = scored(Ratings::from_patterns(patterns, categories.len())?, scores)?;
    if all.units() == 0 {
        return Err(RatingsError::TooLittle { expected: "units", found: "no unit: every count is 0" });
    }
    let coders = vec!["rows".to_owned(), "columns".to_owned()];
    let data = Data::Ratings(Clustered { all, clusters: Vec::new() });
    Ok(RatingsTable { layout, coders, categories, data, remarks })
}
