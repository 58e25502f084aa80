use qualkit_codebook::Codebook;
use qualkit_table::one_line;
use qualkit_themes::{Quotation, Themes};
use qualkit_transcript::{CaseId, Cases};

use super::{code_name, theme_name};
use crate::{Cell, Column, Table};

/// What readers may know of who said something.
#[derive(Clone, Copy, Debug)]
pub struct Attribution<'a> {
    /// What is known of the participants.
    pub cases: &'a Cases,
    /// The attributes that may be shown, in order; `id` is the participant's id.
    pub attributes: &'a [String],
}

/// Quotations as a paper prints them: number, theme, code, words, and what readers may know of the
/// speaker. `with_places` adds transcript and turn, which are for the team alone.
pub fn quotations_table(
    quotations: &[Quotation],
    codebook: &Codebook,
    themes: &Themes,
    attribution: Attribution<'_>,
    with_places: bool,
) -> Table {
    let mut table = Table::new("quotations", "Quotations");
    table.columns = vec![
        Column::words("id", "No."),
        Column::words("theme", "Theme"),
        Column::words("theme_id", "Theme").to_machines(),
        Column::words("code", "Code"),
        Column::words("code_id", "Code").to_machines(),
        Column::words("words", "Quotation"),
        Column::words("attribution", "Speaker"),
    ];
    if with_places {
        table.columns.extend([Column::words("transcript", "Transcript"), Column::number("turn", "Turn")]);
    }
    for (number, quotation) in (1..).zip(quotations) {
        let theme = quotation.theme.as_ref().map(|id| id.as_str()).unwrap_or_default();
        let code = quotation.code.as_str();
        let mut row = vec![
            Cell::Text(quotation_id(number)),
            Cell::text(theme_name(themes, theme)),
            Cell::text(theme),
            Cell::text(code_name(codebook, code)),
            Cell::text(code),
            Cell::text(one_line(&quotation.words)),
            Cell::text(attribution.of(quotation.case.as_ref())),
        ];
        if with_places {
            row.extend([Cell::text(quotation.transcript.as_str()), Cell::Count(quotation.turn.into())]);
        }
        table.push(row);
    }
    table.note("The words are those of the transcripts; “ / ” stands between words of different turns.");
    table
}

/// By which the text refers to a quotation.
pub(crate) fn quotation_id(number: usize) -> String {
    format!("Q{number}")
}

impl Attribution<'_> {
    /// What readers may know of a participant.
    pub fn of(&self, case: Option<&CaseId>) -> String {
        let Some(case) = case else { return "speaker not known".to_owned() };
        let shown = self.attributes.iter().filter_map(|attribute| match attribute.as_str() {
            "id" => Some(case.as_str()),
            attribute => self.cases.value(case.as_str(), attribute),
        });
        let shown: Vec<&str> = shown.collect();
        if shown.is_empty() { "participant".to_owned() } else { shown.join(", ") }
    }
}
