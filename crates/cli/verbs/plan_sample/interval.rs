use clap::Args;
use qualkit_agreement::{CommonCorrelation, Confidence};
use qualkit_report::Cell;

use super::typed::{self, cell};
use super::{INDEPENDENT, KNOWN_PREVALENCE, MORE_CODERS, Planned, impossible};
use crate::failure::{Answer, Failure};
use crate::print::Printing;

/// How many units make the interval around an expected kappa exclude a limit
#[derive(Debug, Args)]
#[command(after_long_help = "\
Answers: if kappa turns out to be EXPECTED, how many units must have been coded for its goodness-of-fit interval to \
lie above LOWER (one-sided), or within LOWER and UPPER (two-sided)? One code, coders who apply it equally often.

    n = χ² / Σ_j (P_j(EXPECTED) − P_j(LIMIT))² / P_j(LIMIT)      the larger n of two limits
    P_j: share of units to which j coders apply the code

Donner and Rotondi (2010), International Journal of Biostatistics 6:31. `qualkit plan-sample width` simulates the \
width of other intervals.

Example: qualkit plan-sample interval --expected 0.6 --lower 0.4 --prevalence 0.3")]
pub struct Interval {
    /// The kappa that is expected
    #[arg(long, value_name = "KAPPA", allow_negative_numbers = true, value_parser = typed::kappa)]
    expected: f64,
    /// The interval is to lie above this
    #[arg(long, value_name = "KAPPA", allow_negative_numbers = true, value_parser = typed::kappa)]
    lower: f64,
    /// The interval is to lie below this; without it the interval is one-sided
    #[arg(long, value_name = "KAPPA", allow_negative_numbers = true, value_parser = typed::kappa)]
    upper: Option<f64>,
    /// The share of units to which the code applies
    #[arg(long, value_name = "SHARE", value_parser = typed::proportion)]
    prevalence: f64,
    /// How many coders
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(2..=100))]
    coders: u32,
    /// The confidence level
    #[arg(long, default_value = "0.95", value_parser = typed::confidence)]
    confidence: Confidence,
    #[command(flatten)]
    printing: Printing,
}

impl Interval {
    pub fn run(self) -> Result<Answer, Failure> {
        let Interval { expected, lower, upper, confidence, .. } = self;
        let model = CommonCorrelation::new(self.prevalence, self.coders).map_err(impossible)?;
        let size = model.sample_size_for_interval(expected, lower, upper, confidence).map_err(impossible)?;
        let goal = match upper {
            None => format!("above {lower}"),
            Some(upper) => format!("within {lower} and {upper}"),
        };
        let mut planned =
            Planned::new("sample_interval", format!("Units for an interval {goal} if kappa is {expected}"));
        planned.size(size)?;
        planned.number("expected", "Expected kappa", cell(expected));
        planned.number("lower", "Lower limit", cell(lower));
        planned.number("upper", "Upper limit", upper.map_or(Cell::Empty, cell));
        planned.number("prevalence", "Prevalence", cell(self.prevalence));
        planned.number("coders", "Coders", Cell::Count(u64::from(self.coders)));
        planned.number("confidence", "Confidence", cell(confidence.get()));
        // One limit takes half of what lies outside a two-sided interval.
        let level = if upper.is_some() { confidence.get() } else { 2.0 * confidence.get() - 1.0 };
        let which = if self.coders == 2 { "this interval" } else { "an interval for as many coders" };
        let level = format!(
            "qualkit agree --interval one-code makes {which} with --confidence {}.",
            (level * 1e12).round() / 1e12
        );
        let mut notes = vec![
            level.as_str(),
            "Intraclass kappa (Scott’s pi, Fleiss’ kappa) of one code that all coders apply equally often. n = χ² / \
             Σ_j (P_j(κ) − P_j(limit))² / P_j(limit), the larger of two limits; χ² of one degree of freedom is \
             exceeded with twice 1 − confidence for one limit, with 1 − confidence for two. Donner and Rotondi (2010), \
             International Journal of Biostatistics 6:31.",
            "Checked for two coders and one limit against CIBinary of kappaSize 1.2 (R); two limits and more coders \
             are not checked against another program.",
            "This is the interval if the sample shows exactly the expected kappa. In about half of all studies kappa \
             comes out lower, and the interval reaches the limit: to exclude it with a known probability, use qualkit \
             plan-sample kappa.",
            KNOWN_PREVALENCE,
            INDEPENDENT,
        ];
        if self.coders > 2 {
            notes.insert(1, MORE_CODERS);
        }
        self.printing.print(&[planned.table(&notes)])?;
        Ok(Answer::Yes)
    }
}
