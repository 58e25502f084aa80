use qualkit_agreement::{Criterion, at_least};
use qualkit_compare::{Measured, Statistic};

use crate::failure::Failure;
use crate::print::say;

/// A threshold, and what is held against it.
#[derive(Clone, Copy, Debug)]
pub struct Threshold {
    pub least: f64,
    pub on: Criterion,
}

impl Threshold {
    /// Refuses measures of which more is not more agreement, where they were named.
    pub fn check(self, named: &[Statistic]) -> Result<(), Failure> {
        match named.iter().find(|statistic| !statistic.is_agreement()) {
            Some(statistic) => Err(Failure::usage(format!(
                "--at-least asks for agreement, and more of {statistic} is not more agreement"
            ))
            .hint("name measures of agreement only, or leave --at-least out")),
            None => Ok(()),
        }
    }

    /// Whether all answers reach it; says which do not. Each comes with where it belongs, such as a round.
    pub fn reached<'m>(self, answers: impl IntoIterator<Item = (String, &'m Measured)>) -> bool {
        let answers: Vec<(String, &Measured)> = answers.into_iter().collect();
        let several = answers.iter().any(|(_, answer)| answer.coders != answers[0].1.coders);
        let mut reached = true;
        for (place, answer) in answers {
            let coders = if several { format!(", {}", answer.coders.join(" – ")) } else { String::new() };
            let what = format!("{place}{}{coders}", answer.called());
            match at_least(&answer.outcome, self.least, self.on) {
                Ok(true) => continue,
                Ok(false) => say(self.missed(&what, answer)),
                Err(undefined) => say(match (answer.undefined(), answer.no_interval.as_ref()) {
                    (Some(reason), _) => format!("{what} is undefined: {reason}"),
                    (None, Some(reason)) => format!("{what} has no interval: {reason}"),
                    (None, None) => format!("{what} is undefined: {undefined}"),
                }),
            }
            reached = false;
        }
        reached
    }

    fn missed(self, what: &str, answer: &Measured) -> String {
        let estimate = answer.outcome.as_ref().ok();
        let low = || estimate.and_then(|estimate| Some(estimate.interval.as_ref()?.low));
        let (found, on) = match self.on {
            Criterion::LowerLimit => (low(), " at its lower end"),
            Criterion::Value => (estimate.map(|estimate| estimate.value), ""),
        };
        let found = found.map(|found| format!("{found:.3}")).unwrap_or_default();
        format!("{what} is {found}{on}, less than {}", self.least)
    }
}
