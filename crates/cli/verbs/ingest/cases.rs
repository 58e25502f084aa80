use std::path::PathBuf;

use qualkit_study::{Changes, Study};
use qualkit_transcript::Cases;

use crate::failure::Failure;
use crate::print::{Talk, counted};

/// Conflicts that are told one by one.
const TOLD: usize = 10;

/// Adds what tables say of their cases to the study's; what the study says already stays.
pub fn add(
    study: &Study,
    tables: &[(PathBuf, Cases)],
    changes: &mut Changes,
    talk: &mut Talk,
) -> Result<bool, Failure> {
    // A table without attributes tells nothing of its cases.
    let tables: Vec<_> = tables.iter().filter(|(_, table)| !table.attributes().is_empty()).collect();
    if tables.is_empty() {
        return Ok(false);
    }
    let before = study.cases()?;
    let mut cases = before.clone();
    for (file, table) in tables {
        let conflicts = cases.add(table);
        for conflict in conflicts.iter().take(TOLD) {
            talk.add(format!(
                "{}: {} of the case '{}' is '{}', but '{}' before, which stays",
                file.display(),
                conflict.attribute,
                conflict.case,
                conflict.other,
                conflict.known
            ));
        }
        if conflicts.len() > TOLD {
            talk.add(format!(
                "{}: {} more values differ from those before, which stay",
                file.display(),
                conflicts.len() - TOLD
            ));
        }
    }
    if cases == before {
        return Ok(false);
    }
    let added = cases.ids().len() - before.ids().len();
    let attributes = cases.attributes().join(", ");
    talk.add(format!("cases.csv: {} with the attributes {attributes}", counted(added, "new case", "new cases")));
    changes.write(study.layout().at("cases.csv"), cases.table());
    Ok(true)
}
