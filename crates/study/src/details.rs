use std::path::Path;
use std::str::FromStr;

use qualkit_text::canonicalize;
use qualkit_transcript::{CaseId, Details, Role, Source, Speaker};
use serde::{Deserialize, Serialize};

use crate::StudyError;

/// `transcripts/ID.toml`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DetailsFile {
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recorded: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// The digest of the canonical text, by which a change of it is seen.
    #[serde(default)]
    text_digest: String,
    #[serde(default)]
    header: Vec<String>,
    source: SourceFile,
    #[serde(default)]
    speakers: Vec<SpeakerFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceFile {
    file_name: String,
    format: String,
    #[serde(default)]
    encoding: String,
    digest: String,
    #[serde(default)]
    warnings: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpeakerFile {
    label: String,
    role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    case: Option<String>,
}

/// Reads the details of a transcript and the digest of its text.
pub(crate) fn read(text: &str, path: &Path) -> Result<(Details, String), StudyError> {
    let file: DetailsFile =
        toml::from_str(text).map_err(|error| StudyError::broken(path, error.to_string().trim_end()))?;
    let mut problems = Vec::new();
    let mut speakers = Vec::new();
    for speaker in file.speakers {
        let role = Role::from_str(&speaker.role).map_err(|error| problems.push(error.to_string()));
        let case = speaker.case.as_deref().map(CaseId::new).transpose();
        let case = case.map_err(|error| problems.push(format!("case of '{}': {error}", speaker.label)));
        if let (Ok(role), Ok(case)) = (role, case) {
            speakers.push(Speaker { label: speaker.label, role, case });
        }
    }
    if !problems.is_empty() {
        return Err(StudyError::Broken { path: path.to_owned(), problems });
    }
    let source = Source {
        file_name: file.source.file_name,
        format: file.source.format,
        encoding: file.source.encoding,
        digest: file.source.digest,
        warnings: file.source.warnings,
    };
    let details = Details {
        title: file.title,
        recorded: file.recorded,
        language: file.language,
        header: file.header,
        speakers,
        source,
    };
    Ok((details, file.text_digest))
}

/// Writes the details of a transcript whose text has a digest.
pub(crate) fn write(details: &Details, text_digest: String) -> String {
    let source = &details.source;
    let file = DetailsFile {
        title: details.title.clone(),
        recorded: details.recorded.clone(),
        language: details.language.clone(),
        text_digest,
        header: details.header.clone(),
        source: SourceFile {
            file_name: source.file_name.clone(),
            format: source.format.clone(),
            encoding: source.encoding.clone(),
            digest: source.digest.clone(),
            warnings: source.warnings.clone(),
        },
        speakers: details
            .speakers
            .iter()
            .map(|speaker| SpeakerFile {
                label: speaker.label.clone(),
                role: speaker.role.to_string(),
                case: speaker.case.as_ref().map(ToString::to_string),
            })
            .collect(),
    };
    let text = toml::to_string_pretty(&file).expect("strings and lists of them can be written as TOML");
    canonicalize(&text).0.into_owned()
}
