use qualkit_agreement::{
    Estimate, Level, Measure, Options, Outcome, Ratings, Undefined, fleiss_kappa_null_test, specific_agreement,
};

use super::intervals::outcomes;
use super::statistic::{Kind, Statistic};
use super::{Asked, numeric, pairs, two_coders};
use crate::{Cluster, Clustered, Measured, RatingsTable};

/// Answers of a table with one category per unit and coder.
pub(super) fn estimates(table: &RatingsTable, ratings: &Clustered<Ratings>, asked: &Asked) -> Vec<Measured> {
    let statistics = asked.statistics(&Statistic::of_ratings());
    let ratings = if asked.complete_only { ratings.map(Ratings::complete_only) } else { ratings.clone() };
    let mut answers = of_group(table, &ratings, &table.coders, &statistics, asked);
    if asked.pairs && ratings.all.names_coders() && ratings.all.coders() > 2 {
        for pair in pairs(ratings.all.coders()) {
            let chosen = ratings.map(|ratings| ratings.coders_only(&pair).expect("the coders are in the table"));
            let coders: Vec<String> = pair.iter().map(|&coder| table.coders[coder].clone()).collect();
            answers.extend(of_group(table, &chosen, &coders, &statistics, asked));
        }
    }
    answers
}

/// Answers about some coders.
fn of_group(
    table: &RatingsTable,
    ratings: &Clustered<Ratings>,
    coders: &[String],
    statistics: &[Statistic],
    asked: &Asked,
) -> Vec<Measured> {
    let measures: Vec<Measure> = statistics.iter().filter_map(|statistic| fixed(*statistic)).collect();
    let mut together = outcomes(ratings, &measures, &asked.options, asked.intervals).into_iter();
    let mut answers = Vec::new();
    for &statistic in statistics {
        let answer = |category: Option<&String>, outcome: Outcome| Measured {
            measure: statistic.name(),
            weights: weights_of(statistic.kind, &asked.options),
            level: level_of(statistic.kind, &asked.options),
            category: category.cloned(),
            coders: coders.to_vec(),
            outcome,
        };
        match statistic.kind {
            Kind::Fixed(_) => answers.extend(together.next().map(|outcome| answer(None, outcome))),
            Kind::Category(measure) => {
                for (place, label) in table.categories.iter().enumerate() {
                    answers.push(answer(Some(label), of_category(ratings, measure, place, asked)));
                }
            }
            Kind::SpecificAgreement => {
                for (place, label) in table.categories.iter().enumerate() {
                    answers.push(answer(Some(label), specific_agreement(&ratings.all, place, &asked.options)));
                }
            }
            Kind::FleissNullZ => {
                let found = fleiss_kappa_null_test(&ratings.all).map(|found| Estimate {
                    p_value: Some(found.p_value),
                    standard_error: Some(found.standard_error),
                    ..Estimate::plain(found.z, &ratings.all, ratings.all.pairable())
                });
                answers.push(answer(None, found));
            }
            Kind::Numeric(kind) => answers.push(answer(None, numeric::outcome(kind, table, &ratings.all, asked))),
            Kind::TwoCoders(kind) => {
                for (category, outcome) in two_coders::outcomes(kind, table, &ratings.all, &asked.options) {
                    answers.push(answer(category.as_ref(), outcome));
                }
            }
            Kind::Sets(_) => answers.push(answer(None, Err(Undefined::NeedsSets))),
            Kind::Spans(_) => answers.push(answer(None, Err(Undefined::NeedsSegments))),
        }
    }
    answers.retain(|answer| asked.keeps(answer));
    answers
}

fn fixed(statistic: Statistic) -> Option<Measure> {
    match statistic.kind {
        Kind::Fixed(measure) => Some(measure),
        _ => None,
    }
}

/// A measure of one category against all others, which are two categories without an order.
fn of_category(ratings: &Clustered<Ratings>, measure: Measure, category: usize, asked: &Asked) -> Outcome {
    let collapsed = ratings.map(|ratings| ratings.collapsed(category).expect("the category is in the table"));
    let options = Options { weights: Default::default(), level: Level::Nominal, ..asked.options.clone() };
    let mut found = outcomes(&collapsed, &[measure], &options, asked.intervals);
    found.pop().expect("one measure has one outcome")
}

/// The weights as the statistic's sources name them: alpha has a level instead.
fn weights_of(kind: Kind, options: &Options) -> String {
    match kind {
        Kind::Fixed(Measure::KrippendorffAlpha) => options.level.name().to_owned(),
        Kind::Category(Measure::KrippendorffAlpha) => Level::Nominal.name().to_owned(),
        Kind::Fixed(measure) if measure.takes_weights() => weights_name(options),
        Kind::TwoCoders(two_coders::TwoCoders::NullTest | two_coders::TwoCoders::Table(_)) => weights_name(options),
        Kind::Numeric(kind) => kind.level().to_owned(),
        _ => "unweighted".to_owned(),
    }
}

fn weights_name(options: &Options) -> String {
    match options.weights.name() {
        "identity" => "unweighted".to_owned(),
        name => name.to_owned(),
    }
}

fn level_of(kind: Kind, options: &Options) -> Option<&'static str> {
    match kind {
        Kind::Fixed(Measure::KrippendorffAlpha) => Some(options.level.name()),
        Kind::Category(Measure::KrippendorffAlpha) => Some(Level::Nominal.name()),
        Kind::Numeric(kind) => Some(kind.level()),
        _ => None,
    }
}

impl Clustered<Ratings> {
    /// The same change made to all ratings and to those of each cluster.
    pub(crate) fn map(&self, change: impl Fn(&Ratings) -> Ratings) -> Clustered<Ratings> {
        let clusters = self
            .clusters
            .iter()
            .map(|Cluster { name, ratings }| Cluster { name: name.clone(), ratings: change(ratings) });
        Clustered { all: change(&self.all), clusters: clusters.collect() }
    }
}
