use std::str::FromStr;

use qualkit_ingest::Format;

use crate::failure::Failure;
use crate::print::Printing;

/// What `--format` says: how the result is printed, or, if it is a format of files, what the files are.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    Print(qualkit_report::Format),
    Read(Format),
}

impl FromStr for Asked {
    type Err = String;

    fn from_str(text: &str) -> Result<Asked, String> {
        let read = || text.parse().map(Asked::Read).ok();
        text.parse().map(Asked::Print).or_else(|unknown: qualkit_report::UnknownFormat| {
            read().ok_or_else(|| format!("{unknown}, or a format of files as --as takes it"))
        })
    }
}

impl Asked {
    /// How the result is printed.
    pub fn printing(self) -> Printing {
        match self {
            Asked::Print(format) => Printing { format },
            Asked::Read(_) => Printing { format: qualkit_report::Format::Text },
        }
    }

    /// What the files are read as, if `--as` says something too; where only a text is `printed`, a table is none.
    pub fn read_as(self, said: Option<Format>, printed: bool) -> Result<Option<Format>, Failure> {
        let own = match self {
            Asked::Read(format) => Some(format),
            Asked::Print(qualkit_report::Format::Csv) if printed => Some(Format::Csv),
            Asked::Print(_) => None,
        };
        match (said, own) {
            (Some(one), Some(other)) if one != other => {
                Err(Failure::usage(format!("--as {one} and --format {other}: the files are one or the other")))
            }
            _ => Ok(said.or(own)),
        }
    }
}
