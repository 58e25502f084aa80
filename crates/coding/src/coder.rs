use std::fmt;
use std::str::FromStr;

qualkit_table::id_type! {
    /// The id of a coder; the name of the coder's folder in a study.
    CoderId
}

/// Somebody or something that codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coder {
    /// The id.
    pub id: CoderId,
    /// The name that reports print.
    pub name: String,
    /// Who or what codes.
    pub kind: CoderKind,
}

/// Who or what codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CoderKind {
    /// A person.
    #[default]
    Person,
    /// The codebook's patterns.
    Rule,
    /// A language model or another trained program.
    Model,
    /// What a team settled on.
    Consensus,
}

const KINDS: [(CoderKind, &str); 4] = [
    (CoderKind::Person, "person"),
    (CoderKind::Rule, "rule"),
    (CoderKind::Model, "model"),
    (CoderKind::Consensus, "consensus"),
];

impl CoderKind {
    /// Whether such a coder judges for itself, so that agreement with others means something.
    pub fn judges(self) -> bool {
        matches!(self, CoderKind::Person | CoderKind::Model)
    }
}

impl fmt::Display for CoderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(KINDS.iter().find(|(kind, _)| kind == self).map_or("", |(_, name)| name))
    }
}

impl FromStr for CoderKind {
    type Err = String;

    fn from_str(text: &str) -> Result<CoderKind, String> {
        let found = KINDS.iter().find(|(_, name)| name.eq_ignore_ascii_case(text.trim()));
        found.map(|(kind, _)| *kind).ok_or_else(|| "expected person, rule, model or consensus".to_owned())
    }
}
