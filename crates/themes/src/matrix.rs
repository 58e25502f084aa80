use std::collections::BTreeSet;

use qualkit_codebook::{CodeId, Codebook};
use qualkit_transcript::{CaseId, Cases};

use crate::group::{Group, by_code, by_theme};
use crate::material::{Piece, pieces, tally};
use crate::{Layered, Tally, ThemeId, Themes, UnknownName};

/// The heading of the column of those whose value is not known.
pub const NOT_KNOWN: &str = "(not known)";

/// Codes or themes by the values of an attribute: who speaks of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix<Id> {
    /// The attribute.
    pub attribute: String,
    /// One column per value that a participant of the analysed transcripts has, in the order of the
    /// cases; last, if there is any such participant or coding, the one of those not known.
    pub columns: Vec<Column>,
    /// One row per code or theme, in order.
    pub rows: Vec<MatrixRow<Id>>,
}

/// One value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The value; `None` for those of whom it is not known.
    pub value: Option<String>,
    /// How many participants of the analysed transcripts have it: the denominator of every share.
    pub participants: usize,
}

/// One code or theme by the values of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow<Id> {
    /// The code or theme.
    pub id: Id,
    /// How many codes or themes lie above it.
    pub depth: usize,
    /// One cell per column. A coding counts where its case belongs, so participants and codings of a
    /// row add up to those of [`counts`](crate::counts).
    pub cells: Vec<Tally>,
}

impl Column {
    /// The value, or [`NOT_KNOWN`].
    pub fn heading(&self) -> &str {
        self.value.as_deref().unwrap_or(NOT_KNOWN)
    }
}

/// Counts every code of the codebook for each value of an attribute.
///
/// # Errors
/// If the cases have no such attribute.
pub fn matrix(
    codebook: &Codebook,
    layers: &[Layered<'_>],
    with_children: bool,
    cases: &Cases,
    attribute: &str,
) -> Result<Matrix<CodeId>, UnknownName> {
    cross(by_code(codebook, with_children), layers, cases, attribute)
}

/// Counts every theme for each value of an attribute; see [`theme_counts`](crate::theme_counts) for what
/// belongs to a theme.
///
/// # Errors
/// If the cases have no such attribute.
pub fn theme_matrix(
    themes: &Themes,
    layers: &[Layered<'_>],
    cases: &Cases,
    attribute: &str,
) -> Result<Matrix<ThemeId>, UnknownName> {
    cross(by_theme(themes), layers, cases, attribute)
}

fn cross<Id>(
    groups: Vec<Group<'_, Id>>,
    layers: &[Layered<'_>],
    cases: &Cases,
    attribute: &str,
) -> Result<Matrix<Id>, UnknownName> {
    check_attribute(cases, attribute)?;
    let pieces = pieces(layers);
    let value_of = |piece: &Piece<'_>| piece.case.and_then(|case| cases.value(case.as_str(), attribute));
    let columns = columns(layers, &pieces, cases, attribute);
    let rows = groups.into_iter().map(|group| {
        let cell = |column: &Column| {
            let inside = |piece: &&Piece<'_>| group.holds(piece) && value_of(piece) == column.value.as_deref();
            tally(layers, pieces.iter().filter(inside))
        };
        MatrixRow { cells: columns.iter().map(cell).collect(), id: group.id, depth: group.depth }
    });
    let rows = rows.collect();
    Ok(Matrix { attribute: attribute.to_owned(), columns, rows })
}

fn columns(layers: &[Layered<'_>], pieces: &[Piece<'_>], cases: &Cases, attribute: &str) -> Vec<Column> {
    let participants: BTreeSet<&CaseId> = layers.iter().flat_map(Layered::participants).collect();
    let with =
        |value: Option<&str>| participants.iter().filter(|case| cases.value(case.as_str(), attribute) == value).count();
    let column = |value: Option<&str>| Column { value: value.map(str::to_owned), participants: with(value) };
    let mut columns: Vec<Column> = cases.values(attribute).into_iter().map(|value| column(Some(value))).collect();
    columns.retain(|column| column.participants > 0);
    let not_known = column(None);
    let homeless = |piece: &Piece<'_>| piece.case.is_none_or(|case| cases.value(case.as_str(), attribute).is_none());
    if not_known.participants > 0 || pieces.iter().any(homeless) {
        columns.push(not_known);
    }
    columns
}

/// Refuses an attribute that no case has.
pub(crate) fn check_attribute(cases: &Cases, attribute: &str) -> Result<(), UnknownName> {
    if cases.attributes().iter().any(|name| name.eq_ignore_ascii_case(attribute)) {
        return Ok(());
    }
    let nearest = qualkit_table::nearest(attribute, cases.attributes().iter().map(String::as_str));
    Err(UnknownName::Attribute { name: attribute.to_owned(), nearest: nearest.map(str::to_owned) })
}
