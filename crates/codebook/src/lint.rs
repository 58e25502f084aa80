use std::fmt;

use crate::{Code, CodeId, Codebook, Pattern};

/// Something in a codebook that will make coders disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// The code.
    pub code: CodeId,
    /// What is the matter.
    pub kind: LintKind,
}

/// What can be the matter with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LintKind {
    /// A column that tells coders what to do is empty.
    Empty {
        /// The column.
        column: &'static str,
    },
    /// Another code bears nearly the same name.
    AlikeName {
        /// The other code.
        other: CodeId,
    },
    /// The code is in use, the one above it is retired.
    RetiredParent {
        /// The code above.
        parent: CodeId,
    },
    /// The instruction sends the coder to a code that is not there.
    UnknownReference {
        /// What it names.
        named: String,
    },
    /// The pattern is no regular expression.
    Pattern(crate::InvalidPattern),
}

impl Codebook {
    /// Looks for what will make coders disagree: empty definitions and instructions, names alike,
    /// retired parents, references to codes that are not there, broken patterns. Retired codes are
    /// left alone.
    pub fn lint(&self) -> Vec<Lint> {
        let active: Vec<&Code> = self.codes().filter(|code| code.is_active()).collect();
        let names: Vec<String> = active.iter().map(|code| code.name.to_lowercase()).collect();
        let mut found = Vec::new();
        for (place, code) in active.iter().enumerate() {
            let mut tell = |kind| found.push(Lint { code: code.id.clone(), kind });
            for (column, cell) in
                [("definition", &code.definition), ("use_when", &code.use_when), ("not_when", &code.not_when)]
            {
                if cell.is_empty() {
                    tell(LintKind::Empty { column });
                }
            }
            for (other, name) in active[..place].iter().zip(&names) {
                if alike(&names[place], name) {
                    tell(LintKind::AlikeName { other: other.id.clone() });
                }
            }
            if let Some(parent) = code.parent.as_ref().and_then(|parent| self.get(parent.as_str()))
                && !parent.is_active()
            {
                tell(LintKind::RetiredParent { parent: parent.id.clone() });
            }
            for named in references(&code.not_when).chain(references(&code.use_when)) {
                if self.get(named).is_none() {
                    tell(LintKind::UnknownReference { named: named.to_owned() });
                }
            }
            if let Err(invalid) = Pattern::of(code) {
                tell(LintKind::Pattern(invalid));
            }
        }
        found
    }
}

/// Whether two names in small letters differ in hardly a letter.
fn alike(one: &str, other: &str) -> bool {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    // Names that differ more in length than the likeness allows need no closer look.
    one == other || (short > 6 && short * 10 > long * 9 && strsim::normalized_damerau_levenshtein(one, other) > 0.9)
}

/// The hyphenated names behind the word `use`: `use gap-letters`, `use risk-record or risk-privilege`.
/// A name without hyphen may be an ordinary word and is not taken for a reference.
fn references(instruction: &str) -> impl Iterator<Item = &str> {
    let mut after_use = false;
    instruction.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).filter(|word| !word.is_empty()).filter(
        move |word| {
            let is_name = after_use && word.contains('-') && crate::CodeId::new(word).is_ok();
            after_use = word.eq_ignore_ascii_case("use") || (after_use && (is_name || *word == "or" || *word == "and"));
            is_name
        },
    )
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = &self.code;
        match &self.kind {
            LintKind::Empty { column } => {
                let advice = match *column {
                    "definition" => "say what the code means",
                    "use_when" => "say when to use the code",
                    _ => "say when not to use the code",
                };
                write!(f, "{code}: '{column}' is empty: {advice}")
            }
            LintKind::AlikeName { other } => write!(f, "{code}: its name is nearly that of '{other}'"),
            LintKind::RetiredParent { parent } => write!(f, "{code}: the code above it, '{parent}', is retired"),
            LintKind::UnknownReference { named } => {
                write!(f, "{code}: its instructions send to '{named}', which is no code of this codebook")
            }
            LintKind::Pattern(invalid) => write!(f, "{invalid}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_follow_the_word_use() {
        let found: Vec<_> =
            references("A self-help card: use gap-referral. Or use risk-record or risk-privilege.").collect();
        assert_eq!(found, ["gap-referral", "risk-record", "risk-privilege"]);
        assert_eq!(references("Use of follow-up visits.").count(), 0);
    }

    #[test]
    fn names_that_differ_in_a_letter_are_alike() {
        assert!(alike("warm handoff", "warm handoffs"));
        assert!(!alike("housing", "income"));
    }
}
