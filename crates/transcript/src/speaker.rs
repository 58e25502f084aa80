use std::fmt;
use std::str::FromStr;

use crate::Malformed;

qualkit_table::id_type! {
    /// Whom or what is compared in the analysis: usually a participant, sometimes a site.
    CaseId
}

/// Someone who speaks in a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The label at the head of the speaker's turns.
    pub label: String,
    /// The speaker's part in the conversation.
    pub role: Role,
    /// The case whose attributes describe the speaker.
    pub case: Option<CaseId>,
}

/// A speaker's part in the conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Asks the questions.
    Interviewer,
    /// Gives the answers.
    Participant,
    /// Leads a group discussion.
    Moderator,
    /// Speaks for a participant in another language.
    Interpreter,
    /// Not known.
    #[default]
    Unknown,
}

impl Role {
    /// Whether the speaker leads the conversation: such turns are no units of the analysis unless
    /// asked for.
    pub fn asks(self) -> bool {
        matches!(self, Role::Interviewer | Role::Moderator)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Role::Interviewer => "interviewer",
            Role::Participant => "participant",
            Role::Moderator => "moderator",
            Role::Interpreter => "interpreter",
            Role::Unknown => "unknown",
        })
    }
}

impl FromStr for Role {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Role, Malformed> {
        [Role::Interviewer, Role::Participant, Role::Moderator, Role::Interpreter, Role::Unknown]
            .into_iter()
            .find(|role| role.to_string().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| Malformed::Role { found: text.to_owned() })
    }
}
