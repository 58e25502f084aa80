use std::fmt;
use std::str::FromStr;

use qualkit_agreement::{
    BothEmpty, Estimate, Measure, Options, Outcome, Pooled, Ratings, SetRatings, Undefined, dice_agreement,
    dice_distance, equal_distance, jaccard_distance, masi_distance, overlap_agreement, percent_agreement, pooled,
    set_alpha,
};

use super::intervals::Judged;
use super::statistic::{Kind, Statistic};
use super::{Asked, set_intervals};
use crate::coded_units::{applied, complete};
use crate::compare::pairs;
use crate::{Clustered, Measured, RatingsTable};

/// Statistics of sets of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfSets {
    Alpha,
    Percent,
    Overlap(BothEmpty),
    Dice(BothEmpty),
    PooledKappa,
}

pub(super) const ALL: [(&str, OfSets, bool); 7] = [
    ("krippendorff_alpha", OfSets::Alpha, true),
    ("percent_agreement", OfSets::Percent, true),
    ("max_percentage_agreement", OfSets::Overlap(BothEmpty::Differ), false),
    ("max_percentage_agreement_coded", OfSets::Overlap(BothEmpty::LeftOut), false),
    ("dice_agreement", OfSets::Dice(BothEmpty::Differ), false),
    ("dice_agreement_coded", OfSets::Dice(BothEmpty::LeftOut), true),
    ("pooled_kappa", OfSets::PooledKappa, true),
];

/// How far apart two sets of codes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SetDistance {
    /// Passonneau (2006).
    #[default]
    Masi,
    /// 1 less the share of codes in common.
    Jaccard,
    /// 1 less twice the codes in common over all codes.
    Dice,
    /// Whether they are the same.
    Nominal,
}

const NAMES: [(SetDistance, &str); 4] = [
    (SetDistance::Masi, "masi"),
    (SetDistance::Jaccard, "jaccard"),
    (SetDistance::Dice, "dice"),
    (SetDistance::Nominal, "nominal"),
];

/// A text that names no distance between sets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected masi, jaccard, dice or nominal, found '{found}'")]
pub struct UnknownSetDistance {
    /// The text.
    pub found: String,
}

impl SetDistance {
    fn between(self) -> fn(&[usize], &[usize]) -> f64 {
        match self {
            SetDistance::Masi => masi_distance,
            SetDistance::Jaccard => jaccard_distance,
            SetDistance::Dice => dice_distance,
            SetDistance::Nominal => equal_distance,
        }
    }
}

/// Answers of a table with a set of codes per unit and coder: all codes together, then, by category, each code as
/// there or not.
pub(super) fn estimates(table: &RatingsTable, sets: &Clustered<SetRatings>, asked: &Asked) -> Vec<Measured> {
    let sets = &if asked.complete_only { sets.map(complete) } else { sets.clone() };
    let all: Vec<usize> = (0..sets.all.coders()).collect();
    let mut answers = of_group(table, sets, &all, asked);
    if asked.pairs && all.len() > 2 {
        for pair in pairs(all.len()) {
            answers.extend(of_group(table, sets, &pair, asked));
        }
    }
    answers
}

