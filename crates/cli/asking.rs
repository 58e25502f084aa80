mod heeding;
mod names;

pub use heeding::{About, Input};
pub use names::IntervalName;

use std::path::Path;
use std::str::FromStr;

use clap::Args;
use qualkit_agreement::Categorical;
use qualkit_agreement::{
    Confidence, Criterion, Dissimilarity, GammaOptions, IntervalMethod, Level, Limits, Options, Resampling, Sampler,
    Samples, WeightMatrix, Weights,
};
use qualkit_compare::{Asked, Choice, Intervals, Measured, SetDistance, Spanning, Statistic, read_weights};

use crate::failure::Failure;
use crate::read;
use crate::verbs::agree_threshold::Threshold;
pub use names::parse_whole;
use names::{
    LevelName, parse_above_zero, parse_confidence, parse_criterion, parse_sampler, parse_share, parse_threshold,
};

/// What is asked of ratings: the same of a study and of a table.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is measured")]
pub struct Asking {
    /// Statistics by their names (docs/agreement.md), parted by blanks or commas, or all [default: a usual set]
    #[arg(long, value_name = "NAME …", value_delimiter = ',')]
    measure: Vec<String>,
    /// Level of measurement for alpha: nominal, ordinal, interval, ratio, circular or bipolar [default: nominal]
    #[arg(long, value_name = "LEVEL")]
    level: Option<LevelName>,
    /// Once round, in the units of the scores, for --level circular [default: largest less smallest score, plus 1]
    #[arg(long, value_name = "NUMBER", value_parser = parse_above_zero, allow_hyphen_values = true)]
    circumference: Option<f64>,
    /// Weights for the kappas: linear, quadratic, ordinal, radical, ratio, circular, bipolar, or a square table
    #[arg(long, value_name = "NAME|FILE")]
    weights: Option<String>,
    /// Only units that every coder rated (listwise deletion)
    #[arg(long)]
    pub complete: bool,
    /// Each category by itself too; in a study agreement that a code is there, and that it is not
    #[arg(long)]
    pub by_category: bool,
    /// Each pair of coders too; for span_precision and span_recall with either of the two as the reference
    #[arg(long)]
    pairs: bool,
    /// What stands behind the numbers: cross-tables, margins, prevalence and bias, each coder left out, scales
    #[arg(long)]
    pub diagnostics: bool,
    /// The confidence level of intervals [default: 0.95]
    #[arg(long, value_parser = parse_confidence, allow_negative_numbers = true)]
    confidence: Option<Confidence>,
    /// How intervals are made: analytic, units-and-coders, one-code, bootstrap, cluster-bootstrap, bca or krippendorff
    /// [default: of a table analytic, in a study one-code]
    #[arg(long, value_name = "METHOD")]
    interval: Option<IntervalName>,
    /// How many resamples of the bootstrap [default: 2000]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(39..=10_000_000), allow_negative_numbers = true)]
    resamples: Option<u32>,
    /// Where random numbers start [default: 1]
    #[arg(long, value_parser = parse_whole::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// Distance between sets of codes: masi, jaccard, dice or nominal [default: masi]
    #[arg(long, value_name = "NAME")]
    set_distance: Option<SetDistance>,
    /// How much of two segments must be common, as a share: span_f1, span_precision and span_recall ask it of what both
    /// cover [default: 0.5], --as maxqda of each [default: 0.9]
    #[arg(long, value_name = "SHARE", value_parser = parse_share, allow_hyphen_values = true)]
    pub segment_overlap: Option<f64>,
    /// Gamma: the weights of position and code, and the cost of a segment without counterpart [default: 1,1,1]
    #[arg(long, value_name = "ALPHA,BETA,EMPTY", value_delimiter = ',', allow_hyphen_values = true)]
    dissimilarity: Vec<f64>,
    /// Gamma: how random texts are made, shuffle (Mathet 2015) or statistical [default: shuffle]
    #[arg(long, value_name = "NAME", value_parser = parse_sampler)]
    sampler: Option<Sampler>,
    /// Gamma: how many random texts [default: as many as --precision takes]
    #[arg(long, value_name = "NUMBER", value_parser = parse_whole::<usize>, allow_negative_numbers = true)]
    samples: Option<usize>,
    /// Gamma: how precisely the disorder expected by chance must be known, as a share of it; at least 30 random texts
    /// are drawn [default: 0.02]
    #[arg(long, value_name = "SHARE", conflicts_with = "samples", allow_negative_numbers = true)]
    precision: Option<f64>,
    /// Exit with 1 if agreement is lower; at most 1
    #[arg(long, value_name = "NUMBER", value_parser = parse_threshold, allow_hyphen_values = true)]
    pub at_least: Option<f64>,
    /// What must reach --at-least: the value, or the lower end of its interval [default: value]
    #[arg(long, value_name = "value|lower", value_parser = parse_criterion)]
    on: Option<Criterion>,
}

