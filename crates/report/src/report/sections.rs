use qualkit_codebook::ChangeKind;
use qualkit_themes::{cooccur, counts, matrix, theme_counts, theme_matrix};

use super::{ReportError, ReportInput, definitions, methods, themes};
use crate::prose::{capitalized, counted, listed};
use crate::tables::{self, Sample};
use crate::{Block, Replaced, Section, Table};

/// So many pairs of codes stand in the page; the table beside it has all.
const PAIRS: usize = 15;

/// The sections of a report, but for what was blinded.
pub(super) fn all(input: &ReportInput<'_>) -> Result<Vec<Section>, ReportError> {
    let sample = Sample::of(input.transcripts, input.cases, input.attribute);
    let mut sections = Vec::new();
    if !input.note.is_empty() {
        sections.push(Section::new("", vec![Block::Notice(input.note.to_owned())]));
    }
    sections.push(Section::new("Sample", vec![Block::Table(tables::sample_table(&sample))]));
    sections.push(Section::new("Methods", methods::paragraphs(input, &sample)));
    sections.extend(agreement(input));
    sections.push(codebook(input));
    sections.extend(themes::sections(input)?);
    sections.extend(together(input));
    if !input.quotations.is_empty() {
        sections.push(Section::new("Quotations", vec![Block::Table(quotations(input))]));
    }
    sections.push(definitions::section(input));
    Ok(sections)
}

/// Tables that are too long for the page.
pub(super) fn tables_beside(input: &ReportInput<'_>) -> Result<Vec<Table>, ReportError> {
    let mut beside: Vec<Table> = input.rounds.iter().map(tables::agreement_by_pair).collect();
    let together = tables::cooccurrence_table(&cooccur(input.codebook, input.layers), input.codebook);
    beside.push(input.with_layers(together));
    let counted = tables::counts_table(&counts(input.codebook, input.layers, true), input.codebook, true);
    beside.push(input.with_layers(counted));
    let theme_counts = theme_counts(input.themes, input.layers);
    let mut by_value = None;
    if let Some(attribute) = input.attribute {
        let codes = matrix(input.codebook, input.layers, true, input.cases, attribute)?;
        beside.push(input.with_layers(tables::matrix_table(&codes, input.codebook, true)));
        by_value = Some(theme_matrix(input.themes, input.layers, input.cases, attribute)?);
    }
    if !input.themes.is_empty() {
        let themes = tables::themes_table(input.themes, input.codebook, &theme_counts, by_value.as_ref());
        beside.push(input.with_layers(themes));
    }
    Ok(beside)
}

fn agreement(input: &ReportInput<'_>) -> Vec<Section> {
    if input.rounds.is_empty() {
        return Vec::new();
    }
    let overview = tables::agreement_overview(input.rounds);
    let said = overview.notes.clone();
    let mut sections = vec![Section::new("Double coding and agreement", vec![Block::Table(overview)])];
    for round in input.rounds {
        let mut table = tables::agreement_by_code(round, Some(input.codebook));
        table.notes.retain(|note| !said.contains(note));
        sections.push(Section::under(capitalized(&round.title()), vec![Block::Table(table)]));
    }
    sections
}

fn codebook(input: &ReportInput<'_>) -> Section {
    let mut blocks = Vec::new();
    let mut versions: Vec<u32> = input.changes.iter().map(|change| change.version).collect();
    versions.sort_unstable();
    versions.dedup();
    for version in versions.into_iter().filter(|&version| version > 1) {
        let kinds = [
            ChangeKind::Added,
            ChangeKind::Renamed,
            ChangeKind::Moved,
            ChangeKind::Redefined,
            ChangeKind::Merged,
            ChangeKind::Split,
            ChangeKind::Retired,
            ChangeKind::Restored,
        ];
        let told: Vec<String> = kinds
            .iter()
            .filter_map(|&kind| {
                let of_kind = input.changes.iter().filter(|change| change.version == version && change.kind == kind);
                let mut codes: Vec<&str> = of_kind.map(|change| change.code.as_str()).collect();
                codes.sort_unstable();
                codes.dedup();
                (!codes.is_empty()).then(|| format!("{} {kind}", counted(codes.len(), "code")))
            })
            .collect();
        blocks.push(Block::paragraph(format!("Changes that led to version {version}: {}.", listed(&told))));
    }
    blocks.push(Block::Table(tables::codebook_table(input.codebook, input.codebook_version)));
    Section::new("Codebook", blocks)
}

fn together(input: &ReportInput<'_>) -> Option<Section> {
    let mut pairs = cooccur(input.codebook, input.layers);
    let all = pairs.len();
    // Stable: equal pairs stay in the order of the codebook.
    pairs.sort_by_key(|pair| std::cmp::Reverse((pair.places, pair.turns)));
    pairs.truncate(PAIRS);
    if pairs.is_empty() {
        return None;
    }
    let mut table = tables::cooccurrence_table(&pairs, input.codebook);
    table.name = String::new();
    table.title = match all {
        all if all > PAIRS => {
            format!("The {PAIRS} pairs of codes with most places in common, of {all} that come together")
        }
        _ => "Pairs of codes that come together".to_owned(),
    };
    Some(Section::new("Co-occurrence", vec![Block::Table(input.with_layers(table))]))
}

fn quotations(input: &ReportInput<'_>) -> Table {
    let attribution = input.attribution();
    let mut table = tables::quotations_table(input.quotations, input.codebook, input.themes, attribution, false);
    // The heading of the section says it.
    table.title = String::new();
    input.with_layers(table)
}

/// What was replaced in the page, by kind; never the words.
pub(super) fn blinding(input: &ReportInput<'_>, replaced: &Replaced) -> Section {
    if input.blind.is_empty() {
        let none = "No list of words to be replaced was given: names of people, places and organisations stand here as \
                    they stand in the transcripts.";
        return Section::new("Blinding", vec![Block::paragraph(none)]);
    }
    let mut table = Table::new("blinding", "What was replaced in this page");
    table.columns = vec![
        crate::Column::words("kind", "Kind"),
        crate::Column::number("forms", "Forms listed"),
        crate::Column::number("replaced", "Places replaced"),
    ];
    for (kind, forms) in input.blind.kinds() {
        table.push([crate::Cell::text(kind), crate::Cell::Count(forms), crate::Cell::Count(replaced.of(kind))]);
    }
    let explained = "Names and other words that could identify somebody were replaced by what stands in square \
                     brackets. Afterwards every file of this report was searched for them again; none was found.";
    Section::new("Blinding", vec![Block::paragraph(explained), Block::Table(table)])
}
