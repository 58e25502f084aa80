use qualkit_coding::CodingSet;
use qualkit_compare::Unit;
use qualkit_report::Blind;
use qualkit_report::tables::layers_note;
use qualkit_study::{CodebookHistory, Problem, Severity, Study, StudyError};
use qualkit_themes::{Layered, PickedQuote, Themes, verify_quotes};
use qualkit_transcript::{Cases, Transcript};

use crate::failure::Failure;
use crate::print::counted;
use crate::verbs::codebook_of;

/// What the analysis of a study looks at: its transcripts, the layer of each, codes, themes, cases.
pub struct Material {
    pub transcripts: Vec<Transcript>,
    /// One per transcript; `None` where nobody of those analysed coded it.
    layers: Vec<Option<CodingSet>>,
    pub history: CodebookHistory,
    pub themes: Themes,
    pub cases: Cases,
}

impl Material {
    /// Reads everything that the analysis needs.
    pub fn load(study: &Study) -> Result<Material, Failure> {
        let history = codebook_of(study)?;
        let transcripts = study.transcripts()?;
        let ids: Vec<_> = transcripts.iter().map(|transcript| transcript.id().clone()).collect();
        let layers = study.layers(&ids)?;
        refuse_moved(study, &transcripts, &layers)?;
        let themes = study.table("themes.csv", Themes::read)?.unwrap_or_default();
        Ok(Material { transcripts, layers, history, themes, cases: study.cases()? })
    }

    /// The transcripts that somebody coded, each with its layer.
    pub fn layered(&self) -> Vec<Layered<'_>> {
        let pairs = self.transcripts.iter().zip(&self.layers);
        pairs.filter_map(|(transcript, set)| Some(Layered { transcript, set: set.as_ref()? })).collect()
    }

    /// Which layer is analysed of which transcript, as a note for every table.
    pub fn layers_told(&self) -> String {
        layers_note(&self.layered(), self.transcripts.len())
    }
}

/// Refuses codings whose words are not where they say: whatever is counted or quoted would be wrong.
fn refuse_moved(study: &Study, transcripts: &[Transcript], layers: &[Option<CodingSet>]) -> Result<(), Failure> {
    let pairs = transcripts.iter().zip(layers).filter_map(|(transcript, set)| Some((transcript, set.as_ref()?)));
    let moved: usize = pairs.map(|(transcript, set)| set.mismatches(transcript).len()).sum();
    if moved == 0 {
        return Ok(());
    }
    let told = counted(moved, "coding does not lie on its words", "codings do not lie on their words");
    Err(Failure::data(told).hint(format!("qualkit check {} tells which", study.layout().root().display())))
}

/// The words that reports replace.
pub fn blind_of(study: &Study) -> Result<Blind, StudyError> {
    Ok(study.table("blind.csv", Blind::read)?.unwrap_or_default())
}

/// Refuses a text in which a word that should have been replaced is left.
pub fn refuse_survivors(blind: &Blind, name: &str, text: &str) -> Result<(), Failure> {
    let survivors = blind.survivors(text);
    let Some(first) = survivors.first() else { return Ok(()) };
    let told = counted(survivors.len(), "word that blind.csv lists is", "words that blind.csv lists are");
    Err(Failure::data(format!("{told} left in {name}, the first '{}' ({})", first.words, first.kind))
        .hint("it may stand in an id, a label or a heading: give that another name, or take the word off the list"))
}

/// The quotations picked for the report; `None` if none were picked.
pub fn picked_of(study: &Study) -> Result<Option<Vec<PickedQuote>>, StudyError> {
    study.table("quotes.csv", |table| {
        PickedQuote::read_all(table)
            .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

/// What is wrong in the tables that only the analysis reads.
pub fn check(study: &Study) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut tell = |file: &str, line: Option<usize>, message: String| {
        let remedy = "correct the table and import it again".to_owned();
        problems.push(Problem { severity: Severity::Error, file: file.to_owned(), line, message, remedy });
    };
    if let Err(error) = study.manifest().unit.parse::<Unit>() {
        tell("study.toml", None, format!("unit: {error}"));
    }
    match study.table("themes.csv", Themes::read) {
        Err(error) => tell("themes.csv", None, error.to_string()),
        Ok(themes) => {
            let codebook = study.codebook().map(|history| history.codebook).unwrap_or_default();
            for problem in themes.unwrap_or_default().check(&codebook) {
                tell("themes.csv", None, problem.to_string());
            }
        }
    }
    if let Err(error) = blind_of(study) {
        tell("blind.csv", None, error.to_string());
    }
    match picked_of(study) {
        Err(error) => tell("quotes.csv", None, error.to_string()),
        // What hinders the analysis as a whole is told elsewhere.
        Ok(Some(picked)) => {
            if let Ok(material) = Material::load(study) {
                for problem in verify_quotes(&picked, &material.themes, &material.layered()).1 {
                    let message = format!("'{}': {}", problem.transcript, problem.fault);
                    tell("quotes.csv", Some(problem.line as usize), message);
                }
            }
        }
        Ok(None) => {}
    }
    problems
}
