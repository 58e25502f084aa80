use qualkit_agreement::Weights;
use qualkit_compare::{Choice, Layout, Statistic};
use qualkit_report::Format;

use super::{Asking, LevelName};
use crate::heeded::{Typed, typed};
use crate::print::Printing;
use crate::verbs::agree_programs::As;

/// What is measured, as far as options depend on it.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    pub input: Input,
    /// The statistics asked for; of a study those that were named.
    pub statistics: &'a [Statistic],
    /// The programs whose values are asked for instead, if any.
    pub programs: &'a As,
    /// Whether statistics of fixed units are among those asked for, of which intervals are made.
    pub fixed: bool,
}

/// What the ratings are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Study,
    /// A study whose units are taken as sets of codes.
    StudyAsSets,
    /// A table with one category for each unit and coder.
    Ratings {
        layout: Layout,
    },
    Sets,
    Spans,
}

impl Asking {
    /// What each of these options takes to make a difference; what is so anyway may always be said, and so may where
    /// random numbers start and how sure intervals are to be; of a study `statistics` are those that were named.
    pub fn typed(&self, about: &About<'_>, printing: &Printing) -> Vec<Typed> {
        let About { input, statistics, fixed, .. } = *about;
        let programs = about.programs.is_asked();
        let any = |has: fn(Statistic) -> bool| !programs && statistics.iter().copied().any(has);
        let gamma = any(Statistic::is_gamma);
        let of_units = !programs && fixed;
        let in_table = of_units && matches!(input, Input::Ratings { .. });
        let alpha = in_table && (any(Statistic::takes_level) || self.diagnostics);
        let is_circular = alpha && self.level == Some(LevelName::Circular);
        let weighted = in_table && (any(Statistic::takes_weights) || self.diagnostics);
        let named = self.choice().is_ok_and(|choice| matches!(choice, Choice::Named(_)));
        let as_sets = input == Input::StudyAsSets;
        let of_sets = matches!(input, Input::StudyAsSets | Input::Sets);
        let may_lack = !programs && of_sets
            || in_table && matches!(input, Input::Ratings { layout: Layout::Wide | Layout::Long | Layout::Counts });
        let resampled = of_units && (self.is_resampled() || as_sets && self.interval.is_none());
        vec![
            typed("--measure", !self.measure.is_empty(), !programs, "is not for --as, which has the programs' own"),
            typed(
                "--level",
                self.level.is_some_and(|level| level != LevelName::Nominal),
                alpha,
                "is for krippendorff_alpha on a table of one category a cell",
            ),
            typed("--circumference", self.circumference.is_some(), is_circular, "is for --level circular"),
            typed(
                "--weights",
                self.weights.as_deref().is_some_and(|weights| weights.parse() != Ok(Weights::Identity)),
                weighted,
                "is for kappas, gwet_ac, brennan_prediger and percent agreement on a table of one category a cell",
            ),
            typed(
                "--complete",
                self.complete,
                may_lack,
                if programs {
                    "is not for --as, which has the programs' own rules"
                } else {
                    "is for tables in which ratings may be missing, and for a study with --sets"
                },
            ),
            typed(
                "--by-category",
                self.by_category,
                !programs && (!named || as_sets || input == Input::Sets),
                if programs {
                    "is not for --as, which has every code by itself anyway"
                } else if input == Input::Spans {
                    "adds to the usual measures or to all: name ku_alpha or gamma_k instead"
                } else if matches!(input, Input::Ratings { .. }) {
                    "adds to the usual measures or to all: name specific_agreement, krippendorff_alpha_category, \
                     fleiss_kappa_category or cohen_kappa_category_2x2 instead"
                } else {
                    "adds to the usual measures or to all: name specific_agreement, krippendorff_alpha_category, \
                     fleiss_kappa_category, cohen_kappa_category_2x2, ku_alpha or gamma_k instead"
                },
            ),
            typed(
                "--pairs",
                self.pairs,
                !programs && input != Input::Ratings { layout: Layout::Counts },
                if programs {
                    "is not for --as, which has every pair anyway"
                } else {
                    "is for tables that name the coders"
                },
            ),
            typed(
                "--diagnostics",
                self.diagnostics,
                !programs && (printing.format != Format::Csv || matches!(input, Input::Study | Input::StudyAsSets)),
                if programs {
                    "is not for --as"
                } else {
                    "is not for --format csv of a table, which holds one table; --format json has all"
                },
            ),
            typed(
                "--interval",
                self.interval.is_some(),
                of_units && (!of_sets || self.suits_sets()),
                if programs {
                    "is not for --as, which has no intervals"
                } else if of_sets {
                    "is analytic, bootstrap, cluster-bootstrap or bca for sets of codes"
                } else {
                    "is for statistics of units"
                },
            ),
            typed(
                "--resamples",
                self.resamples.is_some(),
                resampled,
                "is for --interval \
                 bootstrap, cluster-bootstrap, bca and krippendorff",
            ),
            typed(
                "--set-distance",
                self.set_distance.is_some(),
                any(Statistic::takes_set_distance),
                "is for \
                 krippendorff_alpha with --sets",
            ),
            typed(
                "--segment-overlap",
                self.segment_overlap.is_some(),
                any(Statistic::takes_segment_overlap) || about.programs.takes_segment_overlap(),
                "is for span_f1, span_precision, span_recall and --as maxqda",
            ),
            typed("--dissimilarity", !self.dissimilarity.is_empty(), gamma, "is for gamma"),
            typed("--sampler", self.sampler.is_some(), gamma, "is for gamma"),
            typed("--samples", self.samples.is_some(), gamma, "is for gamma"),
            typed("--precision", self.precision.is_some(), gamma, "is for gamma"),
            typed("--at-least", self.at_least.is_some(), !programs, "is not for --as"),
            typed("--on", self.on.is_some(), self.at_least.is_some(), "is for --at-least"),
        ]
    }

    /// What of these options some measures heed and others do not.
    pub fn heeded_in_part(&self, statistics: &[Statistic]) -> Vec<String> {
        let takes = |has: fn(Statistic) -> bool| statistics.iter().copied().any(has);
        let both = takes(Statistic::takes_level) && takes(Statistic::takes_weights);
        let mut notes = Vec::new();
        if both && self.weights.is_some() && self.level.is_none() {
            notes.push(
                "--weights do not change krippendorff_alpha, which has --level, here nominal; krippendorff_alpha_gwet \
                 is alpha with weights."
                    .to_owned(),
            );
        }
        if both && self.level.is_some_and(|level| level != LevelName::Nominal) && self.weights.is_none() {
            notes.push(
                "--level changes krippendorff_alpha only; kappas, gwet_ac and percent agreement have --weights, here none."
                    .to_owned(),
            );
        }
        notes
    }
}
