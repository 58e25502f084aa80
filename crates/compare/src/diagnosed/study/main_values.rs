use qualkit_agreement::{Measure, Outcome, SetRatings, Undefined};

use super::super::PairMatrix;
use super::super::main_coefficients::{OF_SETS, named, of_name};
use crate::asked::{Judged, of_coders_of_sets, pooled_over, with_intervals_of_sets};
use crate::coded_units::{SetRow, applied, put_together, rows};
use crate::compare::pairs;
use crate::{Asked, Choice, CodedUnits, Data, Intervals, Measured, RatingsTable, Statistic};

/// The main coefficients, of the whole or of a part.
pub(super) struct MainValues<'u> {
    pub(super) units: &'u CodedUnits,
    asked: &'u Asked,
    kind: Kind,
}

enum Kind {
    /// Measures of each code, there or not, pooled over codes.
    Pooled(Vec<Measure>),
    /// Statistics of sets of codes.
    Sets(Vec<Statistic>),
}

impl<'u> MainValues<'u> {
    pub(super) fn new(units: &'u CodedUnits, asked: &'u Asked, as_sets: bool) -> MainValues<'u> {
        let named: &[Statistic] = match &asked.choice {
            Choice::Named(named) => named,
            Choice::Usual | Choice::All => &[],
        };
        let kind = if as_sets { of_sets(units, named) } else { pooled_measures(units, named) };
        MainValues { units, asked, kind }
    }

    /// The coefficients of the whole, with intervals from resamples if such were asked for.
    pub(super) fn main(&self) -> Vec<Measured> {
        let intervals = match self.asked.intervals {
            resampled @ (Intervals::Units(_) | Intervals::Clusters(_)) => resampled,
            // Those of a formula take units of a transcript to be independent, and pooled values have none.
            _ => Intervals::Analytic,
        };
        let outcomes = with_intervals_of_sets(&self.units.sets, |sets| self.of(sets), &self.asked.options, intervals);
        let measured = |((outcome, no_interval), (measure, weights)): (Judged, (&'static str, String))| Measured {
            measure,
            weights,
            level: None,
            category: None,
            coders: self.units.coders.clone(),
            outcome,
            no_interval,
            no_standard_error: None,
            caveat: None,
            reason: None,
        };
        outcomes.into_iter().zip(self.names()).map(measured).collect()
    }

    /// Names and weights, or distances, of the coefficients.
    fn names(&self) -> Vec<(&'static str, String)> {
        match &self.kind {
            Kind::Pooled(measures) => {
                measures.iter().map(|measure| (measure.name(), "unweighted".to_owned())).collect()
            }
            Kind::Sets(statistics) => statistics
                .iter()
                .map(|statistic| {
                    let distance = self.asked.set_distance.to_string();
                    let weights = if statistic.name() == OF_SETS[0] { distance } else { "unweighted".to_owned() };
                    (statistic.name(), weights)
                })
                .collect(),
        }
    }

    /// The coefficients of some units, or of some coders.
    pub(super) fn of(&self, sets: &SetRatings) -> Vec<Outcome> {
        match &self.kind {
            Kind::Pooled(measures) => pooled_over(sets, &applied(sets), measures, &self.asked.options),
            Kind::Sets(statistics) => {
                let table = RatingsTable {
                    coders: vec![String::new(); sets.coders()],
                    data: Data::Sets(crate::Clustered { all: sets.clone(), clusters: Vec::new() }),
                    ..self.units.table()
                };
                let asked =
                    Asked { by_category: false, pairs: false, intervals: Intervals::Analytic, ..self.asked.clone() };
                named(&table, &asked, statistics.clone()).into_iter().map(|measured| measured.outcome).collect()
            }
        }
    }

    /// The coefficients of one code, there or not.
    pub(super) fn of_code(&self, code: usize) -> Vec<Outcome> {
        let sets = &self.units.sets.all;
        let measures = match &self.kind {
            Kind::Pooled(measures) => measures.clone(),
            Kind::Sets(statistics) => {
                statistics.iter().map(|statistic| of_one_code(*statistic, sets.coders())).collect()
            }
        };
        let ratings = sets.code(code).expect("the code is declared");
        measures.iter().map(|measure| measure.estimate(&ratings, &self.asked.options.unweighted())).collect()
    }

    /// The coefficients of all other codes.
    pub(super) fn without_code(&self, left_out: usize) -> Vec<Outcome> {
        let sets = &self.units.sets.all;
        match &self.kind {
            Kind::Pooled(measures) => {
                let others: Vec<usize> = applied(sets).into_iter().filter(|&code| code != left_out).collect();
                pooled_over(sets, &others, measures, &self.asked.options)
            }
            Kind::Sets(_) => {
                let others = |set: &[usize]| set.iter().copied().filter(|&code| code != left_out).collect::<Vec<_>>();
                let rows: Vec<(Vec<Option<Vec<usize>>>, u64)> = rows(sets)
                    .into_iter()
                    .map(|(row, units)| (row.into_iter().map(|cell| cell.map(others)).collect(), units))
                    .collect();
                self.of(&put_together(rows.iter().map(borrowed), sets.codes(), sets.coders()))
            }
        }
    }

    /// The coefficients of all coders but one.
    pub(super) fn without_coder(&self, left_out: usize) -> Vec<Outcome> {
        let others: Vec<usize> = (0..self.units.coders.len()).filter(|&coder| coder != left_out).collect();
        self.of(&of_coders_of_sets(&self.units.sets.all, &others))
    }

    /// The first coefficient of every two coders, where there are more than two.
    pub(super) fn matrix(&self) -> Option<PairMatrix> {
        let coders = self.units.coders.len();
        let (measure, weights) = self.names().into_iter().next().filter(|_| coders > 2)?;
        // Of two coders Cohen's kappa is what readers know; the pairs of Fleiss' are Scott's pi.
        let cohen = Kind::Pooled(vec![Measure::CohenKappa]);
        let is_fleiss = matches!(&self.kind, Kind::Pooled(measures) if measures[0] == Measure::FleissKappa);
        let of_two =
            if is_fleiss { MainValues { kind: cohen, ..*self } } else { MainValues { kind: self.first(), ..*self } };
        let measure = if is_fleiss { Measure::CohenKappa.name() } else { measure };
        let cell = |pair: [usize; 2]| {
            let mut found = of_two.of(&of_coders_of_sets(&self.units.sets.all, &pair));
            (pair, if found.is_empty() { Err(Undefined::NothingPairable) } else { found.swap_remove(0) })
        };
        Some(PairMatrix { measure, weights, cells: pairs(coders).map(cell).collect() })
    }

    fn first(&self) -> Kind {
        match &self.kind {
            Kind::Pooled(measures) => Kind::Pooled(measures[..1].to_vec()),
            Kind::Sets(statistics) => Kind::Sets(statistics[..1].to_vec()),
        }
    }
}

