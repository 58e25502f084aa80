use qualkit_agreement::{NoInterval, Outcome, Undefined};

use crate::asked::{FEWEST_CLUSTERS, Statistic};

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
    /// Why the number has no interval; `None` where it has one, or where there is no number.
    pub no_interval: Option<NoUncertainty>,
    /// Why the number has no standard error; `None` where it has one, or where there is no number.
    pub no_standard_error: Option<NoUncertainty>,
    /// What has to be known of the number, that it does not show.
    pub caveat: Option<Caveat>,
    /// Why there is no number, in the words of the table: its labels, coders and texts.
    pub reason: Option<String>,
}

/// What has to be known of a number, that it does not show.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Caveat {
    /// How the disorder was sampled that gamma-cat or gamma-k expects by chance. Random texts are drawn until gamma's
    /// own expectation is as precise as was asked for; theirs may be less so.
    Sampled {
        /// The random texts drawn.
        drawn: usize,
        /// Those of them in which no segments were aligned that the measure is about: they have no such disorder.
        left_out: usize,
        /// How precisely the expected disorder is known: half the width of its interval as a share of it. `None` where
        /// it has no interval, or where the value does not depend on it.
        precision: Option<f64>,
        /// The precision asked for.
        asked: f64,
    },
    /// Only one of the declared categories was used. The measure takes chance from those declared, so that it is not
    /// 0/0 but 1: nobody disagreed, and nobody had to tell categories apart.
    OneCategoryUsed,
    /// A mean of correlations by Fisher's z, which pairs of coders that correlate perfectly do not have.
    PerfectLeftOut {
        /// The pairs of coders.
        pairs: u64,
        /// Those of them that are left out.
        perfect: u64,
    },
    /// A mean over pairs of coders, without those of whom neither marked anything.
    NothingMarked {
        /// The pairs of coders.
        pairs: usize,
        /// Those of them that are left out.
        left_out: usize,
    },
}

/// Why a number has no interval, or no standard error.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoUncertainty {
    /// The interval asked for cannot be made of these ratings, or for this measure.
    #[error(transparent)]
    Interval(#[from] NoInterval),
    /// No formula is known here.
    #[error("no formula for its error is built in; resamples of units make an interval")]
    NoFormula,
    /// A formula takes two units that both were rated twice.
    #[error("units do not show how much they vary where only {units} was rated twice")]
    OneUnit {
        /// How many there are.
        units: u64,
    },
    /// Statistics of spans but the gammas.
    #[error("no interval is known for this statistic of spans")]
    OfSpans,
    /// The expectation was sampled so seldom that it may be anything.
    #[error("so few random texts leave room for an expected disorder of zero")]
    FewSamples,
    /// Coders who give all units the same scores.
    #[error("F has no limits where coders differ in nothing that the coefficient heeds")]
    NoResidual,
    /// The approximation for the intraclass correlations of agreement.
    #[error("the approximate degrees of freedom of its interval break down on these scores")]
    NoDegrees,
    /// Lin's coefficient where a coder gave all units the same.
    #[error("there is no correlation to make one of where a coder gave all units the same score")]
    NoCorrelation,
    /// Lin's coefficient of two units.
    #[error("its formula takes three units or more")]
    TwoUnits,
    /// A test.
    #[error("it is a test, which has a p-value instead")]
    Test,
    /// Krippendorff's bootstrap.
    #[error("Krippendorff's bootstrap of pairs is for krippendorff_alpha only")]
    AlphaOnly,
    /// Coders as a sample of coders: two of them.
    #[error("two coders do not show how much coders differ; three or more do")]
    FewCoders,
    /// Coders as a sample of coders, of whom one cannot be left out.
    #[error("there is no standard error of units, or no value without one of the coders, or coders are not named")]
    WithoutCoder,
    /// Coders as a sample of coders, for other statistics.
    #[error("coders are taken for a sample by measures of several coders that have a formula for the error of units")]
    NoSampleOfCoders,
    /// Intervals for one code.
    #[error("this interval is for kappas and alpha of one code; resamples make one for any statistic")]
    KappasOnly,
    /// Resamples of few clusters.
    #[error("{found} {} too few to resample: at least {FEWEST_CLUSTERS} are needed", clusters_are(*found))]
    FewClusters {
        /// How many there are.
        found: usize,
    },
    /// Values pooled over codes.
    #[error("values pooled over codes have an interval from resamples of transcripts only")]
    Pooled,
    /// A value of every character as a unit.
    #[error("the characters of a passage are not independent of each other, so none is made of them")]
    Characters,
    /// A value that another program prints without one.
    #[error("it is what another program prints, which gives none")]
    OfProgram,
    /// An interval that does not come from the formula's standard error, which would contradict it.
    #[error("its interval does not rest on a standard error")]
    NotFromError,
}

