use std::fmt;
use std::str::FromStr;

use qualkit_agreement::{Measure, Undefined};
use qualkit_table::nearest;

use super::numeric::Numeric;
use super::sets::OfSets;
use super::spans::OfSpans;
use super::two_coders::TwoCoders;
use super::{Asked, numeric, sets, spans, two_coders};
use crate::Data;

/// A statistic that can be asked of a table of ratings, by the name it is asked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statistic {
    name: &'static str,
    pub(super) kind: Kind,
    usual: bool,
}

/// What a statistic is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One category a unit.
    Fixed(Measure),
    /// The same measure of one category against all others.
    Category(Measure),
    SpecificAgreement,
    FleissNullZ,
    Numeric(Numeric),
    TwoCoders(TwoCoders),
    Sets(OfSets),
    Spans(OfSpans),
}

/// A name that no statistic has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{found}' is no statistic{}", .nearest.map(|name| format!(", did you mean '{name}'?")).unwrap_or_default())]
pub struct UnknownStatistic {
    /// The name.
    pub found: String,
    /// The nearest that there is.
    pub nearest: Option<&'static str>,
}

/// Those of categories that are neither measures by name nor of numbers or two coders.
const OF_CATEGORIES: [(&str, Kind, bool); 5] = [
    ("specific_agreement", Kind::SpecificAgreement, true),
    ("krippendorff_alpha_category", Kind::Category(Measure::KrippendorffAlpha), true),
    ("fleiss_kappa_category", Kind::Category(Measure::FleissKappa), false),
    ("cohen_kappa_category_2x2", Kind::Category(Measure::CohenKappa), false),
    ("fleiss_kappa_null_z", Kind::FleissNullZ, false),
];

impl Statistic {
    /// Every statistic for one kind of data, each under one name.
    pub fn all(data: &Data) -> Vec<Statistic> {
        match data {
            Data::Ratings(_) => Statistic::of_ratings(),
            Data::Sets(_) => Statistic::of_sets(),
            Data::Spans(_) => Statistic::of_spans(),
        }
    }

    pub(super) fn of_ratings() -> Vec<Statistic> {
        let fixed = Measure::ALL.into_iter().map(|measure| Statistic {
            name: measure.name(),
            kind: Kind::Fixed(measure),
            usual: matches!(
                measure,
                Measure::PercentAgreement
                    | Measure::CohenKappa
                    | Measure::FleissKappa
                    | Measure::GwetAc
                    | Measure::KrippendorffAlpha
            ),
        });
        let by_category = OF_CATEGORIES.into_iter().map(of);
        let numeric = numeric::ALL.into_iter().map(|(name, kind)| of((name, Kind::Numeric(kind), false)));
        let two = two_coders::ALL.into_iter().map(|(name, kind)| of((name, Kind::TwoCoders(kind), false)));
        fixed.chain(by_category).chain(numeric).chain(two).collect()
    }

    pub(super) fn of_sets() -> Vec<Statistic> {
        sets::ALL.into_iter().map(|(name, kind, usual)| of((name, Kind::Sets(kind), usual))).collect()
    }

    pub(super) fn of_spans() -> Vec<Statistic> {
        spans::ALL.into_iter().map(|(name, kind, usual)| of((name, Kind::Spans(kind), usual))).collect()
    }

    /// Gives the name.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Whether it compares segments of texts.
    pub fn is_of_spans(self) -> bool {
        matches!(self.kind, Kind::Spans(_))
    }

    /// Whether it computes with numbers that the categories are, as intraclass correlations do.
    pub fn is_of_numbers(self) -> bool {
        matches!(self.kind, Kind::Numeric(_))
    }

    /// Whether it compares sets of codes.
    pub fn is_of_sets(self) -> bool {
        matches!(self.kind, Kind::Sets(_))
    }

    /// Whether there is a statistic of this name for sets of codes.
    pub fn is_for_sets(self) -> bool {
        self.among(&Statistic::of_sets()).is_some()
    }

    /// Every statistic for sets of codes.
    pub fn for_sets() -> Vec<Statistic> {
        Statistic::of_sets()
    }

