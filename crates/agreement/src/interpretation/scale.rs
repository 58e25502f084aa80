use std::fmt;

/// A published scale of words for the size of a coefficient.
///
/// All of them are conventions: no author derived the limits from anything, and they differ. So a word never stands
/// alone here; a [`Label`] names the scale it is from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Whose scale it is.
    pub name: &'static str,
    /// Author, year and page.
    pub source: &'static str,
    /// What the scale was made for.
    pub made_for: &'static str,
    /// Its levels, best first.
    pub levels: &'static [ScaleLevel],
}

/// One level of a [`Scale`]; it reaches up to the lower end of the level above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleLevel {
    /// The published word.
    pub label: &'static str,
    /// Lower end; −1 for the lowest level, which also holds what is below.
    pub low: f64,
    /// Whether the lower end itself belongs to this level.
    pub includes_low: bool,
}

/// A word for a coefficient's size together with the scale that it is from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// The scale.
    pub scale: &'static Scale,
    /// The level of that scale, 0 the best.
    pub level: usize,
}

impl Label {
    /// Gives the published word; print it with the scale's name, as the label's own text does.
    pub fn word(&self) -> &'static str {
        self.scale.levels[self.level].label
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.word(), self.scale.name)
    }
}

const fn above(low: f64, label: &'static str) -> ScaleLevel {
    ScaleLevel { label, low, includes_low: false }
}

const fn from(low: f64, label: &'static str) -> ScaleLevel {
    ScaleLevel { label, low, includes_low: true }
}

/// Landis and Koch print ".21–.40"; a value between two printed ends belongs to the level above.
static LANDIS_KOCH: Scale = Scale {
    name: "Landis and Koch 1977",
    source: "Landis and Koch (1977), Biometrics 33:159–174, p. 165",
    made_for: "kappa, of any number of categories",
    levels: &[
        above(0.8, "Almost Perfect"),
        above(0.6, "Substantial"),
        above(0.4, "Moderate"),
        above(0.2, "Fair"),
        from(0.0, "Slight"),
        from(-1.0, "Poor"),
    ],
};

static ALTMAN: Scale = Scale {
    name: "Altman 1991",
    source: "Altman (1991), Practical Statistics for Medical Research, p. 404",
    made_for: "kappa, of any number of categories",
    levels: &[
        above(0.8, "Very Good"),
        above(0.6, "Good"),
        above(0.4, "Moderate"),
        above(0.2, "Fair"),
        from(-1.0, "Poor"),
    ],
};

/// The words are those under which Gwet (2014) lists the scale; Fleiss writes "fair to good" of the middle level.
static FLEISS: Scale = Scale {
    name: "Fleiss 1981",
    source: "Fleiss (1981), Statistical Methods for Rates and Proportions, 2nd ed., p. 218",
    made_for: "kappa, of any number of categories",
    levels: &[above(0.75, "Excellent"), from(0.4, "Intermediate to Good"), from(-1.0, "Poor")],
};

static CICCHETTI: Scale = Scale {
    name: "Cicchetti and Sparrow 1981",
    source: "Cicchetti and Sparrow (1981), American Journal of Mental Deficiency 86:127–137; Cicchetti (1994), \
             Psychological Assessment 6:284–290, p. 286",
    made_for: "kappa and intraclass correlation",
    levels: &[from(0.75, "Excellent"), from(0.6, "Good"), from(0.4, "Fair"), from(-1.0, "Poor")],
};

static KRIPPENDORFF: Scale = Scale {
    name: "Krippendorff 2019",
    source: "Krippendorff (2019), Content Analysis, 4th ed., § 12.4.3",
    made_for: "Krippendorff's alpha",
    levels: &[from(0.8, "Rely On"), from(0.667, "Tentative Conclusions Only"), from(-1.0, "Do Not Rely On")],
};

impl Scale {
    /// Landis and Koch (1977), p. 165.
    pub fn landis_koch() -> &'static Scale {
        &LANDIS_KOCH
    }

    /// Altman (1991), p. 404.
    pub fn altman() -> &'static Scale {
        &ALTMAN
    }

    /// Fleiss (1981), p. 218, in the words of Gwet (2014), who prints "Intermediate to Good" for "fair to good".
    pub fn fleiss() -> &'static Scale {
        &FLEISS
    }

    /// Cicchetti and Sparrow (1981), Cicchetti (1994), p. 286.
    pub fn cicchetti() -> &'static Scale {
        &CICCHETTI
    }

    /// Krippendorff (2019), § 12.4.3: rely on data from .800, draw tentative conclusions from .667. The words are short
    /// for his sentences.
    pub fn krippendorff() -> &'static Scale {
        &KRIPPENDORFF
    }

    /// Gives all scales.
    pub fn all() -> [&'static Scale; 5] {
        [&LANDIS_KOCH, &ALTMAN, &FLEISS, &CICCHETTI, &KRIPPENDORFF]
    }

    /// Gives the level in which a value lies.
    ///
    /// A value that differs from a limit by rounding only (10⁻¹²) is taken to be at it. What is below the lowest level
    /// belongs to it.
    ///
    /// # Example
    ///
    /// ```
    /// use qualkit_agreement::Scale;
    /// assert_eq!(Scale::landis_koch().label(0.61).to_string(), "Substantial (Landis and Koch 1977)");
    /// assert_eq!(Scale::landis_koch().label(0.60).word(), "Moderate");
    /// assert_eq!(Scale::cicchetti().label(0.60).word(), "Good");
    /// ```
    pub fn label(&'static self, value: f64) -> Label {
        const ROUNDING: f64 = 1e-12;
        let lies_in = |level: &ScaleLevel| {
            if level.includes_low { value >= level.low - ROUNDING } else { value > level.low + ROUNDING }
        };
        let lowest = self.levels.len() - 1;
        Label { scale: self, level: self.levels.iter().position(lies_in).unwrap_or(lowest) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_fall_and_end_at_minus_one() {
        for scale in Scale::all() {
            assert!(scale.levels.windows(2).all(|pair| pair[0].low > pair[1].low), "{}", scale.name);
            assert_eq!(scale.levels.last().map(|level| level.low), Some(-1.0));
        }
    }

    #[test]
    fn a_value_at_a_limit_belongs_where_the_authors_put_it() {
        let words = |value| Scale::all().map(|scale| scale.label(value).word());
        assert_eq!(words(0.8), ["Substantial", "Good", "Excellent", "Excellent", "Rely On"]);
        assert_eq!(words(0.75)[2], "Intermediate to Good");
        assert_eq!(words(0.667)[4], "Tentative Conclusions Only");
        assert_eq!(words(0.4), ["Fair", "Fair", "Intermediate to Good", "Fair", "Do Not Rely On"]);
        assert_eq!(words(0.0)[0], "Slight");
        assert_eq!(words(-0.001)[0], "Poor");
        assert_eq!(words(-1.2), ["Poor", "Poor", "Poor", "Poor", "Do Not Rely On"]);
        assert_eq!(words(1.0)[0], "Almost Perfect");
    }

    #[test]
    fn rounding_does_not_lift_a_value_over_a_limit() {
        assert_eq!(Scale::landis_koch().label(0.1 + 0.2 + 0.3).word(), "Moderate");
        assert_eq!(Scale::krippendorff().label(0.8 - 1e-15).word(), "Rely On");
    }
}
