use qualkit_ingest::{Alias, Format, Rows};

use super::Ingest;

impl Ingest {
    /// The options that made no difference, since no file was of the kind they speak of, and the labels of the table
    /// of speakers that no turn bears.
    pub(super) fn unheeded(&self, formats: &[Format], unused: &[Alias]) -> Vec<String> {
        let is_table = |format: &Format| matches!(format, Format::Csv | Format::Xlsx);
        let is_packed = |format: &Format| matches!(format, Format::Docx | Format::Odt | Format::Pdf | Format::Xlsx);
        let is_document = |format: &Format| {
            matches!(
                format,
                Format::Text | Format::Markdown | Format::Docx | Format::Odt | Format::Rtf | Format::Html | Format::Pdf
            )
        };
        let any = |is_meant: &dyn Fn(&Format) -> bool| formats.iter().any(is_meant);
        let checks = [
            ("--columns", self.columns.is_some() && !any(&is_table), "table"),
            ("--rows", self.rows != Rows::Utterances && !any(&is_table), "table"),
            ("--sheet", self.sheet.is_some() && !any(&|format| *format == Format::Xlsx), "workbook"),
            ("--encoding", self.encoding.is_some() && formats.iter().all(is_packed), "text"),
            ("--speaker-pattern", self.speaker_pattern.is_some() && !any(&is_document), "text and no document"),
        ];
        if formats.is_empty() {
            return Vec::new();
        }
        let table = self.speakers.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
        let labels = (!unused.is_empty()).then(|| {
            let first: Vec<String> = unused.iter().take(8).map(|alias| format!("'{}'", alias.label)).collect();
            let more = if unused.len() > 8 { format!(" and {} more", unused.len() - 8) } else { String::new() };
            let labels = if unused.len() == 1 { "label" } else { "labels" };
            format!("{table}: no turn bears the {labels} {}{more}", first.join(", "))
        });
        let options = checks.iter().filter(|(_, unheeded, _)| *unheeded);
        let options = options.map(|(option, _, kind)| format!("{option} made no difference: no {kind} was read"));
        labels.into_iter().chain(options).collect()
    }
}