fn clusters_are(found: usize) -> &'static str {
    if found == 1 { "cluster is" } else { "clusters are" }
}

impl Measured {
    /// Gives the measure with all that tells it from others beside it but the coders: `gamma_k of 'x'`, `span_f1 (exact)`.
    pub fn called(&self) -> String {
        let weights = match self.weights.as_str() {
            "" | "unweighted" | "nominal" | "binary" | "Dice" | "any overlap" => String::new(),
            // One of the rules of span_f1, and all there is of NVivo's kappa.
            "characters" if !self.measure.starts_with("span_") => String::new(),
            _ if self.measure.starts_with("gamma") || self.has_level_of_its_own() => String::new(),
            weights => format!(" ({weights})"),
        };
        let category = self.category.as_deref().map(|category| format!(" of '{category}'")).unwrap_or_default();
        format!("{}{weights}{category}", self.measure)
    }

    /// Whether the level of measurement belongs to the measure, as to intraclass correlations, and tells nothing new.
    fn has_level_of_its_own(&self) -> bool {
        self.level.is_some() && self.measure.parse::<Statistic>().is_ok_and(Statistic::is_of_numbers)
    }

    /// Gives observed agreement; it can be there although no coefficient is defined, where only one category was used.
    pub fn observed(&self) -> Option<f64> {
        self.chance().0
    }

    /// Gives agreement expected by chance, as [`Measured::observed`].
    pub fn expected(&self) -> Option<f64> {
        self.chance().1
    }

    fn chance(&self) -> (Option<f64>, Option<f64>) {
        match &self.outcome {
            Ok(estimate) => (estimate.observed, estimate.expected),
            Err(undefined) => {
                let chance = undefined.chance();
                (chance.map(|chance| chance.observed), chance.map(|chance| chance.expected))
            }
        }
    }

    /// Gives the reason why there is no number, in the words of the table as far as they are known.
    pub fn undefined(&self) -> Option<String> {
        let undefined: &Undefined = self.outcome.as_ref().err()?;
        Some(self.reason.clone().unwrap_or_else(|| undefined.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(measure: &'static str, weights: &str, level: Option<&'static str>) -> String {
        let measured = Measured {
            measure,
            weights: weights.to_owned(),
            level,
            category: None,
            coders: Vec::new(),
            outcome: Err(Undefined::NoUnits),
            no_interval: None,
            no_standard_error: None,
            caveat: None,
            reason: None,
        };
        measured.called()
    }

    #[test]
    fn a_measure_is_called_by_what_tells_it_from_others() {
        assert_eq!(called("icc_1_1", "interval", Some("interval")), "icc_1_1");
        assert_eq!(called("kendall_w", "ordinal", Some("ordinal")), "kendall_w");
        assert_eq!(called("krippendorff_alpha", "interval", Some("interval")), "krippendorff_alpha (interval)");
        assert_eq!(called("krippendorff_alpha", "masi", None), "krippendorff_alpha (masi)");
        assert_eq!(called("cohen_kappa", "linear", None), "cohen_kappa (linear)");
        assert_eq!(called("dice_agreement_coded", "Dice", None), "dice_agreement_coded");
        assert_eq!(called("character_kappa_nvivo", "characters", None), "character_kappa_nvivo");
        assert_eq!(called("span_f1", "characters", None), "span_f1 (characters)");
    }

    #[test]
    fn one_cluster_is_not_several() {
        let too_few = |found| NoUncertainty::FewClusters { found }.to_string();
        assert_eq!(too_few(1), "1 cluster is too few to resample: at least 5 are needed");
        assert_eq!(too_few(4), "4 clusters are too few to resample: at least 5 are needed");
    }
}
