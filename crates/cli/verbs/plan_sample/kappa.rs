use clap::{ArgGroup, Args};
use qualkit_agreement::{
    CommonCorrelation, Sides, TestPlan, cohen_kappa_power, cohen_kappa_sample_size,
    cohen_kappa_sample_size_largest_variance,
};
use qualkit_report::Cell;

use super::typed::{self, cell, list, sides_word};
use super::{INDEPENDENT, KNOWN_PREVALENCE, LARGE_SAMPLES, MORE_CODERS, Planned, impossible};
use crate::failure::{Answer, Failure};
use crate::print::Printing;

/// How many units show that kappa differs from a null value
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("model").required(true).args(["rates", "marginals", "prevalence"])))]
#[command(after_long_help = "\
Answers: if kappa is EXPECTED, how many units must be coded to show, with the power asked for, that it is not NULL? \
With --units instead: with which power do so many units show it?

--rates a,b: one code, two coders, each with their own rate; Cohen's kappa.
    n = ((z_significance √Q0 + z_power √Q1) / (EXPECTED − NULL))²
    Q: n times the large-sample variance of kappa (Fleiss, Cohen and Everitt 1969). Cantor (1996), Psychological \
Methods 1:150–153.
--marginals a,b,c: several categories, which both coders use equally often; Cohen's kappa. The same formula with the \
largest Q that any table with these shares and this kappa has. Flack, Afifi, Lachenbruch and Schouten (1988), \
Psychometrika 53:321–325.
--prevalence p --coders m: one code, m coders who apply it equally often; intraclass kappa (Scott's pi, Fleiss' kappa).
    n = λ / Σ_j (P_j(EXPECTED) − P_j(NULL))² / P_j(NULL)
    P_j: share of units to which j coders apply the code. Donner and Eliasziw (1992), Statistics in Medicine \
11:1511–1519; they plan with --sides two.

A kappa that the rates do not allow is refused.

Example: qualkit plan-sample kappa --expected 0.7 --null 0.5 --rates 0.3,0.35
Example: qualkit plan-sample kappa --expected 0.6 --null 0.4 --marginals 0.2,0.25,0.55
Example: qualkit plan-sample kappa --expected 0.6 --null 0.4 --prevalence 0.3 --coders 3 --units 150")]
pub struct Kappa {
    /// The kappa that is expected
    #[arg(long, value_name = "KAPPA", allow_negative_numbers = true, value_parser = typed::kappa)]
    expected: f64,
    /// The kappa that is to be ruled out
    #[arg(long, value_name = "KAPPA", allow_negative_numbers = true, value_parser = typed::kappa)]
    null: f64,
    /// The share of units to which each of two coders applies the code, separated by a comma
    #[arg(long, value_name = "SHARE,SHARE", value_parser = typed::two_proportions)]
    rates: Option<[f64; 2]>,
    /// The share of units with each category, separated by commas; they add up to 1
    #[arg(long, value_name = "SHARES", value_delimiter = ',', value_parser = typed::proportion)]
    marginals: Vec<f64>,
    /// The share of units to which the code applies
    #[arg(long, value_name = "SHARE", value_parser = typed::proportion)]
    prevalence: Option<f64>,
    /// How many coders; with --prevalence
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(2..=100))]
    #[arg(conflicts_with_all = ["rates", "marginals"])]
    coders: u32,
    /// Whether only a difference in the expected direction counts: one or two
    #[arg(long, default_value = "one", value_parser = typed::sides)]
    sides: Sides,
    /// The probability of finding a difference where there is none
    #[arg(long, value_name = "PROBABILITY", default_value = "0.05", value_parser = typed::significance)]
    significance: f64,
    /// The probability of finding the expected difference
    #[arg(long, value_name = "PROBABILITY", default_value = "0.8", value_parser = typed::power)]
    power: f64,
    /// So many units are coded: tell the power
    #[arg(long, conflicts_with_all = ["power", "marginals"], value_parser = clap::value_parser!(u64).range(1..))]
    units: Option<u64>,
    #[command(flatten)]
    printing: Printing,
}

impl Kappa {
    pub fn run(self) -> Result<Answer, Failure> {
        if self.expected == self.null {
            return Err(Failure::usage(format!("--expected and --null are both {}", self.null))
                .hint("the smaller their distance, the more units it takes to show it"));
        }
        let mut planned = Planned::new("sample_kappa", self.title());
        match self.units {
            Some(units) => {
                planned.number("units", "Units", Cell::Count(units));
                planned.number("power", "Power", Cell::number(self.power_of(units)?, 3));
            }
            None => self.add_size(&mut planned)?,
        }
        planned.number("expected", "Expected kappa", cell(self.expected));
        planned.number("null", "Null kappa", cell(self.null));
        let [definition, checked] = self.add_model(&mut planned);
        planned.words("sides", "Sides", sides_word(self.sides));
        planned.number("significance", "Significance", cell(self.significance));
        let known = match (self.prevalence, self.coders) {
            (None, _) => &[][..],
            (Some(_), 2) => &[KNOWN_PREVALENCE],
            (Some(_), _) => &[KNOWN_PREVALENCE, MORE_CODERS],
        };
        let notes = [&[definition, checked], known, &[LARGE_SAMPLES, INDEPENDENT]].concat();
        self.printing.print(&[planned.table(&notes)])?;
        Ok(Answer::Yes)
    }

