use qualkit_agreement::Outcome;

/// A number that was asked for, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The name of the measure for machines, such as `cohen_kappa`.
    pub measure: &'static str,
    /// How much categories agree, where the measure takes weights; the level of measurement or the distance of alpha.
    pub weights: String,
    /// The level of measurement, where the measure has one.
    pub level: Option<&'static str>,
    /// The category or code it is about; `None` for all together.
    pub category: Option<String>,
    /// The coders it is about, in order; none where the table does not name them.
    pub coders: Vec<String>,
    /// The number, or the reason.
    pub outcome: Outcome,
}
