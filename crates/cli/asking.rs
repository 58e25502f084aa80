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
use crate::print::say;
use crate::read;

/// What is asked of ratings: the same of a study and of a table.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is measured")]
pub struct Asking {
    /// A statistic by its name (docs/agreement.md), or all; may be given several times [default: a usual set]
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    measure: Vec<String>,
    /// Level of measurement for alpha: nominal, ordinal, interval, ratio, circular or bipolar
    #[arg(long, value_name = "LEVEL", default_value = "nominal")]
    level: LevelName,
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
    /// The confidence level of intervals
    #[arg(long, default_value = "0.95", value_parser = parse_confidence)]
    confidence: Confidence,
    /// How intervals are made: analytic, one-code, bootstrap, cluster-bootstrap, bca or krippendorff [default: of a
    /// table analytic, in a study one-code]
    #[arg(long, value_name = "METHOD")]
    interval: Option<IntervalName>,
    /// How many resamples of the bootstrap
    #[arg(long, default_value_t = 2000, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(39..=10_000_000))]
    resamples: u32,
    /// Where random numbers start
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Distance between sets of codes: masi, jaccard, dice or nominal
    #[arg(long, value_name = "NAME", default_value_t)]
    set_distance: SetDistance,
    /// Gamma: the weights of position and code, and the cost of a segment without counterpart
    #[arg(long, value_name = "ALPHA,BETA,EMPTY", value_delimiter = ',', default_values_t = [1.0, 1.0, 1.0])]
    dissimilarity: Vec<f64>,
    /// Gamma: how random texts are made, shuffle (Mathet 2015) or statistical
    #[arg(long, value_name = "NAME", default_value = "shuffle", value_parser = parse_sampler)]
    sampler: Sampler,
    /// Gamma: how many random texts
    #[arg(long, value_name = "NUMBER", default_value_t = 30)]
    samples: usize,
    /// Exit with 1 if agreement is lower
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub at_least: Option<f64>,
    /// What must reach --at-least: the value, or the lower end of its interval
    #[arg(long, value_name = "value|lower", default_value = "value", value_parser = parse_criterion)]
    on: Criterion,
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

    /// Whether categories need an order.
    pub fn needs_order(&self) -> bool {
        self.level != LevelName::Nominal
            || self
                .weights
                .as_deref()
                .is_some_and(|name| Weights::from_str(name).is_ok_and(|weights| weights != Weights::Identity))
    }

    /// Options without what only a table can tell.
    pub fn plain_options(&self) -> Options {
        Options { confidence: self.confidence, ..Options::default() }
    }

