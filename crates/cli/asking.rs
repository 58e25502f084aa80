use std::path::Path;
use std::str::FromStr;

use clap::Args;
use qualkit_agreement::Categorical;
use qualkit_agreement::{
    Confidence, Criterion, Dissimilarity, GammaOptions, IntervalMethod, Level, Limits, Options, Resampling, Sampler,
    Samples, WeightMatrix, Weights,
};
use qualkit_compare::{Asked, Choice, Intervals, Layout, Measured, SetDistance, Spanning, Statistic, read_weights};
use qualkit_report::Format;

use crate::failure::Failure;
use crate::heeded::{Typed, typed};
use crate::print::{Printing, say};
use crate::read;

/// What is asked of ratings: the same of a study and of a table.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is measured")]
pub struct Asking {
    /// A statistic by its name (docs/agreement.md), or all; may be given several times [default: a usual set]
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    measure: Vec<String>,
    /// Level of measurement for alpha: nominal, ordinal, interval, ratio, circular or bipolar [default: nominal]
    #[arg(long, value_name = "LEVEL")]
    level: Option<LevelName>,
    /// Once round, in the units of the scores, for --level circular [default: largest less smallest score, plus 1]
    #[arg(long, value_name = "NUMBER")]
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
    /// Each pair of coders too
    #[arg(long)]
    pairs: bool,
    /// What stands behind the numbers: cross-tables, margins, prevalence and bias, each coder left out, scales
    #[arg(long)]
    pub diagnostics: bool,
    /// The confidence level of intervals [default: 0.95]
    #[arg(long, value_parser = parse_confidence)]
    confidence: Option<Confidence>,
    /// How intervals are made: analytic, one-code, bootstrap, cluster-bootstrap, bca or krippendorff [default: of a
    /// table analytic, in a study one-code]
    #[arg(long, value_name = "METHOD")]
    interval: Option<IntervalName>,
    /// How many resamples of the bootstrap [default: 2000]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(39..=10_000_000))]
    resamples: Option<u32>,
    /// Where random numbers start [default: 1]
    #[arg(long)]
    seed: Option<u64>,
    /// Distance between sets of codes: masi, jaccard, dice or nominal [default: masi]
    #[arg(long, value_name = "NAME")]
    set_distance: Option<SetDistance>,
    /// Gamma: the weights of position and code, and the cost of a segment without counterpart [default: 1,1,1]
    #[arg(long, value_name = "ALPHA,BETA,EMPTY", value_delimiter = ',')]
    dissimilarity: Vec<f64>,
    /// Gamma: how random texts are made, shuffle (Mathet 2015) or statistical [default: shuffle]
    #[arg(long, value_name = "NAME", value_parser = parse_sampler)]
    sampler: Option<Sampler>,
    /// Gamma: how many random texts [default: 30]
    #[arg(long, value_name = "NUMBER")]
    samples: Option<usize>,
    /// Exit with 1 if agreement is lower
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub at_least: Option<f64>,
    /// What must reach --at-least: the value, or the lower end of its interval [default: value]
    #[arg(long, value_name = "value|lower", value_parser = parse_criterion)]
    on: Option<Criterion>,
}

/// What is measured, as far as options depend on it.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    pub input: Input,
    /// The statistics asked for; of a study those that were named.
    pub statistics: &'a [Statistic],
    /// Whether other programs' values are asked for.
    pub programs: bool,
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

/// A level of measurement, whose scale the table will tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LevelName {
    Nominal,
    Ordinal,
    Interval,
    Ratio,
    Circular,
    Bipolar,
}