impl Asking {
    /// Whether the answers asked for are more than the usual ones.
    pub fn is_particular(&self) -> bool {
        !self.measure.is_empty() || self.pairs || self.interval.is_some()
    }

    /// Whether categories need an order, for a measure that may be asked of them.
    pub fn needs_order(&self) -> bool {
        let named = self.named().unwrap_or_default();
        let asks =
            |takes: fn(Statistic) -> bool| self.diagnostics || named.is_empty() || named.iter().copied().any(takes);
        let leveled = self.level.is_some_and(|level| level != LevelName::Nominal);
        let weights = self.weights.as_deref().and_then(|name| Weights::from_str(name).ok());
        let weighted = weights.is_some_and(|weights| weights != Weights::Identity);
        leveled && asks(Statistic::takes_level) || weighted && asks(Statistic::takes_weights)
    }

    /// Options without what only a table can tell.
    pub fn plain_options(&self) -> Options {
        Options { confidence: self.confidence.unwrap_or_default(), ..Options::default() }
    }

    fn resampling(&self, limits: Limits) -> Resampling {
        let usual = Resampling::default();
        Resampling { resamples: self.resamples.unwrap_or(usual.resamples), seed: self.first_seed(), limits }
    }

    fn first_seed(&self) -> u64 {
        self.seed.unwrap_or(Resampling::default().seed)
    }

    fn criterion(&self) -> Criterion {
        self.on.unwrap_or_default()
    }

    /// What is asked, of categories with these labels and scores; `clusters` says whether there are any.
    pub fn asked(
        &self,
        categories: &[String],
        scores: &[f64],
        clusters: bool,
        usual: IntervalName,
    ) -> Result<Asked, Failure> {
        let resampling = |limits| self.resampling(limits);
        if let Some(threshold) = self.threshold() {
            threshold.check(&self.named()?)?;
        }
        if self.interval == Some(IntervalName::ClusterBootstrap) && !clusters {
            return Err(
                Failure::usage("--interval cluster-bootstrap needs clusters").hint("--cluster COLUMN names them")
            );
        }
        let intervals = match self.interval.unwrap_or(usual) {
            IntervalName::Analytic => Intervals::Analytic,
            IntervalName::UnitsAndCoders => Intervals::UnitsAndCoders,
            IntervalName::OneCode => Intervals::OneCode,
            IntervalName::Bootstrap => Intervals::Units(resampling(Limits::Percentile)),
            IntervalName::ClusterBootstrap => Intervals::Clusters(resampling(Limits::Percentile)),
            IntervalName::Bca if clusters => Intervals::Clusters(resampling(Limits::Bca)),
            IntervalName::Bca => Intervals::Units(resampling(Limits::Bca)),
            IntervalName::Krippendorff => Intervals::Krippendorff(resampling(Limits::Percentile)),
        };
        Ok(Asked {
            choice: self.choice()?,
            options: Options {
                confidence: self.confidence.unwrap_or_default(),
                weights: self.weights(categories)?,
                level: self.level(scores),
                ..Options::default()
            },
            complete_only: self.complete,
            by_category: self.by_category,
            pairs: self.pairs,
            intervals,
            set_distance: self.set_distance.unwrap_or_default(),
            spanning: self.spanning()?,
        })
    }

