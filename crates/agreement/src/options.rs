use crate::Error;

/// What may be chosen about an estimate; the default is a 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Options {
    /// Level of the confidence interval.
    pub level: Level,
}

/// A confidence level, strictly between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Level(f64);

impl Level {
    /// Takes a level as a proportion, such as 0.95.
    ///
    /// # Errors
    ///
    /// [`Error::Level`] if it is not strictly between 0 and 1.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::{Level, Options};
    /// let options = Options { level: Level::new(0.99)? };
    /// assert_eq!(options.level.get(), 0.99);
    /// assert!(Level::new(95.0).is_err());
    /// # Ok::<(), qualkit_agreement::Error>(())
    /// ```
    pub fn new(level: f64) -> Result<Level, Error> {
        if level > 0.0 && level < 1.0 { Ok(Level(level)) } else { Err(Error::Level { level }) }
    }

    /// Gives the level as a proportion.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Default for Level {
    /// 95 %.
    fn default() -> Level {
        Level(0.95)
    }
}
