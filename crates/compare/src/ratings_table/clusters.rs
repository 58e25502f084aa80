use std::io::Read;

use super::block::Row;
use super::names::Names;
use super::rows::Rows;
use super::{Layout, Reading};
use crate::RatingsError;

/// Which unit lies in which cluster, if a column tells.
pub(super) struct Clusters {
    column: Option<usize>,
    names: Names,
    /// For every unit the number of its cluster.
    of_unit: Vec<u32>,
}

/// Not told yet.
const NONE: u32 = u32::MAX;

impl Clusters {
    pub(super) fn new<R: Read>(rows: &Rows<R>, reading: Reading<'_>) -> Result<Clusters, RatingsError> {
        let column = reading.cluster.map(|name| rows.must(name)).transpose()?;
        Ok(Clusters { column, names: Names::default(), of_unit: Vec::new() })
    }

    /// The place of the column.
    pub(super) fn column(&self) -> Option<usize> {
        self.column
    }

    /// Puts a unit into the cluster that the row names.
    pub(super) fn put(&mut self, unit: u32, row: Row<'_>, unit_name: impl Fn() -> String) -> Result<(), RatingsError> {
        let Some(column) = self.column else { return Ok(()) };
        let name = row.named(column);
        if name.bytes.is_empty() {
            return Err(row.refuse(column, "the name of a cluster"));
        }
        let cluster = self.names.number(name).map_err(|_| RatingsError::NotUtf8 { line: row.line() })?;
        let unit = unit as usize;
        if unit >= self.of_unit.len() {
            self.of_unit.resize(unit + 1, NONE);
        }
        let known = &mut self.of_unit[unit];
        if *known != NONE && *known != cluster {
            return Err(RatingsError::OtherCluster {
                line: row.line(),
                column: row.column_name(column),
                unit: unit_name(),
                first: self.names.get(*known),
                found: self.names.get(cluster),
            });
        }
        *known = cluster;
        Ok(())
    }

    /// The units of each cluster, clusters by name.
    pub(super) fn units(&self) -> Vec<(String, Vec<usize>)> {
        let mut clusters: Vec<(String, Vec<usize>)> = self.names.all().map(|name| (name, Vec::new())).collect();
        for (unit, &cluster) in self.of_unit.iter().enumerate() {
            clusters[cluster as usize].1.push(unit);
        }
        clusters.sort_unstable();
        clusters
    }

    /// Refuses a cluster where the layout cannot have one.
    pub(super) fn refuse(reading: Reading<'_>, layout: Layout) -> Result<(), RatingsError> {
        let what = "column of clusters";
        reading.cluster.map_or(Ok(()), |_| Err(RatingsError::NotInLayout { layout, what }))
    }
}