/// A way to make intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalName {
    Analytic,
    OneCode,
    Bootstrap,
    ClusterBootstrap,
    Bca,
    Krippendorff,
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
        if self.interval == Some(IntervalName::ClusterBootstrap) && !clusters {
            return Err(
                Failure::usage("--interval cluster-bootstrap needs clusters").hint("--cluster COLUMN names them")
            );
        }
        let intervals = match self.interval.unwrap_or(usual) {
            IntervalName::Analytic => Intervals::Analytic,
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
            empty_left_out: false,
            spanning: Spanning { gamma: self.gamma()?, ..Spanning::default() },
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
                    Failure::usage(format!("--measure: {error}"))
                        .hint("docs/agreement.md lists all; 'all' asks for all that suit")
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

    fn gamma(&self) -> Result<GammaOptions, Failure> {
        let usual = GammaOptions::default();
        let dissimilarity = match self.dissimilarity[..] {
            [] => usual.dissimilarity,
            [alpha, beta, empty] => Dissimilarity::new(alpha, beta, empty, Categorical::Nominal)
                .map_err(|error| Failure::usage(format!("--dissimilarity: {error}")))?,
            _ => return Err(Failure::usage("--dissimilarity takes three numbers, such as 3,1,1")),
        };
        let samples = match self.samples {
            None => usual.samples,
            Some(samples) => {
                Samples::exactly(samples).map_err(|error| Failure::usage(format!("--samples: {error}")))?
            }
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
        !matches!(self.interval, None | Some(IntervalName::Analytic | IntervalName::OneCode))
    }

    /// What each of these options takes to make a difference; of a study `statistics` are those that were named.
    pub fn typed(&self, about: &About<'_>, printing: &Printing) -> Vec<Typed> {
        let About { input, statistics, programs, fixed } = *about;
        let any = |has: fn(Statistic) -> bool| !programs && statistics.iter().copied().any(has);
        let gamma = any(Statistic::is_gamma);
        let of_units = !programs && fixed;
        let in_table = of_units && matches!(input, Input::Ratings { .. });
        let alpha = in_table && (any(Statistic::takes_level) || self.diagnostics);
        let is_circular = alpha && self.level == Some(LevelName::Circular);
        let weighted = in_table && (any(Statistic::takes_weights) || self.diagnostics);
        let named = self.choice().is_ok_and(|choice| matches!(choice, Choice::Named(_)));
        let as_sets = input == Input::StudyAsSets;
        let may_lack = as_sets
            || in_table && matches!(input, Input::Ratings { layout: Layout::Wide | Layout::Long | Layout::Counts });
        let resampled = of_units && (self.is_resampled() || as_sets && self.interval.is_none());
        let random = gamma || resampled;
        vec![
            typed("--measure", !self.measure.is_empty(), !programs, "is not for --as, which has the programs' own"),
            typed(
                "--level",
                self.level.is_some(),
                alpha,
                "is for krippendorff_alpha on a table of one category a cell",
            ),
            typed("--circumference", self.circumference.is_some(), is_circular, "is for --level circular"),
            typed(
                "--weights",
                self.weights.is_some(),
                weighted,
                "is for kappas, gwet_ac, brennan_prediger and percent agreement on a table of one category a cell",
            ),
            typed(
                "--complete",
                self.complete,
                may_lack,
                "is for tables in which ratings may be missing, and for a study with --sets",
            ),
            typed(
                "--by-category",
                self.by_category,
                !programs && (!named || as_sets || input == Input::Sets),
                "adds to the usual measures or to all: name specific_agreement, krippendorff_alpha_category, \
                 fleiss_kappa_category, cohen_kappa_category_2x2, ku_alpha or gamma_k instead",
            ),
            typed(
                "--pairs",
                self.pairs,
                !programs && input != Input::Ratings { layout: Layout::Counts },
                "is for tables that name the coders, and not for --as, which has every pair",
            ),
            typed(
                "--diagnostics",
                self.diagnostics,
                !programs && (printing.format != Format::Csv || matches!(input, Input::Study | Input::StudyAsSets)),
                "is neither for --as nor, of a table, for --format csv, which holds one table; --format json has all",
            ),
            typed(
                "--interval",
                self.interval.is_some(),
                of_units && (!as_sets || self.suits_sets()),
                if as_sets {
                    "is analytic, bootstrap, cluster-bootstrap or bca for sets of codes"
                } else {
                    "is for statistics of units"
                },
            ),
            typed(
                "--confidence",
                self.confidence.is_some(),
                of_units || gamma,
                "is for intervals, and these have none",
            ),
            typed(
                "--resamples",
                self.resamples.is_some(),
                resampled,
                "is for --interval \
                 bootstrap, cluster-bootstrap, bca and krippendorff",
            ),
            typed("--seed", self.seed.is_some(), random, "is for gamma, and for intervals from resamples"),
            typed(
                "--set-distance",
                self.set_distance.is_some(),
                any(Statistic::takes_set_distance),
                "is for \
                 krippendorff_alpha with --sets",
            ),
            typed("--dissimilarity", !self.dissimilarity.is_empty(), gamma, "is for gamma"),
            typed("--sampler", self.sampler.is_some(), gamma, "is for gamma"),
            typed("--samples", self.samples.is_some(), gamma, "is for gamma"),
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

    /// Whether what was asked for is reached; says what is not.
    pub fn reaches<'m>(&self, answers: impl IntoIterator<Item = (String, &'m Measured)>) -> bool {
        let Some(least) = self.at_least else { return true };
        let mut reached = true;
        for (what, answer) in answers {
            let what = if what.is_empty() { answer.measure.to_owned() } else { format!("{what}: {}", answer.measure) };
            match qualkit_agreement::at_least(&answer.outcome, least, self.criterion()) {
                Ok(true) => {}
                Ok(false) => {
                    let found = answer.outcome.as_ref().ok().map_or(f64::NAN, |estimate| match self.criterion() {
                        Criterion::LowerLimit => estimate.interval.as_ref().map_or(f64::NAN, |interval| interval.low),
                        _ => estimate.value,
                    });
                    let on = if self.criterion() == Criterion::LowerLimit { " at its lower end" } else { "" };
                    say(format!("{what} is {found:.3}{on}, less than {least}"));
                    reached = false;
                }
                Err(undefined) => {
                    let no_interval = answer.no_interval.as_ref();
                    say(match (answer.undefined(), no_interval) {
                        (Some(reason), _) => format!("{what} is undefined: {reason}"),
                        (None, Some(reason)) => format!("{what} has no interval: {reason}"),
                        (None, None) => format!("{what} is undefined: {undefined}"),
                    });
                    reached = false;
                }
            }
        }
        reached
    }

    /// Refuses to make resampled intervals of what has none.
    pub fn refuse_interval(&self, of: &str) -> Result<(), Failure> {
        match self.interval {
            None | Some(IntervalName::Analytic) => Ok(()),
            Some(_) => {
                Err(Failure::usage(format!("--interval is for tables with one category per cell, not for {of}")))
            }
        }
    }

    /// Whether intervals take units to be independent of each other.
    pub fn takes_units_as_independent(&self, usual: IntervalName) -> bool {
        matches!(
            self.interval.unwrap_or(usual),
            IntervalName::Analytic | IntervalName::Bootstrap | IntervalName::Krippendorff
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
        !matches!(self.interval, Some(IntervalName::OneCode | IntervalName::Krippendorff))
    }

    /// The measures that were named.
    pub fn names_measures(&self) -> bool {
        !self.measure.is_empty()
    }
}

fn parse_confidence(text: &str) -> Result<Confidence, String> {
    let level = text.parse().map_err(|_| "expected a proportion, for example 0.95".to_owned())?;
    Confidence::new(level).map_err(|error| error.to_string())
}

fn parse_sampler(text: &str) -> Result<Sampler, String> {
    match text {
        "shuffle" => Ok(Sampler::Shuffle),
        "statistical" => Ok(Sampler::Statistical),
        _ => Err("expected shuffle or statistical".to_owned()),
    }
}

fn parse_criterion(text: &str) -> Result<Criterion, String> {
    match text {
        "value" => Ok(Criterion::Value),
        "lower" => Ok(Criterion::LowerLimit),
        _ => Err("expected value or lower".to_owned()),
    }
}

impl FromStr for LevelName {
    type Err = String;

    fn from_str(text: &str) -> Result<LevelName, String> {
        Ok(match text {
            "nominal" => LevelName::Nominal,
            "ordinal" => LevelName::Ordinal,
            "interval" => LevelName::Interval,
            "ratio" => LevelName::Ratio,
            "circular" => LevelName::Circular,
            "bipolar" => LevelName::Bipolar,
            _ => return Err("expected nominal, ordinal, interval, ratio, circular or bipolar".to_owned()),
        })
    }
}

impl FromStr for IntervalName {
    type Err = String;

    fn from_str(text: &str) -> Result<IntervalName, String> {
        Ok(match text {
            "analytic" => IntervalName::Analytic,
            "one-code" => IntervalName::OneCode,
            "bootstrap" => IntervalName::Bootstrap,
            "cluster-bootstrap" => IntervalName::ClusterBootstrap,
            "bca" => IntervalName::Bca,
            "krippendorff" => IntervalName::Krippendorff,
            _ => {
                return Err("expected analytic, one-code, bootstrap, cluster-bootstrap, bca or krippendorff".to_owned());
            }
        })
    }
}
