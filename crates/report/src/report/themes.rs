use qualkit_codebook::CodeId;
use qualkit_themes::{Matrix, Theme, matrix, theme_counts, theme_matrix};

use super::{ReportError, ReportInput};
use crate::tables::{self, code_name, quotation_id};
use crate::{Block, Cell, Section, Table};

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
    let mut sections = vec![Section::new("Themes", vec![Block::Table(input.with_layers(overview))])];
    sections.extend(input.themes.iter().map(|theme| section(input, theme, codes.as_ref())));
    Ok(sections)
}

fn section(input: &ReportInput<'_>, theme: &Theme, codes: Option<&Matrix<CodeId>>) -> Section {
    let mut blocks = vec![Block::paragraph(&theme.claim)];
    match (&theme.codes[..], codes) {
        ([], _) => {}
        ([_, _, ..], Some(codes)) => blocks.push(Block::Table(own_codes(input, theme, codes))),
        (codes, _) => {
            let names: Vec<&str> = codes.iter().map(|code| code_name(input.codebook, code.as_str())).collect();
            let head = if codes.len() == 1 { "Code" } else { "Codes" };
            blocks.push(Block::paragraph(format!("{head}: {}.", names.join("; "))));
        }
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

/// The codes that the theme itself holds, by the values of the attribute; a table of the page only.
fn own_codes(input: &ReportInput<'_>, theme: &Theme, codes: &Matrix<CodeId>) -> Table {
    let mut own = codes.clone();
    own.rows.retain(|row| theme.codes.contains(&row.id));
    let mut table = tables::matrix_table(&own, input.codebook, true);
    for (row, code) in table.rows.iter_mut().zip(&own.rows) {
        // Outside the codebook's tree a name needs no indent.
        row[0] = Cell::text(code_name(input.codebook, code.id.as_str()));
    }
    Table { name: String::new(), title: String::new(), notes: Vec::new(), ..table }
}
