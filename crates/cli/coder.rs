use qualkit_coding::{Coder, CoderId, CoderKind};
use qualkit_study::{Changes, Study};
use qualkit_table::nearest;

use crate::failure::Failure;
use crate::print::Talk;

/// The id of a coder, as typed.
pub fn parse_coder(text: &str) -> Result<CoderId, String> {
    match text.trim() {
        "" => Err("several coders are separated by commas, without spaces".to_owned()),
        "study" => Err("'study' is the name of the study's own log; name the coder otherwise".to_owned()),
        id => CoderId::new(id).map_err(|error| error.to_string()),
    }
}

/// The coder who is going to code; one whom the study does not know is added to it, and that is said.
pub fn known_or_new(
    study: &mut Study,
    id: &CoderId,
    kind: CoderKind,
    changes: &mut Changes,
    talk: &mut Talk,
) -> Result<Coder, Failure> {
    if let Some(coder) = study.manifest().coder(id.as_str()) {
        return Ok(coder.clone());
    }
    refuse_capitals(study, id)?;
    let kind = if id.as_str() == "consensus" { CoderKind::Consensus } else { kind };
    let coder = Coder { id: id.clone(), name: id.to_string(), kind };
    study.add_coder(&coder, changes)?;
    let others = study.manifest().coders.iter().map(|coder| coder.id.as_str());
    match nearest(id.as_str(), others.filter(|other| *other != id.as_str())) {
        Some(near) => {
            talk.add(format!("coder '{id}' is new ({kind}); if you meant '{near}', take it out of study.toml"))
        }
        None => talk.add(format!("coder '{id}' is new ({kind})")),
    }
    Ok(coder)
}

/// Refuses an id that differs from a known one in capitals alone: on many disks both would be one folder.
pub fn refuse_capitals(study: &Study, id: &CoderId) -> Result<(), Failure> {
    let lower = id.as_str().to_lowercase();
    match study.manifest().coders.iter().find(|coder| coder.id.as_str().to_lowercase() == lower) {
        Some(other) if other.id != *id => {
            let problem = format!("the study has no coder '{id}', but '{}'", other.id);
            Err(Failure::data(problem).hint(format!("name '{}', or another id", other.id)))
        }
        _ => Ok(()),
    }
}
