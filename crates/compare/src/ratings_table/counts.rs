use std::io::Read;

use qualkit_agreement::{Error, Ratings};

use super::clusters::Clusters;
use super::labels::{Headed, headed};
use super::names::Names;
use super::remark::Blanks;
use super::rows::Rows;
use super::{Cluster, Clustered, Data, Layout, RatingsTable, Reading, scored};
use crate::RatingsError;

/// Reads how many coders gave each category, one row per unit.
pub(super) fn read<R: Read>(mut rows: Rows<R>, reading: Reading<'_>) -> Result<RatingsTable, RatingsError> {
    let layout = Layout::Counts;
    if !reading.coders.is_empty() {
        return Err(RatingsError::NotInLayout { layout, what: "names of coders" });
    }
    let (unit, mut clusters) = (rows.column("unit")?, Clusters::new(&rows, reading)?);
    let (mut names, mut lines): (Names, Vec<u64>) = (Names::default(), Vec::new());
    let mut rows_at: Vec<u64> = Vec::new();
    let other = |&place: &usize| Some(place) != unit && Some(place) != clusters.column();
    let named = |&place: &usize| !rows.header()[place].is_empty();
    let columns: Vec<usize> = (0..rows.header().len()).filter(other).filter(named).collect();
    let header: Vec<String> = columns.iter().map(|&place| rows.header()[place].clone()).collect();
    let Headed { labels: categories, scores, places, mut remarks } = headed(&header, reading)?;
    let mut blanks = Blanks::default();
    let mut table: Vec<Vec<u64>> = Vec::new();
    rows.each(|row| {
        let line = row.line();
        if let Some(column) = unit.filter(|&column| !row.cell(column).is_empty()) {
            let number = names.number(row.named(column)).map_err(|_| RatingsError::NotUtf8 { line })?;
            if let Some(&first) = lines.get(number as usize) {
                return Err(RatingsError::RepeatedUnit { line, first, unit: names.get(number) });
            }
            lines.push(line);
        }
        clusters.put(table.len() as u32, row, String::new)?;
        let mut counts = vec![0; categories.len()];
        for (&column, place) in columns.iter().zip(&places) {
            if column >= row.width() {
                return Err(RatingsError::ShortRow { line, column: row.column_name(column) });
            }
            let count: u64 = if row.cell(column).is_empty() {
                blanks.add(line, &row.column_name(column));
                0
            } else {
                row.parse(column, "a count, 0 or more")?
            };
            if let Some(place) = *place {
                counts[place] = count;
            }
        }
        table.push(counts);
        rows_at.push(line);
        Ok(())
    })?;
    if table.is_empty() {
        return Err(RatingsError::TooLittle { expected: "units", found: "a header and no row" });
    }
    let all = Ratings::from_counts(&table).map_err(|error| match error {
        Error::TooManyRatings { unit, found, limit } => {
            RatingsError::TooManyRatings { line: rows_at[unit], found, limit }
        }
        other => other.into(),
    })?;
    let clusters = clusters.units().into_iter().map(|(name, units)| {
        let ratings = Ratings::from_counts(units.into_iter().map(|unit| &table[unit]))?;
        Ok(Cluster { name, ratings: scored(ratings, scores.clone())? })
    });
    let clusters = clusters.collect::<Result<_, RatingsError>>()?;
    let all = scored(all, scores.clone())?;
    remarks.extend(blanks.remark());
    let data = Data::Ratings(Clustered { all, clusters });
    Ok(RatingsTable { layout, coders: Vec::new(), categories, data, remarks })
}
