//! Stands in for what agreement does not offer yet.
#![allow(missing_docs)]
use qualkit_agreement::Error;

#[derive(Clone, Debug)]
pub struct SetRatings(pub Vec<Vec<Option<Vec<usize>>>>);
impl SetRatings {
    pub(crate) fn from_rows<'r>(
        rows: impl IntoIterator<Item = &'r Vec<Option<Vec<usize>>>>,
        _: usize,
    ) -> Result<SetRatings, Error> {
        Ok(SetRatings(rows.into_iter().cloned().collect()))
    }
}
