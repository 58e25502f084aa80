use std::fmt;
use std::str::FromStr;

/// A program for coding whose agreement values are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Program {
    /// NVivo's coding comparison query.
    Nvivo,
    /// MAXQDA's intercoder agreement.
    Maxqda,
    /// ATLAS.ti's inter-coder agreement.
    Atlasti,
    /// QualCoder's coder comparison.
    Qualcoder,
    /// Dedoose's Training Center.
    Dedoose,
}

/// A text that names no such program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected nvivo, maxqda, atlasti, qualcoder or dedoose, found '{found}'")]
pub struct UnknownProgram {
    /// The text.
    pub found: String,
}

impl Program {
    /// All programs.
    pub const ALL: [Program; 5] =
        [Program::Nvivo, Program::Maxqda, Program::Atlasti, Program::Qualcoder, Program::Dedoose];

    /// The name as its makers write it.
    pub fn title(self) -> &'static str {
        match self {
            Program::Nvivo => "NVivo",
            Program::Maxqda => "MAXQDA",
            Program::Atlasti => "ATLAS.ti",
            Program::Qualcoder => "QualCoder",
            Program::Dedoose => "Dedoose",
        }
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.title().replace('.', "").to_lowercase())
    }
}

impl FromStr for Program {
    type Err = UnknownProgram;

    fn from_str(text: &str) -> Result<Program, UnknownProgram> {
        let wanted = text.trim().replace('.', "").to_lowercase();
        let found = Program::ALL.into_iter().find(|program| program.to_string() == wanted);
        found.ok_or_else(|| UnknownProgram { found: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_named_as_one_types_them() {
        for program in Program::ALL {
            assert_eq!(program.to_string().parse(), Ok(program));
            assert_eq!(program.title().parse(), Ok(program));
        }
        assert!("all".parse::<Program>().is_err());
    }
}
