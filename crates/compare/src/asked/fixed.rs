use qualkit_agreement::{
    Estimate, Level, Measure, Options, Ratings, Undefined, fleiss_kappa_null_test, specific_agreement,
};

use super::intervals::{Intervals, Judged, outcome_of, outcomes};
use super::statistic::{Kind, Statistic};
use super::two_coders::TwoCoders;
use super::{Asked, numeric, two_coders};
use crate::compare::pairs;
use crate::{Caveat, Cluster, Clustered, Measured, NoUncertainty, RatingsTable};

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
    let measures: Vec<Measure> = statistics.iter().filter_map(|statistic| statistic.measure()).collect();
    let mut together = outcomes(ratings, &measures, &asked.options, asked.intervals).into_iter();
    let mut answers = Vec::new();
    for &statistic in statistics {
        let answer = |category: Option<&String>, (outcome, no_interval): Judged| Measured {
            measure: statistic.name(),
            weights: weights_of(statistic.kind, &asked.options),
            level: level_of(statistic.kind, &asked.options),
            category: category.cloned(),
            coders: coders.to_vec(),
            outcome,
            no_interval,
            no_standard_error: None,
            caveat: None,
            reason: None,
        };
        match statistic.kind {
            Kind::Fixed(measure) => {
                let answered = together.next().map(|judged| answer(None, judged));
                answers.extend(answered.map(|answered| with_caveat(answered, measure, &ratings.all)));
            }
            Kind::Category(measure) => {
                for (place, label) in table.categories.iter().enumerate() {
                    answers.push(answer(Some(label), of_category(ratings, measure, place, asked)));
                }
            }
            Kind::SpecificAgreement => {
                for (place, label) in table.categories.iter().enumerate() {
                    // Resamples of two categories do not depend on the order of the others.
                    let collapsed = collapsed(ratings, place);
                    let judged =
                        outcome_of(&collapsed, asked, false, |ratings| specific_agreement(ratings, 1, &asked.options));
                    answers.push(answer(Some(label), judged));
                }
            }
            Kind::FleissNullZ => {
                let found = fleiss_kappa_null_test(&ratings.all).map(|found| Estimate {
                    p_value: Some(found.p_value),
                    standard_error: Some(found.standard_error),
                    ..Estimate::plain(found.z, &ratings.all, ratings.all.pairable())
                });
                answers.push(answer(None, (found, Some(NoUncertainty::Test))));
            }
            Kind::Numeric(kind) => {
                let judged = outcome_of(ratings, asked, false, |ratings| numeric::outcome(kind, table, ratings, asked));
                let (outcome, no_interval) = judged;
                let analytic =
                    || numeric::no_interval(kind, &outcome).filter(|_| asked.intervals == Intervals::Analytic);
                let no_interval = no_interval.or_else(analytic);
                let caveat = outcome.is_ok().then(|| numeric::caveat(kind, &ratings.all)).flatten();
                answers.push(Measured { caveat, ..answer(None, (outcome, no_interval)) });
            }
            Kind::TwoCoders(kind) => {
                for category in two_coders::categories(kind, table, &ratings.all) {
                    let label = category.map(|category| &table.categories[category]);
                    let of = |ratings: &Ratings| two_coders::outcome(kind, category, ratings, &asked.options);
                    let judged = match kind.is_test() {
                        true => (of(&ratings.all), Some(NoUncertainty::Test)),
                        false => {
                            let alike = category.is_none() && asked.options == asked.options.unweighted();
                            outcome_of(ratings, asked, alike, of)
                        }
                    };
                    let answered = answer(label, judged);
                    answers.push(match kind {
                        TwoCoders::Table(measure) => with_caveat(answered, measure, &ratings.all),
                        TwoCoders::Pabak => with_caveat(answered, Measure::BrennanPrediger, &ratings.all),
                        _ => answered,
                    });
                }
            }
            Kind::Sets(_) => answers.push(answer(None, (Err(Undefined::NeedsSets), None))),
            Kind::Spans(_) => answers.push(answer(None, (Err(Undefined::NeedsSegments), None))),
        }
    }
    answers.retain(|answer| asked.keeps(answer));
    answers
}

/// Tells where a measure that takes chance from the declared categories has a value although only one was used.
fn with_caveat(answer: Measured, measure: Measure, ratings: &Ratings) -> Measured {
    let by_declared = matches!(measure, Measure::GwetAc | Measure::BrennanPrediger | Measure::SLotus);
    let is_whole = answer.outcome.as_ref().is_ok_and(|estimate| estimate.value == 1.0);
    let caveat = (by_declared && is_whole && uses_one_category(ratings)).then_some(Caveat::OneCategoryUsed);
    Measured { caveat, ..answer }
}

fn uses_one_category(ratings: &Ratings) -> bool {
    let rows = ratings.distinct_rows();
    let mut used = rows.iter().flat_map(|(row, _)| row.iter().flatten());
    used.next().is_some_and(|first| used.all(|other| other == first))
}

/// A measure of one category against all others, which are two categories without an order.
fn of_category(ratings: &Clustered<Ratings>, measure: Measure, category: usize, asked: &Asked) -> Judged {
    let collapsed = collapsed(ratings, category);
    let mut found = outcomes(&collapsed, &[measure], &asked.options.unweighted(), asked.intervals);
    found.pop().expect("one measure has one outcome")
}

/// One category against all others.
fn collapsed(ratings: &Clustered<Ratings>, category: usize) -> Clustered<Ratings> {
    ratings.map(|ratings| ratings.collapsed(category).expect("the category is in the table"))
}

/// The weights as the statistic's sources name them: alpha has a level instead.
fn weights_of(kind: Kind, options: &Options) -> String {
    match kind {
        Kind::Fixed(Measure::KrippendorffAlpha) => options.level.name().to_owned(),
        Kind::Category(Measure::KrippendorffAlpha) => Level::Nominal.name().to_owned(),
        Kind::Fixed(measure) if measure.takes_weights() => weights_name(options),
        Kind::TwoCoders(TwoCoders::NullTest | TwoCoders::CohenExpected | TwoCoders::Table(_)) => weights_name(options),
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

impl<T> Clustered<T> {
    /// The same change made to all ratings and to those of each cluster.
    pub(crate) fn map(&self, change: impl Fn(&T) -> T) -> Clustered<T> {
        let clusters = self
            .clusters
            .iter()
            .map(|Cluster { name, ratings }| Cluster { name: name.clone(), ratings: change(ratings) });
        Clustered { all: change(&self.all), clusters: clusters.collect() }
    }
}