    /// The statistics that were named; none where all or the usual ones are asked for.
    pub fn named(&self) -> Result<Vec<Statistic>, Failure> {
        Ok(match self.choice()? {
            Choice::Named(named) => named,
            Choice::Usual | Choice::All => Vec::new(),
        })
    }

    fn choice(&self) -> Result<Choice, Failure> {
        match self.measure.as_slice() {
            [] => Ok(Choice::Usual),
            names if names.iter().any(|name| name == "all") => Ok(Choice::All),
            names => {
                let mut once: Vec<&String> = Vec::new();
                for name in names {
                    if !once.contains(&name) {
                        once.push(name);
                    }
                }
                let named: Result<Vec<Statistic>, _> = once.into_iter().map(|name| name.parse()).collect();
                named.map(Choice::Named).map_err(|error| {
                    let failure = Failure::usage(format!("--measure: {error}"));
                    match error.found.trim() {
                        "krippendorff_alpha_kalpha_bootstrap" => {
                            failure.hint("that is --measure krippendorff_alpha --interval krippendorff")
                        }
                        "krippendorff_alpha_unit_bootstrap" => {
                            failure.hint("that is --measure krippendorff_alpha --interval bootstrap")
                        }
                        _ => failure.hint("docs/agreement.md lists all; 'all' asks for all that suit"),
                    }
                })
            }
        }
    }

    fn weights(&self, categories: &[String]) -> Result<Weights, Failure> {
        let Some(name) = &self.weights else { return Ok(Weights::Identity) };
        if let Ok(weights) = name.parse() {
            return Ok(weights);
        }
        let path = Path::new(name);
        if !path.exists() {
            let names: Vec<&str> = Weights::NAMED.iter().map(Weights::name).collect();
            return Err(Failure::usage(format!("--weights: '{name}' is no file and no name of weights"))
                .hint(format!("names are {}", names.join(", "))));
        }
        let shape = || {
            let header: Vec<&str> = categories.iter().map(String::as_str).collect();
            format!(
                "weights are a square table with the categories as its header and as its first column, here ,{}; 1 where \
                 row and column are the same, and the same number with both exchanged",
                header.join(",")
            )
        };
        let table = read_weights(read::bytes(path)?.as_slice(), categories)
            .map_err(|error| Failure::in_file(path, error).hint(shape()))?;
        WeightMatrix::new(&table).map(Weights::Matrix).map_err(|error| Failure::in_file(path, error).hint(shape()))
    }

    fn level(&self, scores: &[f64]) -> Level {
        let low = scores.iter().copied().reduce(f64::min).unwrap_or(0.0);
        let high = scores.iter().copied().reduce(f64::max).unwrap_or(0.0);
        match self.level.unwrap_or(LevelName::Nominal) {
            LevelName::Nominal => Level::Nominal,
            LevelName::Ordinal => Level::Ordinal,
            LevelName::Interval => Level::Interval,
            LevelName::Ratio => Level::Ratio,
            LevelName::Circular => Level::Circular { circumference: self.circumference.unwrap_or(high - low + 1.0) },
            LevelName::Bipolar => Level::Bipolar { low, high },
        }
    }

    fn spanning(&self) -> Result<Spanning, Failure> {
        let usual = Spanning::default();
        Ok(Spanning {
            matches: self.segment_overlap.map_or(usual.matches, Spanning::matches_from),
            gamma: self.gamma()?,
            precision: self.precision.unwrap_or(usual.precision),
            near: usual.near,
        })
    }

    fn gamma(&self) -> Result<GammaOptions, Failure> {
        let usual = GammaOptions::default();
        let dissimilarity = match self.dissimilarity[..] {
            [] => usual.dissimilarity,
            [alpha, beta, empty] => Dissimilarity::new(alpha, beta, empty, Categorical::Nominal)
                .map_err(|error| Failure::usage(format!("--dissimilarity: {error}")))?,
            _ => return Err(Failure::usage("--dissimilarity takes three numbers, such as 3,1,1")),
        };
        let refused = |option, error| Failure::usage(format!("{option}: {error}"));
        let samples = match (self.samples, self.precision) {
            (Some(number), _) => Samples::exactly(number).map_err(|error| refused("--samples", error))?,
            (None, Some(share)) => Samples::precise(share).map_err(|error| refused("--precision", error))?,
            (None, None) => usual.samples,
        };
        Ok(GammaOptions {
            dissimilarity,
            sampler: self.sampler.unwrap_or_default(),
            samples,
            seed: self.first_seed(),
            confidence: self.confidence.unwrap_or_default(),
            ..usual
        })
    }