    fn title(&self) -> String {
        let Kappa { expected, null, .. } = self;
        let shown = match self.sides {
            Sides::Two => "differ from",
            Sides::One if expected > null => "be above",
            Sides::One => "be below",
        };
        match self.units {
            Some(_) => format!("Power to show kappa to {shown} {null} if it is {expected}"),
            None => format!("Units that show kappa to {shown} {null} if it is {expected}"),
        }
    }

    fn test(&self) -> TestPlan {
        TestPlan { significance: self.significance, power: self.power, sides: self.sides }
    }

    fn add_size(&self, planned: &mut Planned) -> Result<(), Failure> {
        let Kappa { expected, null, .. } = *self;
        let test = self.test();
        let size = match (self.rates, self.prevalence) {
            (Some(rates), _) => cohen_kappa_sample_size(rates, expected, null, &test),
            (None, Some(_)) => self.common()?.sample_size(expected, null, &test),
            (None, None) => cohen_kappa_sample_size_largest_variance(&self.marginals, expected, null, &test),
        };
        let size = size.map_err(impossible)?;
        // Also refuses what the rates do not allow.
        let reached = if self.marginals.is_empty() { Some(self.power_of(size.units)?) } else { None };
        planned.size(size)?;
        planned.number("power", "Power", cell(self.power));
        if let Some(reached) = reached {
            planned.number("power_reached", "Power reached", Cell::number(reached, 3));
        }
        Ok(())
    }

    fn power_of(&self, units: u64) -> Result<f64, Failure> {
        let Kappa { expected, null, .. } = *self;
        let power = match self.rates {
            Some(rates) => cohen_kappa_power(rates, expected, null, units, &self.test()),
            None => self.common()?.power(expected, null, units, &self.test()),
        };
        power.map_err(impossible)
    }

    fn common(&self) -> Result<CommonCorrelation, Failure> {
        CommonCorrelation::new(self.prevalence.unwrap_or_default(), self.coders).map_err(impossible)
    }

    /// What is assumed of the coders; gives the definition and what it is held against.
    fn add_model(&self, planned: &mut Planned) -> [&'static str; 2] {
        if let Some(rates) = self.rates {
            planned.words("rates", "Rates", list(&rates));
            return [
                "Cohen’s kappa of one code, two coders with the rates given. n = ((z_{1−α} √Q0 + z_power √Q1) / (κ1 − \
                 κ0))², with z_{1−α/2} if two-sided; Q is n times the large-sample variance of kappa (Fleiss, Cohen \
                 and Everitt 1969) at the null value κ0 and at the expected value κ1. Cantor (1996), Psychological \
                 Methods 1:150–153.",
                "Checked against N.cohen.kappa of irr 0.84.1 (R), which also answers where the rates do not allow a \
                 kappa.",
            ];
        }
        if let Some(prevalence) = self.prevalence {
            planned.number("prevalence", "Prevalence", cell(prevalence));
            planned.number("coders", "Coders", Cell::Count(u64::from(self.coders)));
            return [
                "Intraclass kappa (Scott’s pi, Fleiss’ kappa) of one code that all coders apply equally often, the \
                 same for every pair of them: the goodness-of-fit test on how many of them apply it to a unit. n = λ \
                 / Σ_j (P_j(κ1) − P_j(κ0))² / P_j(κ0), λ the noncentrality of χ² with one degree of freedom. Donner \
                 and Eliasziw (1992), Statistics in Medicine 11:1511–1519; more than two coders: Altaye, Donner and \
                 Klar (2001), Biometrics 57:584–588.",
                "Checked for two coders, two-sided, against PowerBinary of kappaSize 1.2 (R); one-sided plans and more \
                 coders are not checked against another program.",
            ];
        }
        planned.words("marginals", "Marginals", list(&self.marginals));
        [
            "Cohen’s kappa of several categories, which both coders use as often as given. n = ((z_{1−α} √Q0 + z_power \
             √Q1) / (κ1 − κ0))², with z_{1−α/2} if two-sided; Q is the largest n times large-sample variance of kappa \
             that any table with these marginals and this kappa has. Flack, Afifi, Lachenbruch and Schouten (1988), \
             Psychometrika 53:321–325.",
            "Checked against N2.cohen.kappa of irr 0.84.1 (R). The number is enough whatever way coders disagree, and \
             mostly more than enough.",
        ]
    }
}
