use std::fmt;
use std::str::FromStr;

use qualkit_agreement::{
    BothEmpty, Estimate, Measure, Options, Outcome, Pooled, SetRatings, dice_agreement, dice_distance, equal_distance,
    jaccard_distance, masi_distance, overlap_agreement, percent_agreement, pooled, set_alpha,
};

use super::statistic::{Kind, Statistic};
use super::{Asked, pairs};
use crate::{Clustered, Measured, RatingsTable};

/// Statistics of sets of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfSets {
    Alpha,
    Percent,
    Overlap,
    Dice,
    PooledKappa,
}

pub(super) const ALL: [(&str, OfSets, bool); 5] = [
    ("krippendorff_alpha", OfSets::Alpha, true),
    ("percent_agreement", OfSets::Percent, true),
    ("max_percentage_agreement", OfSets::Overlap, false),
    ("dice_agreement", OfSets::Dice, true),
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
    let chosen = sets.all.coders_only(coders).expect("the coders are in the table");
    let names: Vec<String> = coders.iter().map(|&coder| table.coders[coder].clone()).collect();
    let answer = |measure, weights: &str, category: Option<&String>, outcome| Measured {
        measure,
        weights: weights.to_owned(),
        level: None,
        category: category.cloned(),
        coders: names.clone(),
        outcome,
        no_interval: None,
        no_standard_error: None,
        reason: None,
    };
    let own = Statistic::of_sets();
    let mut answers = Vec::new();
    for statistic in asked.statistics(&own) {
        let Some(statistic) = statistic.among(&own) else {
            // A statistic of one code: judged for each code below.
            continue;
        };
        let Kind::Sets(kind) = statistic.kind else { continue };
        let options = &asked.options;
        let (weights, outcome) = match kind {
            OfSets::Alpha => {
                (asked.set_distance.to_string(), set_alpha(&chosen, asked.set_distance.between(), options))
            }
            OfSets::Percent => {
                ("unweighted".to_owned(), percent_agreement(chosen.as_categories(), &unweighted(options)))
            }
            OfSets::Overlap => ("any overlap".to_owned(), overlap_agreement(&chosen, BothEmpty::Differ, options)),
            OfSets::Dice => ("Dice".to_owned(), dice_agreement(&chosen, BothEmpty::Differ, options)),
            OfSets::PooledKappa => ("unweighted".to_owned(), pooled_kappa(&chosen, options)),
        };
        answers.push(answer(statistic.name(), &weights, None, outcome));
    }
    let of_code: Vec<(&'static str, Measure)> = match asked.by_category {
        false => Vec::new(),
        true => vec![
            ("percent_agreement", Measure::PercentAgreement),
            if chosen.coders() == 2 {
                ("cohen_kappa", Measure::CohenKappa)
            } else {
                ("fleiss_kappa", Measure::FleissKappa)
            },
            ("krippendorff_alpha", Measure::KrippendorffAlpha),
        ],
    };
    for (place, label) in table.categories.iter().enumerate() {
        for &(name, measure) in &of_code {
            let code = chosen.code(place).expect("the code is in the table");
            answers.push(answer(name, "unweighted", Some(label), measure.estimate(&code, &unweighted(&asked.options))));
        }
    }
    answers
}

/// Cohen's kappa of two coders, Fleiss' of more, pooled over the codes (De Vries et al. 2008).
fn pooled_kappa(sets: &SetRatings, options: &Options) -> Outcome {
    let measure = if sets.coders() == 2 { Measure::CohenKappa } else { Measure::FleissKappa };
    let options = unweighted(options);
    let codes = (0..sets.codes()).map(|code| sets.code(code).expect("the code is declared"));
    let outcomes: Vec<Outcome> = codes.map(|ratings| measure.estimate(&ratings, &options)).collect();
    let Pooled { value, observed, expected, .. } = pooled(&outcomes)?;
    let estimate = Estimate::plain(value, sets.as_categories(), sets.pairable());
    Ok(Estimate { observed: Some(observed), expected: Some(expected), ..estimate })
}

fn unweighted(options: &Options) -> Options {
    Options { weights: Default::default(), level: Default::default(), ..options.clone() }
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
