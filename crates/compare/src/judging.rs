use std::fmt;
use std::str::FromStr;

use crate::Unit;

/// What agreement is judged on: units, whose turns they are taken from, and when a unit bears a code.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Judging {
    /// The unit.
    pub unit: Unit,
    /// Whether the turns of those who lead the conversation count as well.
    pub all_turns: bool,
    /// How much of a unit must be coded.
    pub overlap: Overlap,
}

/// How much of a unit the codings of a code must cover for the unit to bear it.
///
/// A character that is white space neither covers nor needs to be covered. Codings of one coder are taken together.
/// A unit that is one character is covered or not, so that every overlap is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Overlap {
    /// At least one character.
    #[default]
    Any,
    /// At least this share of its characters, above 0 and at most 1.
    Share(f64),
}

/// A text that says no overlap.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{found}' is no overlap: expected 'any' or a share of the unit above 0 and at most 1, for example 0.5")]
pub struct UnknownOverlap {
    /// The text.
    pub found: String,
}

impl Overlap {
    /// The rule in one sentence for reports.
    ///
    /// ```
    /// use qualkit_compare::Overlap;
    /// assert!(Overlap::Any.rule().contains("at least one character"));
    /// assert!("0.5".parse::<Overlap>()?.rule().contains("at least 50 %"));
    /// # Ok::<(), qualkit_compare::UnknownOverlap>(())
    /// ```
    pub fn rule(self) -> String {
        match self {
            Overlap::Any => {
                "a unit bears a code if any coding of that code shares at least one character with it that \
                             is not white space"
                    .to_owned()
            }
            Overlap::Share(share) => {
                let percent = format!("{:.2}", share * 100.0);
                let percent = percent.trim_end_matches('0').trim_end_matches('.');
                format!(
                    "a unit bears a code if the codings of that code together cover at least {percent} % of its \
                     characters that are not white space"
                )
            }
        }
    }

    /// Whether a unit of so many characters bears a code whose codings cover so many of them.
    pub(crate) fn is_met(self, covered: u64, characters: u64) -> bool {
        match self {
            Overlap::Any => covered > 0,
            Overlap::Share(share) => covered > 0 && reaches(covered, share, characters),
        }
    }
}

/// Whether a part is at least a share of a whole. The share as it is written counts, 55 of 100 for .55, which binary
/// fractions miss by less than the margin.
pub(crate) fn reaches(part: u64, share: f64, whole: u64) -> bool {
    part as f64 >= share * whole as f64 * (1.0 - 1e-12)
}

impl fmt::Display for Overlap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Overlap::Any => f.pad("any"),
            Overlap::Share(share) => share.fmt(f),
        }
    }
}

impl FromStr for Overlap {
    type Err = UnknownOverlap;

    fn from_str(text: &str) -> Result<Overlap, UnknownOverlap> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("any") {
            return Ok(Overlap::Any);
        }
        let share = text.parse().ok().filter(|&share: &f64| share > 0.0 && share <= 1.0);
        share.map(Overlap::Share).ok_or_else(|| UnknownOverlap { found: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlap_is_any_or_a_share() {
        assert_eq!(" Any".parse(), Ok(Overlap::Any));
        assert_eq!("0.5".parse(), Ok(Overlap::Share(0.5)));
        for wrong in ["0", "50", "-1", "NaN", "half"] {
            assert!(wrong.parse::<Overlap>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_share_is_met_when_exactly_reached() {
        assert!(Overlap::Share(0.5).is_met(5, 10) && !Overlap::Share(0.5).is_met(4, 10));
        assert!(Overlap::Any.is_met(1, 10) && !Overlap::Any.is_met(0, 10));
        assert!(!Overlap::Share(0.001).is_met(0, 10));
        // .55 · 100 is a little more than 55 in binary.
        assert!((1..=100).all(|share| Overlap::Share(share as f64 / 100.0).is_met(share, 100)));
        assert!((1..=100).all(|share| !Overlap::Share(share as f64 / 100.0).is_met(share - 1, 100)));
    }
}
