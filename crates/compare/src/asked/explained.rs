use qualkit_agreement::{Level, Measure, Undefined, Weights};

use super::Asked;
use crate::ratings_table::number;
use crate::{Data, Measured, NoUncertainty, RatingsTable};

/// Tells of every answer what it lacks: why it is undefined, in the words of the table, or else why it has no interval
/// and no standard error.
pub(super) fn explained(table: &RatingsTable, asked: &Asked, mut answers: Vec<Measured>) -> Vec<Measured> {
    for answer in &mut answers {
        match &answer.outcome {
            Err(undefined) => {
                (answer.no_interval, answer.no_standard_error) = (None, None);
                answer.reason = Some(in_words(table, asked, answer, undefined));
            }
            Ok(estimate) => {
                let lacking = match (&table.data, estimate.pairable) {
                    (Data::Spans(_), _) if answer.measure.starts_with("gamma") && !is_disorder(answer.measure) => {
                        NoUncertainty::FewSamples
                    }
                    (Data::Spans(_), _) => NoUncertainty::OfSpans,
                    (_, units @ ..=1) => NoUncertainty::OneUnit { units },
                    (Data::Ratings(_) | Data::Sets(_), _) => NoUncertainty::NoFormula,
                };
                let no_interval = answer.no_interval.take().unwrap_or_else(|| lacking.clone());
                answer.no_interval = estimate.interval.is_none().then_some(no_interval.clone());
                answer.no_standard_error = estimate.standard_error.is_none().then_some(match &estimate.interval {
                    Some(_) => NoUncertainty::NotFromError,
                    None => no_interval,
                });
            }
        }
    }
    answers
}

fn is_disorder(measure: &str) -> bool {
    measure.contains("disorder")
}

/// The reason with labels, coders and texts by their names.
fn in_words(table: &RatingsTable, asked: &Asked, answer: &Measured, undefined: &Undefined) -> String {
    let label = |category: usize| table.categories.get(category).map_or("", String::as_str);
    let text = |text: usize| match &table.data {
        Data::Spans(spans) => {
            spans.texts.get(text).filter(|name| !name.is_empty()).map(|name| format!("text '{name}'"))
        }
        _ => None,
    };
    match undefined {
        Undefined::UnevenSteps => format!("{undefined}: --categories declares those that nobody used"),
        Undefined::CategoryNotUsed { category } => {
            let category = answer.category.as_deref().unwrap_or_else(|| label(*category));
            format!("nobody chose '{category}' where another coder rated")
        }
        Undefined::NotNumbers => {
            let word = table.categories.iter().find(|label| number(label).is_none());
            word.map_or_else(
                || {
                    let names = "these are names: some differ as they are written and are equal as numbers";
                    format!("this measure computes with numbers, and {names}")
                },
                |word| format!("this measure computes with numbers, and '{word}' is none"),
            )
        }
        Undefined::OffScale { category, .. } => {
            let of_weights = answer.measure.parse::<Measure>().is_ok_and(Measure::takes_weights);
            let on_ratio =
                if of_weights { asked.options.weights == Weights::Ratio } else { asked.options.level == Level::Ratio };
            let why = if on_ratio { "a ratio scale, which begins at 0" } else { "this scale" };
            format!("the category '{}' has no place on {why}", label(*category))
        }
        Undefined::OverlappingSegments { text: place, coder, first, second } => {
            let coder = answer.coders.get(*coder).map_or("", String::as_str);
            let text = text(*place).map(|text| format!("{text}, ")).unwrap_or_default();
            format!(
                "{text}coder '{coder}': the segments {} to {} and {} to {} overlap; compare codes one by one, or those \
                 that exclude each other",
                first.0, first.1, second.0, second.1
            )
        }
        Undefined::Unproven { text: place, segments } => {
            let text = text(*place).unwrap_or_else(|| "the text".to_owned());
            format!("{text}: the best alignment of {segments} segments could not be proven within the work allowed")
        }
        undefined => undefined.to_string(),
    }
}
