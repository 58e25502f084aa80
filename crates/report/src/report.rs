use qualkit_codebook::{Change, Codebook};
use qualkit_coding::Coder;
use qualkit_themes::{Layered, Quotation, Themes, UnknownName};
use qualkit_transcript::{Cases, Transcript};

use crate::tables::Attribution;
use crate::{Blind, Document, Round, Stamp, Table};

mod coders;
mod definitions;
mod manifest;
mod methods;
mod sections;
mod sweep;
mod themes;
mod work;

pub use manifest::InputFile;
pub use sweep::Leak;
pub use work::Work;

/// Everything that a report tells of.
#[derive(Clone, Debug)]
pub struct ReportInput<'a> {
    /// The study's title.
    pub title: &'a str,
    /// What nobody may overlook, for example that the material is synthetic; may be empty.
    pub note: &'a str,
    /// The version of the tool and the seed.
    pub stamp: &'a Stamp,
    /// The command that makes the report, without paths of the machine.
    pub command: &'a str,
    /// The files that the report is made of, with names relative to the study.
    pub inputs: &'a [InputFile],
    /// The transcripts of the study.
    pub transcripts: &'a [Transcript],
    /// What is known of the participants.
    pub cases: &'a Cases,
    /// The attribute by which sample and themes are divided, for example `role`.
    pub attribute: Option<&'a str>,
    /// The attributes that an attribution may show; `id` is the participant's id.
    pub attribution: &'a [String],
    /// Who codes.
    pub coders: &'a [Coder],
    /// What each coder has done, one entry per coder and transcript that the coder has begun.
    pub work: &'a [Work],
    /// The rounds of double coding; none if nothing can be compared.
    pub rounds: &'a [Round],
    /// How disagreements were settled, round by round.
    pub decisions: &'a [Decisions],
    /// The codings that are analysed, at most one layer per transcript.
    pub layers: &'a [Layered<'a>],
    /// The codebook as it stands.
    pub codebook: &'a Codebook,
    /// Its version.
    pub codebook_version: u32,
    /// How it came to be.
    pub changes: &'a [Change],
    /// The themes.
    pub themes: &'a Themes,
    /// The quotations, in the order in which they are numbered.
    pub quotations: &'a [Quotation],
    /// The words that must not be in the report.
    pub blind: &'a Blind,
}

/// How the disagreements of a round were settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// The round's name.
    pub round: String,
    /// How many disagreements were decided.
    pub total: usize,
    /// How many of them have a reason.
    pub with_reason: usize,
    /// What was decided how often, for example `kept` 90 times.
    pub outcomes: Vec<(String, usize)>,
    /// Who decided, as readers may know it.
    pub decided_by: Vec<String>,
}

/// A report: files with their names relative to the folder they are written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Names and bytes: `report.md`, `report.html`, `tables/*.csv`, `manifest.json`.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A name is not known.
    #[error(transparent)]
    UnknownName(#[from] UnknownName),
    /// Listed words would stand in the report.
    #[error(
        "words that must not leave the team would stand in the report, so nothing is written:{}",
        leaks.iter().map(|leak| format!("\n{leak}")).collect::<String>()
    )]
    Leaks {
        /// Every one of them.
        leaks: Vec<Leak>,
    },
}

/// Makes a report: a page as Markdown and as HTML, its tables as CSV, and a manifest of what it is made
/// of. The same input gives the same bytes.
///
/// Everything that people read goes through [`Blind::apply`]; then every file is searched for what may
/// have survived.
///
/// # Errors
/// If the attribute is not known, or if listed words survive; then there is no file at all.
pub fn report(input: &ReportInput<'_>) -> Result<Report, ReportError> {
    let title = input.title.to_owned();
    let (mut document, replaced) = Document { title, sections: sections::all(input)? }.blinded(input.blind);
    document.sections.push(sections::blinding(input, &replaced));
    let (document, _) = document.blinded(input.blind);
    let beside = sections::tables_beside(input)?.into_iter().map(|table| table.blinded(input.blind).0);

    let mut files = vec![
        ("report.html".to_owned(), document.html(input.stamp)),
        ("report.md".to_owned(), document.markdown(input.stamp)),
    ];
    files.extend(with_names(document.tables().cloned().chain(beside)));
    files.sort();
    files.push(("manifest.json".to_owned(), manifest::write(input, &files)));
    files.sort();
    let leaks = sweep::leaks(input.blind, &files);
    if !leaks.is_empty() {
        return Err(ReportError::Leaks { leaks });
    }
    Ok(Report { files: files.into_iter().map(|(name, text)| (name, text.into_bytes())).collect() })
}

/// The tables that have a name as files, each with a name of its own.
fn with_names(tables: impl Iterator<Item = Table>) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for table in tables.filter(|table| !table.name.is_empty()) {
        let numbered = (2..).map(|number| format!("tables/{}-{number}.csv", table.name));
        let mut names = std::iter::once(format!("tables/{}.csv", table.name)).chain(numbered);
        let free = names.find(|name| files.iter().all(|(taken, _)| taken != name));
        files.push((free.expect("there are more numbers than tables"), table.csv()));
    }
    files
}

impl ReportInput<'_> {
    /// A table of the analysis, which says of which layers it is.
    fn with_layers(&self, mut table: Table) -> Table {
        table.note(crate::tables::layers_note(self.layers, self.transcripts.len()));
        table
    }

    fn attribution(&self) -> Attribution<'_> {
        Attribution { cases: self.cases, attributes: self.attribution }
    }
}
