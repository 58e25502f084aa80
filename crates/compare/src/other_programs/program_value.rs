use std::borrow::Cow;
use std::fmt;

use qualkit_agreement::Undefined;

use crate::{NoUncertainty, Program};

/// A value as another program computes it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramValue {
    /// The program.
    pub program: Program,
    /// The statistic, for machines.
    pub statistic: &'static str,
    /// The places of the coders compared.
    pub coders: Vec<usize>,
    /// The place of the text; `None` for all texts.
    pub text: Option<usize>,
    /// What it is about.
    pub about: About,
    /// The value, or why the program has none.
    pub value: Result<f64, Undefined>,
    /// How many units it rests on; the rule says what they are.
    pub units: u64,
    /// How it comes about.
    pub rule: ProgramRule,
}

impl ProgramValue {
    /// Gives the reason why the value has no interval; none where there is no value.
    pub fn no_interval(&self) -> Option<NoUncertainty> {
        self.value.is_ok().then_some(NoUncertainty::OfProgram)
    }
}

/// What a value is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// All codes.
    AllCodes,
    /// The code at this place.
    Code(usize),
    /// The semantic domain at this place.
    Domain(usize),
}

/// What one has to know to compute a value again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramRule {
    /// What is counted.
    pub unit: &'static str,
    /// When two coders agree on a unit.
    pub agreement: Cow<'static, str>,
    /// How chance is taken off.
    pub chance: &'static str,
    /// What becomes of text that nobody coded.
    pub uncoded: &'static str,
    /// What could not be checked against the program or its documentation, or what to beware of.
    pub remark: Option<&'static str>,
}

impl fmt::Display for ProgramRule {
    /// One sentence, and the remark as another.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ProgramRule { unit, agreement, chance, uncoded, remark } = self;
        write!(f, "unit: {unit}; agreement: {agreement}; chance: {chance}; uncoded text: {uncoded}")?;
        remark.map_or(Ok(()), |remark| write!(f, " ({remark})"))
    }
}
