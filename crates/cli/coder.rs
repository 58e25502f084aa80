use qualkit_coding::{Coder, CoderId, CoderKind};
use qualkit_study::{Changes, Study};

use crate::failure::Failure;
use crate::print::say;

/// The id of a coder, as typed.
pub fn parse_coder(text: &str) -> Result<CoderId, String> {
    CoderId::new(text).map_err(|error| error.to_string())
}

/// The coder who is going to code; one whom the study does not know is added to it, and that is said.
pub fn known_or_new(study: &mut Study, id: &CoderId, kind: CoderKind, changes: &mut Changes) -> Result<Coder, Failure> {
    if let Some(coder) = study.manifest().coder(id.as_str()) {
        return Ok(coder.clone());
    }
    if let Some(other) = study.manifest().coders.iter().find(|c| c.id.as_str().eq_ignore_ascii_case(id.as_str())) {
        let problem = format!("the study has no coder '{id}', but '{}'", other.id);
        return Err(Failure::data(problem).hint(format!("use --coder {}", other.id)));
    }
    let kind = if id.as_str() == "consensus" { CoderKind::Consensus } else { kind };
    let coder = Coder { id: id.clone(), name: id.to_string(), kind };
    study.add_coder(&coder, changes)?;
    say(format!("coder '{id}' is new: added to study.toml as a {kind}"));
    Ok(coder)
}