    /// The names of the statistics for sets of codes.
    pub fn names_for_sets() -> Vec<&'static str> {
        Statistic::of_sets().into_iter().map(Statistic::name).collect()
    }

    /// Whether most reports need it.
    pub(super) fn is_usual(self, asked: &Asked) -> bool {
        self.usual && (asked.by_category || !self.is_by_category())
    }

    /// Whether it is about one category.
    pub(super) fn is_by_category(self) -> bool {
        matches!(
            self.kind,
            Kind::Category(_) | Kind::SpecificAgreement | Kind::Spans(OfSpans::KuAlpha | OfSpans::GammaK)
        )
    }

    /// Whether more of it is more agreement, so that a threshold can be set: not of errors, disagreements, tests, and what
    /// describes margins.
    pub fn is_agreement(self) -> bool {
        match self.kind {
            Kind::FleissNullZ => false,
            Kind::TwoCoders(kind) => matches!(kind, TwoCoders::Pabak | TwoCoders::Table(_)),
            Kind::Spans(kind) => !matches!(
                kind,
                OfSpans::AlphaUObserved
                    | OfSpans::AlphaUExpected
                    | OfSpans::GammaDisorder
                    | OfSpans::GammaCatDisorder
                    | OfSpans::GammaCatDisorderInPygamma
                    | OfSpans::Pk
                    | OfSpans::WindowDiff
            ),
            _ => true,
        }
    }

    /// Whether it changes with the weights of categories.
    pub fn takes_weights(self) -> bool {
        match self.kind {
            Kind::Fixed(measure) => measure.takes_weights(),
            Kind::TwoCoders(kind) => {
                matches!(kind, TwoCoders::NullTest | TwoCoders::CohenExpected | TwoCoders::Table(_))
            }
            _ => false,
        }
    }

    /// Whether it changes with the level of measurement that is asked for; others have a level of their own, or none.
    pub fn takes_level(self) -> bool {
        self.kind == Kind::Fixed(Measure::KrippendorffAlpha)
    }

    /// Whether it changes with the distance between sets of codes.
    pub fn takes_set_distance(self) -> bool {
        self.kind == Kind::Sets(OfSets::Alpha)
    }

    /// Whether it is of the gamma family, whose expectation is sampled.
    pub fn is_gamma(self) -> bool {
        matches!(self.kind, Kind::Spans(_)) && self.name.starts_with("gamma")
    }

    /// Whether it takes one coder of a pair as the reference, so that it is another number with the other one as that.
    pub fn has_reference(self) -> bool {
        matches!(self.kind, Kind::Spans(OfSpans::Precision | OfSpans::Recall))
    }

    /// Whether it asks which segments were found again, by rules of which one takes a share in common.
    pub fn takes_segment_overlap(self) -> bool {
        self.has_reference() || self.kind == Kind::Spans(OfSpans::F1)
    }

    /// Says whether it can have a value on such data at all, whatever stands in the cells; `by_category` says that each
    /// code of sets is judged by itself.
    ///
    /// # Errors
    /// What it needs that these data are not.
    pub fn suits(self, data: &Data, by_category: bool) -> Result<(), Undefined> {
        let of_sets = || self.among(&Statistic::of_sets()).is_some();
        match (data, self.kind) {
            (Data::Sets(_), _) if of_sets() => Ok(()),
            (Data::Sets(_), Kind::Fixed(_)) if by_category => Ok(()),
            (Data::Spans(_), Kind::Spans(_)) => Ok(()),
            (Data::Ratings(_) | Data::Spans(_), Kind::Sets(_)) => Err(Undefined::NeedsSets),
            (_, Kind::Spans(_)) => Err(Undefined::NeedsSegments),
            (Data::Sets(_) | Data::Spans(_), _) => Err(Undefined::NeedsUnits),
            (Data::Ratings(ratings), kind) => {
                let asks_who = match kind {
                    Kind::Fixed(measure) | Kind::Category(measure) => measure.asks_who(),
                    Kind::Numeric(_) | Kind::TwoCoders(_) => true,
                    _ => false,
                };
                if asks_who && !ratings.all.names_coders() { Err(Undefined::CodersUnnamed) } else { Ok(()) }
            }
        }
    }

    /// The measure of one category a unit, if it is one.
    pub(super) fn measure(self) -> Option<Measure> {
        match self.kind {
            Kind::Fixed(measure) => Some(measure),
            _ => None,
        }
    }

    /// The same statistic for sets of codes, or for spans, where one name stands for several.
    pub(super) fn among(self, all: &[Statistic]) -> Option<Statistic> {
        all.iter().copied().find(|other| other.name == self.name).or_else(|| all.contains(&self).then_some(self))
    }
}

fn of((name, kind, usual): (&'static str, Kind, bool)) -> Statistic {
    Statistic { name, kind, usual }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}

impl FromStr for Statistic {
    type Err = UnknownStatistic;

    fn from_str(text: &str) -> Result<Statistic, UnknownStatistic> {
        let aliases = Measure::ALIASES.into_iter().map(|(name, measure)| of((name, Kind::Fixed(measure), false)));
        let more = numeric::ALIASES.into_iter().map(|(name, kind)| of((name, Kind::Numeric(kind), false)));
        let two = two_coders::ALIASES.into_iter().map(|(name, kind)| of((name, Kind::TwoCoders(kind), false)));
        let known: Vec<Statistic> = Statistic::of_ratings()
            .into_iter()
            .chain(aliases)
            .chain(more)
            .chain(two)
            .chain(spans::ALIASES.into_iter().map(|(name, kind)| of((name, Kind::Spans(kind), false))))
            .chain(Statistic::of_sets())
            .chain(Statistic::of_spans())
            .collect();
        let found = known.iter().find(|statistic| statistic.name.eq_ignore_ascii_case(text.trim()));
        found.copied().ok_or_else(|| {
            let near = nearest(text, known.iter().map(|statistic| statistic.name));
            let nearest = near.and_then(|near| known.iter().map(|known| known.name).find(|name| *name == near));
            UnknownStatistic { found: text.to_owned(), nearest }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back_and_a_mistyped_one_is_answered() {
        for statistic in [Statistic::of_ratings(), Statistic::of_sets(), Statistic::of_spans()].concat() {
            assert_eq!(statistic.name().parse::<Statistic>().map(Statistic::name), Ok(statistic.name()));
        }
        assert_eq!("randolph_kappa".parse::<Statistic>().unwrap().name(), "randolph_kappa");
        assert_eq!(
            "cohen_kapa".parse::<Statistic>().unwrap_err().to_string(),
            "'cohen_kapa' is no statistic, did you mean 'cohen_kappa'?"
        );
    }
}
