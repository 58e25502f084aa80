use crate::{Change, ChangeKind, Code, Codebook, Status};

/// What became of a codebook: every code that is new or gone, and every cell that changed, in the
/// order of the later codebook. Colour, origin and columns that are not ours are not compared.
///
/// Merges and splits cannot be seen from two tables; they are [`ChangeKind::Added`] and
/// [`ChangeKind::Retired`] here until somebody says what they were.
///
/// ```
/// use qualkit_codebook::{Codebook, diff};
///
/// let (before, _) = Codebook::read("id,name,definition\ntrust,Trust,\nfear,Fear,\n").unwrap();
/// let (after, _) = Codebook::read("id,name,definition\ntrust,Prior trust,Ties.\n").unwrap();
/// let changes: Vec<String> = diff(&before, &after, 2).iter().map(|c| format!("{} {}", c.code, c.kind)).collect();
/// assert_eq!(changes, ["trust renamed", "trust redefined", "fear retired"]);
/// ```
pub fn diff(before: &Codebook, after: &Codebook, version: u32) -> Vec<Change> {
    let change = |kind, code: &Code, field: &str, from: &str, to: &str| Change {
        version,
        date: String::new(),
        coder: String::new(),
        kind,
        code: code.id.to_string(),
        field: field.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        reason: String::new(),
    };
    let mut changes = Vec::new();
    for code in after.codes() {
        let Some(was) = before.get(code.id.as_str()) else {
            changes.push(change(ChangeKind::Added, code, "", "", &code.name));
            continue;
        };
        let parent = |code: &Code| code.parent.as_ref().map(ToString::to_string).unwrap_or_default();
        for (kind, field, from, to) in [
            (ChangeKind::Renamed, "name", &was.name, &code.name),
            (ChangeKind::Moved, "parent", &parent(was), &parent(code)),
            (ChangeKind::Redefined, "definition", &was.definition, &code.definition),
            (ChangeKind::Redefined, "detail", &was.detail, &code.detail),
            (ChangeKind::Redefined, "use_when", &was.use_when, &code.use_when),
            (ChangeKind::Redefined, "not_when", &was.not_when, &code.not_when),
            (ChangeKind::Redefined, "example", &was.example, &code.example),
            (ChangeKind::Redefined, "pattern", &was.pattern, &code.pattern),
        ] {
            if from != to {
                changes.push(change(kind, code, field, from, to));
            }
        }
        match (was.status, code.status) {
            (Status::Active, Status::Retired) => changes.push(change(ChangeKind::Retired, code, "", "", "")),
            (Status::Retired, Status::Active) => changes.push(change(ChangeKind::Restored, code, "", "", "")),
            _ => {}
        }
    }
    for code in before.codes().filter(|code| code.is_active() && after.get(code.id.as_str()).is_none()) {
        changes.push(change(ChangeKind::Retired, code, "", "", ""));
    }
    changes
}

impl Codebook {
    /// The next version of this codebook: `after`, with the codes that it lacks kept as retired, so that
    /// no coding loses its code.
    pub fn succeeded_by(&self, after: &Codebook) -> Codebook {
        let kept = self.codes().filter(|code| after.get(code.id.as_str()).is_none()).map(|code| {
            let mut code = code.clone();
            code.status = Status::Retired;
            code
        });
        Codebook::new(after.codes().cloned().chain(kept))
            .expect("codes of two sound codebooks, each id once, are a sound codebook")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_left_out_is_kept_as_retired() {
        let (before, _) = Codebook::read("id,parent\na,\nb,a\n").unwrap();
        let (after, _) = Codebook::read("id\na\n").unwrap();
        let next = before.succeeded_by(&after);
        assert!(!next.get("b").unwrap().is_active());
        assert!(diff(&next, &before.succeeded_by(&after), 3).is_empty());
    }
}