    /// What is asked, of categories with these labels and scores; `clusters` says whether there are any.
    pub fn asked(
        &self,
        categories: &[String],
        scores: &[f64],
        clusters: bool,
        usual: IntervalName,
    ) -> Result<Asked, Failure> {
        let resampling = |limits| Resampling { resamples: self.resamples, seed: self.seed, limits };
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
                confidence: self.confidence,
                weights: self.weights(categories)?,
                level: self.level(scores),
                ..Options::default()
            },
            complete_only: self.complete,
            by_category: self.by_category,
            pairs: self.pairs,
            intervals,
            set_distance: self.set_distance,
            empty_left_out: false,
            spanning: Spanning { gamma: self.gamma()?, ..Spanning::default() },
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
        let table =
            read_weights(read::bytes(path)?.as_slice(), categories).map_err(|error| Failure::in_file(path, error))?;
        WeightMatrix::new(&table).map(Weights::Matrix).map_err(|error| Failure::in_file(path, error))
    }

    fn level(&self, scores: &[f64]) -> Level {
        let low = scores.iter().copied().reduce(f64::min).unwrap_or(0.0);
        let high = scores.iter().copied().reduce(f64::max).unwrap_or(0.0);
        match self.level {
            LevelName::Nominal => Level::Nominal,
            LevelName::Ordinal => Level::Ordinal,
            LevelName::Interval => Level::Interval,
            LevelName::Ratio => Level::Ratio,
            LevelName::Circular => Level::Circular { circumference: self.circumference.unwrap_or(high - low + 1.0) },
            LevelName::Bipolar => Level::Bipolar { low, high },
        }
    }

    fn gamma(&self) -> Result<GammaOptions, Failure> {
        let [alpha, beta, empty] = self.dissimilarity[..] else {
            return Err(Failure::usage("--dissimilarity takes three numbers, such as 3,1,1"));
        };
        let dissimilarity = Dissimilarity::new(alpha, beta, empty, Categorical::Nominal)
            .map_err(|error| Failure::usage(format!("--dissimilarity: {error}")))?;
        let samples = Samples::exactly(self.samples).map_err(|error| Failure::usage(format!("--samples: {error}")))?;
        Ok(GammaOptions {
            dissimilarity,
            sampler: self.sampler,
            samples,
            seed: self.seed,
            confidence: self.confidence,
            ..GammaOptions::default()
        })
    }

    /// The seed, if these answers rest on random numbers.
    pub fn seed_of(&self, answers: &[Measured]) -> Option<u64> {
        let is_resampled = !matches!(self.interval, None | Some(IntervalName::Analytic | IntervalName::OneCode));
        let intervals = answers.iter().filter_map(|answer| answer.outcome.as_ref().ok()?.interval.as_ref());
        let is_resampled =
            is_resampled || intervals.into_iter().any(|one| matches!(one.method, IntervalMethod::Bootstrap { .. }));
        let is_random = is_resampled || answers.iter().any(|answer| answer.measure.starts_with("gamma"));
        is_random.then_some(self.seed)
    }

    /// Whether what was asked for is reached; says what is not.
    pub fn reaches<'m>(&self, answers: impl IntoIterator<Item = (String, &'m Measured)>) -> bool {
        let Some(least) = self.at_least else { return true };
        let mut reached = true;
        for (what, answer) in answers {
            let what = if what.is_empty() { answer.measure.to_owned() } else { format!("{what}: {}", answer.measure) };
            match qualkit_agreement::at_least(&answer.outcome, least, self.on) {
                Ok(true) => {}
                Ok(false) => {
                    let found = answer.outcome.as_ref().ok().map_or(f64::NAN, |estimate| match self.on {
                        Criterion::LowerLimit => estimate.interval.as_ref().map_or(f64::NAN, |interval| interval.low),
                        _ => estimate.value,
                    });
                    let on = if self.on == Criterion::LowerLimit { " at its lower end" } else { "" };
                    say(format!("{what} is {found:.3}{on}, less than {least}"));
                    reached = false;
                }
                Err(undefined) => {
                    say(format!("{what} is undefined: {undefined}"));
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
        self.at_least.is_some() && self.on == Criterion::LowerLimit && !pooled
    }

    /// The options that were given, as far as they differ from what holds without them.
    pub fn given(&self) -> Vec<&'static str> {
        let options = [
            (!self.measure.is_empty(), "--measure"),
            (self.level != LevelName::Nominal, "--level"),
            (self.circumference.is_some(), "--circumference"),
            (self.weights.is_some(), "--weights"),
            (self.complete, "--complete"),
            (self.by_category, "--by-category"),
            (self.pairs, "--pairs"),
            (self.diagnostics, "--diagnostics"),
            (self.confidence != Confidence::default(), "--confidence"),
            (self.interval.is_some(), "--interval"),
            (self.resamples != 2000, "--resamples"),
            (self.seed != 1, "--seed"),
            (self.set_distance != SetDistance::default(), "--set-distance"),
            (self.dissimilarity != [1.0; 3], "--dissimilarity"),
            (self.sampler != Sampler::Shuffle, "--sampler"),
            (self.samples != 30, "--samples"),
            (self.at_least.is_some(), "--at-least"),
            (self.on != Criterion::Value, "--on"),
        ];
        options.into_iter().filter(|(given, _)| *given).map(|(_, option)| option).collect()
    }

    /// Refuses options that would change nothing in a study, and says so of those that do no harm.
    pub fn check_for_study(&self, sets: bool) -> Result<(), Failure> {
        let gamma = self.measure.iter().any(|name| name.starts_with("gamma"));
        let resampled = match self.interval {
            None => sets,
            Some(name) => !matches!(name, IntervalName::Analytic | IntervalName::OneCode),
        };
        for option in self.given() {
            let refused = match option {
                "--level" | "--circumference" | "--weights" => {
                    Some("in a study a code is there or not, which has neither order nor distance")
                }
                "--complete" if !sets => Some("without --sets only units that every coder has finished count anyway"),
                "--set-distance" if !sets => Some("it is of units as sets of codes (--sets)"),
                "--dissimilarity" | "--sampler" | "--samples" if !gamma => Some("it is of gamma (--measure gamma)"),
                "--on" if self.at_least.is_none() => Some("it says what must reach --at-least"),
                "--interval" if sets && !self.suits_sets() => {
                    Some("sets of codes have the methods analytic, bootstrap, cluster-bootstrap and bca")
                }
                "--resamples" | "--seed" if !resampled && !gamma => {
                    say(format!("{option} changes nothing here: no random numbers are drawn"));
                    None
                }
                _ => None,
            };
            if let Some(reason) = refused {
                return Err(Failure::usage(format!("{option} changes nothing here: {reason}")));
            }
        }
        Ok(())
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