    /// The seed, if these answers rest on random numbers.
    pub fn seed_of(&self, answers: &[Measured]) -> Option<u64> {
        let is_gamma = |answer: &Measured| answer.measure.starts_with("gamma");
        let is_resampled = |answer: &Measured| {
            let interval = answer.outcome.as_ref().ok().and_then(|found| found.interval.as_ref());
            interval.is_some_and(|interval| matches!(interval.method, IntervalMethod::Bootstrap { .. }))
        };
        let is_random = self.is_resampled() || answers.iter().any(|one| is_gamma(one) || is_resampled(one));
        is_random.then_some(self.first_seed())
    }

    fn is_resampled(&self) -> bool {
        use IntervalName::{Analytic, OneCode, UnitsAndCoders};
        !matches!(self.interval, None | Some(Analytic | UnitsAndCoders | OneCode))
    }

    /// Says that pairs were asked for where the only one is there anyway, and nothing has a reference to exchange.
    pub fn pairs_add_nothing(&self, coders: usize, answers: &[Measured]) -> Option<String> {
        let told = "--pairs adds nothing: there are two coders, and every value is that of the pair.";
        (self.pairs && coders == 2 && !answers.iter().any(has_reference)).then(|| told.to_owned())
    }

    /// The threshold, if one is asked for.
    pub fn threshold(&self) -> Option<Threshold> {
        self.at_least.map(|least| Threshold { least, on: self.criterion() })
    }

    /// Whether what was asked for is reached; says what is not.
    pub fn reaches<'m>(&self, answers: impl IntoIterator<Item = (String, &'m Measured)>) -> bool {
        self.threshold().is_none_or(|threshold| threshold.reached(answers))
    }

    /// Whether intervals take units to be independent of each other.
    pub fn takes_units_as_independent(&self, usual: IntervalName) -> bool {
        matches!(
            self.interval.unwrap_or(usual),
            IntervalName::Analytic
                | IntervalName::UnitsAndCoders
                | IntervalName::Bootstrap
                | IntervalName::Krippendorff
        )
    }

    /// Whether the lower end of intervals is asked about, and there are none of values pooled over codes.
    pub fn asks_for_pooled_interval(&self) -> bool {
        let pooled = matches!(self.interval, Some(IntervalName::ClusterBootstrap | IntervalName::Bca));
        self.at_least.is_some() && self.criterion() == Criterion::LowerLimit && !pooled
    }

    /// The statistics of sets of codes that are asked for.
    pub fn of_sets(&self) -> Result<Vec<Statistic>, Failure> {
        let all = Statistic::for_sets();
        Ok(match self.choice()? {
            Choice::Named(named) => {
                all.into_iter().filter(|one| named.iter().any(|name| name.name() == one.name())).collect()
            }
            Choice::Usual | Choice::All => all,
        })
    }

    fn suits_sets(&self) -> bool {
        use IntervalName::{Krippendorff, OneCode, UnitsAndCoders};
        !matches!(self.interval, Some(UnitsAndCoders | OneCode | Krippendorff))
    }

    /// The measures that were named.
    pub fn names_measures(&self) -> bool {
        !self.measure.is_empty()
    }
}

/// Says who is the reference of answers that have one.
pub fn references_told(answers: &[Measured]) -> Option<String> {
    let told = "span_precision and span_recall take the first coder of a row as the reference: precision is the share of \
                what the second marked that the first marked too, recall the share of what the first marked that the \
                second marked too.";
    answers.iter().any(has_reference).then(|| told.to_owned())
}

fn has_reference(answer: &Measured) -> bool {
    answer.outcome.is_ok() && answer.measure.parse().is_ok_and(Statistic::has_reference)
}
