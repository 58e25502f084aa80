use qualkit_ingest::{Format, Rows};

use super::Ingest;

impl Ingest {
    /// The options that made no difference, since no file was of the kind they speak of.
    pub(super) fn unheeded(&self, formats: &[Format]) -> Vec<String> {
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
        let told = checks.iter().filter(|(_, unheeded, _)| *unheeded && !formats.is_empty());
        told.map(|(option, _, kind)| format!("{option} made no difference: no {kind} was read")).collect()
    }
}
