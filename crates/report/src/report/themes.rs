use qualkit_codebook::CodeId;
use qualkit_themes::{Matrix, Theme, matrix, theme_counts, theme_matrix};

use super::{ReportError, ReportInput};
use crate::tables::{self, quotation_id};
use crate::{Block, Section};

/// The themes: a table of all, then each with its claim, its codes and its quotations.
pub(super) fn sections(input: &ReportInput<'_>) -> Result<Vec<Section>, ReportError> {
    if input.themes.is_empty() {
        return Ok(Vec::new());
    }
    let mut codes = None;
    let overview = match input.attribute {
        Some(attribute) => {
            codes = Some(matrix(input.codebook, input.layers, false, input.cases, attribute)?);
            tables::theme_matrix_table(&theme_matrix(input.themes, input.layers, input.cases, attribute)?, input.themes)
        }
        None => tables::theme_counts_table(&theme_counts(input.themes, input.layers), input.themes),
    };
    let mut sections = vec![Section::new("Themes", vec![Block::Table(overview)])];
    sections.extend(input.themes.iter().map(|theme| section(input, theme, codes.as_ref())));
    Ok(sections)
}

fn section(input: &ReportInput<'_>, theme: &Theme, codes: Option<&Matrix<CodeId>>) -> Section {
    let mut blocks = vec![Block::paragraph(&theme.claim)];
    if let Some(codes) = codes.filter(|_| !theme.codes.is_empty()) {
        let mut own = codes.clone();
        own.rows.retain(|row| theme.codes.contains(&row.id));
        let mut table = tables::matrix_table(&own, input.codebook);
        table.name = String::new();
        table.title = String::new();
        table.notes = Vec::new();
        for (row, code) in table.rows.iter_mut().zip(&own.rows) {
            row[0] = crate::Cell::text(tables::code_name(input.codebook, code.id.as_str()));
        }
        blocks.push(Block::Table(table));
    }
    let numbered = (1..).zip(input.quotations).filter(|(_, quotation)| quotation.theme.as_ref() == Some(&theme.id));
    blocks.extend(numbered.map(|(number, quotation)| Block::Quotation {
        id: quotation_id(number),
        words: quotation.words.clone(),
        attribution: input.attribution().of(quotation.case.as_ref()),
    }));
    let depth = input.themes.ancestors(theme.id.as_str()).count();
    Section { level: u8::try_from(depth + 2).unwrap_or(u8::MAX), ..Section::new(&theme.name, blocks) }
}
