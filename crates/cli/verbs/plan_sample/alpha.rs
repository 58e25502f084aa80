use clap::Args;
use qualkit_agreement::alpha_sample_size;

use super::typed::{self, cell};
use super::{INDEPENDENT, Planned, impossible};
use crate::failure::{Answer, Failure};
use crate::print::Printing;

/// How many units Krippendorff's alpha takes at least
#[derive(Debug, Args)]
#[command(after_long_help = "\
Answers: how many units must two coders code so that an alpha of SMALLEST or more can be told from a lower one? The \
sample size of Krippendorff's table.

    n = 2 z² ((1 + α)(3 − α) / (4 p (1 − p)(1 − α)) − α)
    α: SMALLEST; p: SHARE; z: normal quantile of 1 − SIGNIFICANCE

SHARE is that of the least frequent category; for four categories equally often used it is 0.25. Krippendorff (2019), \
Content Analysis, 4th ed., § 12.4, after Bloch and Kraemer (1989), Biometrics 45:269–287, equation 3.7.

Example: qualkit plan-sample alpha --smallest 0.8 --share 0.25")]
pub struct Alpha {
    /// The smallest alpha that is acceptable
    #[arg(long, value_name = "ALPHA", value_parser = typed::proportion)]
    smallest: f64,
    /// The share of units with the least frequent category
    #[arg(long, value_parser = typed::proportion)]
    share: f64,
    /// The probability of taking a lower alpha for an acceptable one
    #[arg(long, value_name = "PROBABILITY", default_value = "0.05", value_parser = typed::significance)]
    significance: f64,
    #[command(flatten)]
    printing: Printing,
}

impl Alpha {
    pub fn run(self) -> Result<Answer, Failure> {
        if self.share > 0.5 {
            return Err(Failure::usage(format!(
                "--share is {}, and the least frequent category has at most 0.5",
                self.share
            ))
            .hint("for V categories equally often used it is 1/V"));
        }
        let size = alpha_sample_size(self.smallest, self.share, self.significance).map_err(impossible)?;
        let title = format!("Units at least for an alpha of {}", self.smallest);
        let mut planned = Planned::new("sample_alpha", title);
        planned.size(size)?;
        planned.number("smallest", "Smallest alpha", cell(self.smallest));
        planned.number("share", "Share of the least frequent category", cell(self.share));
        planned.number("significance", "Significance", cell(self.significance));
        let notes = [
            "n = 2z² ((1 + α)(3 − α) / (4 p(1 − p)(1 − α)) − α), α the smallest acceptable alpha, p the share of the \
             least frequent category, z the normal quantile of 1 − significance. Krippendorff (2019), Content \
             Analysis, 4th ed., § 12.4, after Bloch and Kraemer (1989), Biometrics 45:269–287, equation 3.7.",
            "For two coders. Checked against what the ATLAS.ti manual prints from Krippendorff’s table for four \
             codes at .05 (139 for .800, 81 for .667); other numbers are not checked against a printed table. The \
             formula is for a code that applies or does not; among several categories p is the share of the rarest.",
            INDEPENDENT,
        ];
        self.printing.print(&[planned.table(&notes)])?;
        Ok(Answer::Yes)
    }
}
