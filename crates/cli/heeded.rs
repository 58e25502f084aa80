use crate::failure::Failure;

/// An option that may have been typed, and what it takes to make a difference.
pub struct Typed {
    /// As it is typed.
    pub option: &'static str,
    /// Whether it was.
    pub given: bool,
    /// Whether anything heeds it here.
    pub heeded: bool,
    /// What it is for.
    pub purpose: &'static str,
}

/// One line of a table of options.
pub fn typed(option: &'static str, given: bool, heeded: bool, purpose: &'static str) -> Typed {
    Typed { option, given, heeded, purpose }
}

/// Refuses the first option that was typed and would change nothing: who typed it meant something by it.
pub fn refuse_unheeded(options: impl IntoIterator<Item = Typed>) -> Result<(), Failure> {
    match options.into_iter().find(|one| one.given && !one.heeded) {
        Some(one) => Err(Failure::usage(format!("{} would change nothing here: it {}", one.option, one.purpose))),
        None => Ok(()),
    }
}
