/// What made a result: the version of the tool, and the seed wherever chance was used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The version of qualkit.
    pub version: String,
    /// The seed of the random numbers, if any were drawn.
    pub seed: Option<u64>,
}

impl Stamp {
    /// A stamp with a version and no seed.
    pub fn new(version: impl Into<String>) -> Stamp {
        Stamp { version: version.into(), seed: None }
    }
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "qualkit {}", self.version)?;
        match self.seed {
            Some(seed) => write!(f, ", seed {seed}"),
            None => Ok(()),
        }
    }
}