fn of_group(table: &RatingsTable, sets: &Clustered<SetRatings>, coders: &[usize], asked: &Asked) -> Vec<Measured> {
    let chosen = sets.map(|sets| of_coders_of_sets(sets, coders));
    let names: Vec<String> = coders.iter().map(|&coder| table.coders[coder].clone()).collect();
    let own = Statistic::of_sets();
    let mut items: Vec<(&'static str, Item)> = Vec::new();
    for statistic in asked.statistics(&own) {
        // A statistic of one code is judged for each code below.
        if let Some(Statistic { kind: Kind::Sets(kind), .. }) = statistic.among(&own) {
            items.push((statistic.name(), Item::Sets(kind)));
        }
    }
    let kappa = if coders.len() == 2 { Measure::CohenKappa } else { Measure::FleissKappa };
    let of_code: &[Measure] = match asked.by_category {
        false => &[],
        true => &[Measure::PercentAgreement, kappa, Measure::KrippendorffAlpha],
    };
    for code in 0..table.categories.len() {
        items.extend(of_code.iter().map(|&measure| (measure.name(), Item::Code { code, measure })));
    }
    let values = |sets: &SetRatings| items.iter().map(|(_, item)| item.outcome(sets, asked)).collect();
    let outcomes = set_intervals::outcomes(&chosen, values, &asked.options, asked.intervals);
    let answer = |((measure, item), (outcome, no_interval)): (&(&'static str, Item), Judged)| Measured {
        measure,
        weights: item.weights(asked),
        level: None,
        category: match item {
            Item::Sets(_) => None,
            Item::Code { code, .. } => Some(table.categories[*code].clone()),
        },
        coders: names.clone(),
        outcome,
        no_interval,
        no_standard_error: None,
        caveat: None,
        reason: None,
    };
    items.iter().zip(outcomes).map(answer).collect()
}

/// What is computed: a statistic of sets, or a measure of one code, there or not.
enum Item {
    Sets(OfSets),
    Code { code: usize, measure: Measure },
}

impl Item {
    fn outcome(&self, sets: &SetRatings, asked: &Asked) -> Outcome {
        let options = &asked.options;
        match *self {
            Item::Sets(OfSets::Alpha) => set_alpha(sets, asked.set_distance.between(), options),
            Item::Sets(OfSets::Percent) => percent_agreement(sets.as_categories(), &options.unweighted()),
            Item::Sets(OfSets::Overlap(empty)) => overlap_agreement(sets, empty, options),
            Item::Sets(OfSets::Dice(empty)) => dice_agreement(sets, empty, options),
            Item::Sets(OfSets::PooledKappa) => {
                let measure = if sets.coders() == 2 { Measure::CohenKappa } else { Measure::FleissKappa };
                let mut found = pooled_over(sets, &applied(sets), &[measure], options);
                found.pop().expect("one measure has one outcome")
            }
            Item::Code { code, measure } => {
                let code = sets.code(code).expect("the code is in the table");
                measure.estimate(&code, &options.unweighted())
            }
        }
    }

    fn weights(&self, asked: &Asked) -> String {
        match self {
            Item::Sets(OfSets::Alpha) => asked.set_distance.to_string(),
            Item::Sets(OfSets::Overlap(_)) => "any overlap".to_owned(),
            Item::Sets(OfSets::Dice(_)) => "Dice".to_owned(),
            _ => "unweighted".to_owned(),
        }
    }
}

/// What some coders said.
pub(crate) fn of_coders_of_sets(sets: &SetRatings, coders: &[usize]) -> SetRatings {
    sets.coders_only(coders).expect("the coders are in the table")
}

/// Measures pooled over some codes (De Vries et al. 2008), each judged as there or not; where there are none, units
/// were judged all the same, and all were judged alike.
pub(crate) fn pooled_over(sets: &SetRatings, codes: &[usize], measures: &[Measure], options: &Options) -> Vec<Outcome> {
    let options = options.unweighted();
    let codes: Vec<Ratings> = codes.iter().map(|&code| sets.code(code).expect("the code is declared")).collect();
    if codes.is_empty() {
        let reason = if sets.pairable() == 0 { Undefined::NothingPairable } else { Undefined::OneCategoryOnly };
        return vec![Err(reason); measures.len()];
    }
    let of_measure = |measure: &Measure| {
        let outcomes: Vec<Outcome> = codes.iter().map(|ratings| measure.estimate(ratings, &options)).collect();
        let Pooled { value, observed, expected, .. } = pooled(&outcomes)?;
        let estimate = Estimate::plain(value, sets.as_categories(), sets.pairable());
        Ok(Estimate { observed: Some(observed), expected: Some(expected), ..estimate })
    };
    measures.iter().map(of_measure).collect()
}

impl fmt::Display for SetDistance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(NAMES.iter().find(|(distance, _)| distance == self).map_or("", |(_, name)| name))
    }
}

impl FromStr for SetDistance {
    type Err = UnknownSetDistance;

    fn from_str(text: &str) -> Result<SetDistance, UnknownSetDistance> {
        let found = NAMES.iter().find(|(_, name)| name.eq_ignore_ascii_case(text.trim()));
        found.map(|(distance, _)| *distance).ok_or_else(|| UnknownSetDistance { found: text.to_owned() })
    }
}
