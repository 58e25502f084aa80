use clap::Args;
use qualkit_agreement::units_for_occurrences;
use qualkit_report::Cell;

use super::typed::{self, cell};
use super::{INDEPENDENT, Planned, impossible};
use crate::failure::{Answer, Failure};
use crate::print::Printing;

/// How many units must be drawn for a rare code to occur often enough
#[derive(Debug, Args)]
#[command(after_long_help = "\
Answers: if a code applies to a share RATE of all units, how many must be drawn so that it applies to at least \
OCCURRENCES of them, with the probability asked for? Agreement on a rare code rests on the few units that bear it.

    the smallest n with P(X ≥ OCCURRENCES) ≥ PROBABILITY      X binomial with n draws of RATE

That is a quantile of the negative binomial distribution, taken exactly.

Example: qualkit plan-sample rare --rate 0.02 --occurrences 10")]
pub struct Rare {
    /// The share of units to which the code applies
    #[arg(long, value_name = "SHARE", value_parser = typed::proportion)]
    rate: f64,
    /// To how many units it is to apply at least
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    occurrences: u64,
    /// How probable that is to be
    #[arg(long, default_value = "0.95", value_parser = typed::proportion)]
    probability: f64,
    #[command(flatten)]
    printing: Printing,
}

impl Rare {
    pub fn run(self) -> Result<Answer, Failure> {
        let units = units_for_occurrences(self.occurrences, self.rate, self.probability).map_err(impossible)?;
        let mut planned = Planned::new("sample_rare", "Units in which a rare code occurs often enough".to_owned());
        planned.number("units", "Units", Cell::Count(units));
        planned.number("rate", "Rate", cell(self.rate));
        planned.number("occurrences", "Occurrences", Cell::Count(self.occurrences));
        planned.number("probability", "Probability", cell(self.probability));
        let notes = [
            "The smallest n with P(X ≥ occurrences) ≥ probability, X binomial with n draws of the rate: a quantile of \
             the negative binomial distribution, exact.",
            "The rate is taken as known. If it comes from a pilot, plan with the smallest rate that the pilot leaves \
             open.",
            INDEPENDENT,
        ];
        self.printing.print(&[planned.table(&notes)])?;
        Ok(Answer::Yes)
    }
}
