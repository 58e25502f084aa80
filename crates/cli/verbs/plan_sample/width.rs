use std::cell::{self, RefCell};

use clap::{ArgGroup, Args, ValueEnum};
use qualkit_agreement::{
    Confidence, Measure, NoInterval, Options, Ratings, SimulatedCoders, SimulatedWidth, goodness_of_fit,
    profile_likelihood,
};
use qualkit_report::{Cell, Column, Table};

use super::typed::{self, cell, list};
use super::{INDEPENDENT, impossible};
use crate::failure::{Answer, Failure};
use crate::print::Printing;

/// How wide the interval of a measure will be, by simulation
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("model").required(true).args(["marginals", "prevalence"])))]
#[command(after_long_help = "\
Answers: how wide is the confidence interval on average if so many units are coded? Draws ratings of coders who do not \
exist yet, measures their agreement, and takes the mean width over the replications. With probability EXPECTED a unit \
is clear, and all coders give it the same category, drawn by the shares; else each draws one for themselves. In the \
long run every pair of coders then has a kappa, and alpha, of EXPECTED.

The same seed gives the same numbers on any machine. The simulation's own error is printed: it falls with the root of \
--replications.

Example: qualkit plan-sample width --expected 0.7 --prevalence 0.1 --units 100,200,400 --interval goodness-of-fit
Example: qualkit plan-sample width --expected 0.7 --marginals 0.2,0.3,0.5 --coders 3 --measure krippendorff_alpha \
--units 200")]
pub struct Width {
    /// The agreement beyond chance that is expected
    #[arg(long, value_name = "KAPPA", value_parser = typed::agreement)]
    expected: f64,
    /// The share of units with each category, separated by commas; they add up to 1
    #[arg(long, value_name = "SHARES", value_delimiter = ',', value_parser = typed::proportion)]
    marginals: Vec<f64>,
    /// The share of units to which the code applies
    #[arg(long, value_name = "SHARE", value_parser = typed::proportion)]
    prevalence: Option<f64>,
    /// How many units; several numbers are separated by commas
    #[arg(long, required = true, value_delimiter = ',', value_parser = clap::value_parser!(u64).range(2..=100_000))]
    units: Vec<u64>,
    /// How many coders
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(2..=100))]
    coders: u32,
    /// The share of ratings that will be missing
    #[arg(long, value_name = "SHARE", default_value = "0", value_parser = typed::share_or_none)]
    missing: f64,
    /// The measure, as `qualkit agree` names it in its tables [default: cohen_kappa for two coders, fleiss_kappa for
    /// more]
    #[arg(long)]
    measure: Option<Measure>,
    /// Which interval
    #[arg(long, default_value = "own")]
    interval: Kind,
    /// The confidence level
    #[arg(long, default_value = "0.95", value_parser = typed::confidence)]
    confidence: Confidence,
    /// How often ratings are drawn
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u64).range(2..=100_000))]
    replications: u64,
    /// The seed of the random numbers
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    printing: Printing,
}

/// Which interval is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// From the measure's own standard error
    Own,
    /// By Donner and Eliasziw (1992): two coders, one code
    GoodnessOfFit,
    /// By empirical likelihood: one code
    ProfileLikelihood,
}

impl Width {
    pub fn run(self) -> Result<Answer, Failure> {
        let shares = match self.prevalence {
            Some(prevalence) => vec![prevalence, 1.0 - prevalence],
            None => self.marginals.clone(),
        };
        let coders =
            SimulatedCoders::new(&shares, self.expected, self.coders as usize, self.missing).map_err(impossible)?;
        let measure = match self.measure {
            Some(measure) => measure,
            None if self.coders == 2 => Measure::CohenKappa,
            None => Measure::FleissKappa,
        };
        let options = Options { confidence: self.confidence, ..Options::default() };
        self.check(&coders.draw(2, self.seed, 0).map_err(impossible)?, measure, &options)?;

        let title = format!("Expected width of the interval of {} by simulation", measure.title());
        let mut table = Table::new("sample_width", title);
        table.columns = vec![
            Column::number("units", "Units"),
            Column::number("width", "Mean width"),
            Column::number("width_error", "Error of the simulation"),
            Column::number("value", "Mean value"),
            Column::number("without_interval", "Without interval"),
            Column::number("without_width", "Without width"),
            Column::number("replications", "Replications"),
            Column::words("measure", "Measure").to_machines(),
            Column::words("interval", "Interval").to_machines(),
            Column::number("confidence", "Confidence").to_machines(),
            Column::number("expected", "Expected").to_machines(),
            Column::words("shares", "Shares").to_machines(),
            Column::number("coders", "Coders").to_machines(),
            Column::number("missing", "Missing").to_machines(),
            Column::number("seed", "Seed").to_machines(),
        ];
        for &units in &self.units {
            let reason = RefCell::new("no replication has an interval".to_owned());
            let without_width = cell::Cell::new(0);
            let width = coders.width(units, self.replications, self.seed, |ratings| {
                let mut estimate = measure.estimate(ratings, &options)?;
                match self.other_interval(ratings, measure, &options) {
                    None => {}
                    Some(Ok(interval)) => estimate.interval = Some(interval),
                    Some(Err(none)) => {
                        estimate.interval = None;
                        reason.replace(none.to_string());
                    }
                }
                let is_flat = estimate.interval.as_ref().is_some_and(|interval| interval.low == interval.high);
                without_width.set(without_width.get() + u64::from(is_flat));
                Ok(estimate)
            });
            let width = width.map_err(impossible)?;
            let mut row = measured(units, &width, without_width.get(), &reason.into_inner());
            row.extend([
                Cell::text(measure.name()),
                Cell::text(self.interval.name()),
                cell(self.confidence.get()),
                cell(self.expected),
                Cell::text(list(&shares)),
                Cell::Count(u64::from(self.coders)),
                cell(self.missing),
                Cell::Count(self.seed),
            ]);
            table.push(row);
        }
        self.notes(&shares).into_iter().for_each(|note| table.note(note));
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }

    /// Refuses a measure or an interval that such coders cannot have, whatever they do.
    fn check(&self, sample: &Ratings, measure: Measure, options: &Options) -> Result<(), Failure> {
        measure.suits(sample).map_err(Failure::usage)?;
        if self.interval == Kind::Own {
            return Ok(());
        }
        if self.marginals.len() > 2 {
            return Err(Failure::usage(format!("--interval {} is for one code: --prevalence", self.interval.name())));
        }
        if self.interval == Kind::GoodnessOfFit && self.coders != 2 {
            return Err(Failure::usage(format!("--interval goodness-of-fit is for two coders, not {}", self.coders))
                .hint("--interval profile-likelihood is for any number"));
        }
        match self.other_interval(sample, measure, options) {
            Some(Err(error @ NoInterval::NotForMeasure { .. })) => Err(Failure::usage(error)),
            _ => Ok(()),
        }
    }

    /// The interval that takes the place of the measure's own.
    fn other_interval(
        &self,
        ratings: &Ratings,
        measure: Measure,
        options: &Options,
    ) -> Option<Result<qualkit_agreement::Interval, NoInterval>> {
        match self.interval {
            Kind::Own => None,
            Kind::GoodnessOfFit => Some(goodness_of_fit(ratings, measure, options)),
            Kind::ProfileLikelihood => Some(profile_likelihood(ratings, measure, options)),
        }
    }

    fn notes(&self, shares: &[f64]) -> Vec<String> {
        let missing = if self.missing > 0.0 { format!(", a share of {} missing", self.missing) } else { String::new() };
        let drawn = format!(
            "{} coders; with probability {} a unit is clear and all give it the same category, else each draws one; \
             shares of the categories {}{missing}.",
            self.coders,
            self.expected,
            list(shares),
        );
        let interval = match self.interval {
            Kind::Own => {
                "Interval: the measure’s own, at a level of {}. That of a kappa or alpha is not to be relied on \
                 where few units bear the code: it then covers the true value far less often than its level says, \
                 and its width promises too much. --interval goodness-of-fit or profile-likelihood is made for such \
                 codes."
            }
            Kind::GoodnessOfFit => {
                "Interval: goodness of fit, at a level of {}. Donner and Eliasziw (1992), Statistics in Medicine \
                 11:1511–1519."
            }
            Kind::ProfileLikelihood => {
                "Interval: profile likelihood of the counts, at a level of {}. Owen (2001), Empirical Likelihood, \
                 ch. 3."
            }
        };
        let mean = "Mean width and mean value are over the replications that have an interval; the error is the \
                    standard error of that mean width. Replications in which nobody disagrees may have an interval \
                    without width, which says that they show no variation, not that there is none; they lower the \
                    mean. Real coders find some units harder than others in other ways \
                    than this model: the width is a plan, not a promise.";
        vec![
            format!("Simulated with seed {}: {drawn}", self.seed),
            interval.replace("{}", &self.confidence.get().to_string()),
            mean.to_owned(),
            INDEPENDENT.to_owned(),
        ]
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Own => "own",
            Kind::GoodnessOfFit => "goodness-of-fit",
            Kind::ProfileLikelihood => "profile-likelihood",
        }
    }
}

fn measured(units: u64, width: &SimulatedWidth, without_width: u64, reason: &str) -> Vec<Cell> {
    let number = |value: Option<f64>, digits| match value {
        Some(value) => Cell::number(value, digits),
        None => Cell::Undefined(reason.to_owned()),
    };
    vec![
        Cell::Count(units),
        number(width.mean, 3),
        number(width.mean_error, 4),
        number(width.mean_value, 3),
        Cell::Count(width.without_interval),
        Cell::Count(without_width),
        Cell::Count(width.replications),
    ]
}