fn borrowed((row, units): &(Vec<Option<Vec<usize>>>, u64)) -> SetRow<'_> {
    (row.iter().map(|cell| cell.as_deref()).collect(), *units)
}

fn of_sets(units: &CodedUnits, named: &[Statistic]) -> Kind {
    let all = Statistic::all(&units.table().data);
    let known = |names: &[&str]| names.iter().filter_map(|name| of_name(&all, name)).collect::<Vec<_>>();
    let wanted: Vec<&str> =
        named.iter().map(|statistic| statistic.name()).filter(|name| OF_SETS.contains(name)).collect();
    Kind::Sets(if wanted.is_empty() { known(&OF_SETS) } else { known(&wanted) })
}

fn pooled_measures(units: &CodedUnits, named: &[Statistic]) -> Kind {
    let two = units.coders.len() == 2;
    let kappa = if two { Measure::CohenKappa } else { Measure::FleissKappa };
    let mut wanted: Vec<Measure> = Vec::new();
    for measure in named.iter().filter_map(|statistic| statistic.name().parse::<Measure>().ok()) {
        // Light's kappa is a mean of kappas and has no chance term to pool.
        let is_pooled = measure.corrects_for_chance() && measure != Measure::LightKappa;
        let suits = two || !matches!(measure, Measure::CohenKappa | Measure::ScottPi);
        if is_pooled && suits && !wanted.contains(&measure) {
            wanted.push(measure);
        }
    }
    Kind::Pooled(if wanted.is_empty() { vec![kappa, Measure::KrippendorffAlpha] } else { wanted })
}

fn of_one_code(statistic: Statistic, coders: usize) -> Measure {
    match (statistic.name() == OF_SETS[0], coders) {
        (true, _) => Measure::KrippendorffAlpha,
        (false, 2) => Measure::CohenKappa,
        (false, _) => Measure::FleissKappa,
    }
}
