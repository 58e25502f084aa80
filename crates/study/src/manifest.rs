use std::path::Path;
use std::str::FromStr;

use qualkit_coding::{Coder, CoderId, CoderKind};
use qualkit_text::canonicalize;
use serde::Deserialize;

use crate::StudyError;

/// The format of studies that this program writes.
pub const FORMAT: u32 = 1;

/// What `study.toml` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The study's title.
    pub title: String,
    /// A remark that every report prints, for example that the material is synthetic.
    pub note: String,
    /// The seed for whatever is drawn by chance.
    pub seed: u64,
    /// The unit on which agreement is judged unless another is asked for.
    pub unit: String,
    /// Who codes.
    pub coders: Vec<Coder>,
    /// The layers of the analysis: per transcript, the first that is present.
    pub analysis: Vec<CoderId>,
    /// The attributes that an attribution may show.
    pub attribution: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestFile {
    /// Known by now: it was read first, so that a newer format is told apart from a broken one.
    #[serde(rename = "format")]
    _format: u32,
    title: String,
    #[serde(default)]
    note: String,
    #[serde(default = "one")]
    seed: u64,
    #[serde(default = "turn")]
    unit: String,
    #[serde(default)]
    analysis: Option<Vec<String>>,
    #[serde(default)]
    privacy: PrivacyFile,
    #[serde(default)]
    coders: Vec<CoderFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrivacyFile {
    attribution: Vec<String>,
}

impl Default for PrivacyFile {
    fn default() -> Self {
        PrivacyFile { attribution: vec!["role".to_owned()] }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CoderFile {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: String,
}

#[derive(Deserialize)]
struct FormatOnly {
    format: Option<u32>,
}

fn one() -> u64 {
    1
}

fn turn() -> String {
    "turn".to_owned()
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// If it is of a later format, or does not say what it should.
    pub(crate) fn read(text: &str, path: &Path) -> Result<Manifest, StudyError> {
        let toml_error = |error: toml::de::Error| StudyError::broken(path, error.to_string().trim_end());
        let format: FormatOnly = toml::from_str(text).map_err(toml_error)?;
        match format.format {
            Some(found) if found > FORMAT => {
                return Err(StudyError::NewerFormat { path: path.to_owned(), found, known: FORMAT });
            }
            None | Some(0) => return Err(StudyError::broken(path, "the line 'format = 1' is missing")),
            Some(_) => {}
        }
        let file: ManifestFile = toml::from_str(text).map_err(toml_error)?;
        let mut problems = Vec::new();
        let mut coders: Vec<Coder> = Vec::new();
        for coder in file.coders {
            let kind = if coder.kind.is_empty() { Ok(CoderKind::Person) } else { CoderKind::from_str(&coder.kind) };
            match (CoderId::new(&coder.id), kind) {
                (Ok(id), Ok(_)) if coders.iter().any(|known| known.id == id) => {
                    problems.push(format!("the coder '{id}' stands twice"));
                }
                (Ok(id), Ok(kind)) => {
                    let name = if coder.name.is_empty() { id.to_string() } else { coder.name };
                    coders.push(Coder { id, name, kind });
                }
                (Err(error), _) => problems.push(format!("coders: {error}")),
                (_, Err(expected)) => {
                    problems.push(format!("coder '{}': kind '{}': {expected}", coder.id, coder.kind));
                }
            }
        }
        let mut analysis = Vec::new();
        for layer in file.analysis.iter().flatten() {
            match coders.iter().find(|coder| coder.id.as_str() == layer) {
                Some(coder) => analysis.push(coder.id.clone()),
                None => problems.push(format!("analysis: '{layer}' is no coder of this study")),
            }
        }
        if file.analysis.is_none() {
            for kind in [CoderKind::Consensus, CoderKind::Person, CoderKind::Model, CoderKind::Rule] {
                analysis.extend(coders.iter().filter(|coder| coder.kind == kind).map(|coder| coder.id.clone()));
            }
        }
        if !problems.is_empty() {
            return Err(StudyError::Broken { path: path.to_owned(), problems });
        }
        Ok(Manifest {
            title: file.title,
            note: file.note,
            seed: file.seed,
            unit: file.unit,
            coders,
            analysis,
            attribution: file.privacy.attribution,
        })
    }

    /// The coder with an id.
    pub fn coder(&self, id: &str) -> Option<&Coder> {
        self.coders.iter().find(|coder| coder.id.as_str() == id)
    }

    /// The text of a manifest with one more coder; comments and everything else stay as they are.
    pub(crate) fn with_coder(text: &str, coder: &Coder, path: &Path) -> Result<String, StudyError> {
        let mut document: toml_edit::DocumentMut = text
            .parse()
            .map_err(|error: toml_edit::TomlError| StudyError::broken(path, error.to_string().trim_end()))?;
        let mut table = toml_edit::Table::new();
        table.insert("id", toml_edit::value(coder.id.as_str()));
        table.insert("name", toml_edit::value(canonicalize(&coder.name).0.into_owned()));
        table.insert("kind", toml_edit::value(coder.kind.to_string()));
        let coders = document.entry("coders").or_insert(toml_edit::array());
        match coders.as_array_of_tables_mut() {
            Some(coders) => coders.push(table),
            None => return Err(StudyError::broken(path, "'coders' is no list of [[coders]]")),
        }
        Ok(document.to_string())
    }
}
