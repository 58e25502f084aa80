//! How often intervals cover the value of the population, and how wide they are: the tables of INTERVALS.md.
//!
//! `cargo bench -p qualkit-agreement --bench coverage -- REPLICATIONS`. With 500, which take some minutes, a coverage of
//! 95 % has a standard error of 1 %. Run without a number it does nothing, so that `cargo bench` passes over it.

#![allow(clippy::unwrap_used, reason = "a table that cannot be read ends the simulation")]

use qualkit_agreement::{
    Interval, Limits, Measure, Options, Outcome, Ratings, Resampling, bootstrap, cluster_bootstrap,
    cluster_goodness_of_fit, cluster_profile_likelihood, cohen_kappa, fleiss_kappa, goodness_of_fit,
    krippendorff_alpha, krippendorff_bootstrap, profile_likelihood,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;

const RESAMPLES: u32 = 999;

type Rows = Vec<Vec<Option<usize>>>;

/// One column of a table: a way to make an interval.
type Method = (&'static str, fn(&Sample) -> Option<Interval>);

fn main() {
    let Some(replications) = std::env::args().find_map(|argument| argument.parse().ok()) else { return };
    println!("{replications} replications; coverage of nominal 95 %, mean width, and where it matters the share of");
    println!("samples for which there is no such interval\n");
    heterogeneous(replications);
    rare(replications);
    clustered(replications);
}

/// Units that are not equally hard: the five designs, alpha.
fn heterogeneous(replications: u32) {
    let methods: [Method; 4] = [ANALYTIC_ALPHA, KALPHA, UNIT_PERCENTILE, UNIT_BCA];
    heading("heterogeneous units, alpha", &methods);
    for (units, coders, missing, shares) in [
        (40, 3, 0.0, &[0.25; 4][..]),
        (40, 3, 0.3, &[0.25; 4]),
        (100, 2, 0.0, &[0.25; 4]),
        (30, 5, 0.0, &[0.8, 0.2]),
        (200, 3, 0.2, &[0.25; 4]),
    ] {
        let rows = |units: usize, random: &mut Random| -> Rows {
            (0..units)
                .map(|_| {
                    let (own, clear) = (random.category(shares), 0.45 + 0.55 * random.uniform());
                    let rating = |random: &mut Random| {
                        let given = if random.uniform() < clear { own } else { random.category(shares) };
                        (random.uniform() >= missing).then_some(given)
                    };
                    (0..coders).map(|_| rating(random)).collect()
                })
                .collect()
        };
        let many = Ratings::from_rows(rows(1_000_000, &mut Random::new(0)), shares.len()).unwrap();
        let value = Measure::KrippendorffAlpha.value(&many, &Options::default()).unwrap();
        let name = format!("{units} × {coders}, {} categories, {:.0} % missing", shares.len(), 100.0 * missing);
        let sample = |random: &mut Random| Sample::new(vec![rows(units, random)], shares.len());
        report(&name, value, replications, &methods, sample);
    }
    println!();
}

/// One rare code, applied by each coder to four in five of the units that call for it.
fn rare(replications: u32) {
    for (coders, methods) in [
        (2, &[ANALYTIC_COHEN, ANALYTIC_ALPHA, KALPHA, UNIT_PERCENTILE, UNIT_BCA, FIT_COHEN, FIT_ALPHA, LIKELIHOOD][..]),
        (3, &[ANALYTIC_FLEISS, ANALYTIC_ALPHA, KALPHA, UNIT_PERCENTILE, UNIT_BCA, LIKELIHOOD]),
        (5, &[ANALYTIC_FLEISS, LIKELIHOOD]),
    ] {
        heading(&format!("one code, independent units, {coders} coders"), methods);
        for units in [44, 100, 400] {
            for prevalence in [0.02, 0.05, 0.1, 0.3] {
                let code = Code { prevalence, correlation: 0.0, detected: 0.8, spread: f64::INFINITY };
                let sample = |random: &mut Random| Sample::new(vec![code.transcript(units, coders, random)], 2);
                let name = format!("{units} units, {:.0} %", 100.0 * prevalence);
                report(&name, code.kappa(), replications, methods, sample);
            }
        }
        println!();
    }
}

/// Transcripts of 16 to 64 units that differ in how often they bear the code, and in how well coders see it.
fn clustered(replications: u32) {
    for (coders, methods) in [
        (2, &[ANALYTIC_COHEN, UNIT_PERCENTILE, CLUSTER_PERCENTILE, CLUSTER_BCA, FIT_COHEN, CLUSTER_FIT][..]),
        (3, &[ANALYTIC_FLEISS, UNIT_PERCENTILE, CLUSTER_PERCENTILE, CLUSTER_BCA, LIKELIHOOD, CLUSTER_LIKELIHOOD]),
    ] {
        heading(&format!("one code, units in transcripts, {coders} coders"), methods);
        for (correlation, spread) in [(0.05, f64::INFINITY), (0.15, 6.0)] {
            for transcripts in [10, 20, 40] {
                for prevalence in [0.02, 0.05, 0.1, 0.3] {
                    let code = Code { prevalence, correlation, detected: 0.8, spread };
                    let sample = |random: &mut Random| {
                        let size = |random: &mut Random| 16 + random.below(49) as usize;
                        let transcript = |random: &mut Random| {
                            let units = size(random);
                            code.transcript(units, coders, random)
                        };
                        Sample::new((0..transcripts).map(|_| transcript(random)).collect(), 2)
                    };
                    let effect = if spread.is_finite() { "strong" } else { "weak" };
                    let name = format!("{transcripts} transcripts, {effect} effect, {:.0} %", 100.0 * prevalence);
                    report(&name, code.kappa(), replications, methods, sample);
                }
            }
        }
        println!();
    }
}

/// A code that a unit calls for or does not; coders see most of those that do, and now and then one that does not.
struct Code {
    /// Share of units that call for it.
    prevalence: f64,
    /// How much transcripts differ in that: the intraclass correlation of units.
    correlation: f64,
    /// Share of them in which a coder sees it.
    detected: f64,
    /// How alike transcripts are in that: the sum of the parameters of a beta distribution.
    spread: f64,
}

impl Code {
    fn false_alarm(&self) -> f64 {
        0.2 * self.prevalence
    }

    /// Kappa in the population of transcripts; any two coders have the same.
    fn kappa(&self) -> f64 {
        let squared = match self.spread {
            spread if spread.is_finite() => self.detected * (self.detected * spread + 1.0) / (spread + 1.0),
            _ => self.detected * self.detected,
        };
        let (share, alarm) = (self.prevalence, self.false_alarm());
        let both = share * squared + (1.0 - share) * alarm * alarm;
        let each = share * self.detected + (1.0 - share) * alarm;
        (both - each * each) / (each * (1.0 - each))
    }

    fn transcript(&self, units: usize, coders: usize, random: &mut Random) -> Rows {
        let share = match self.correlation {
            0.0 => self.prevalence,
            correlation => random.beta(self.prevalence, (1.0 - correlation) / correlation),
        };
        let detected = if self.spread.is_finite() { random.beta(self.detected, self.spread) } else { self.detected };
        let row = |random: &mut Random| {
            let seen = if random.uniform() < share { detected } else { self.false_alarm() };
            (0..coders).map(|_| Some(usize::from(random.uniform() < seen))).collect()
        };
        (0..units).map(|_| row(random)).collect()
    }
}

const ANALYTIC_ALPHA: Method = ("analytic α", |sample| analytic(krippendorff_alpha(&sample.all, &Options::default())));
const ANALYTIC_COHEN: Method = ("analytic κ", |sample| analytic(cohen_kappa(&sample.all, &Options::default())));
const ANALYTIC_FLEISS: Method = ("analytic κ", |sample| analytic(fleiss_kappa(&sample.all, &Options::default())));
const KALPHA: Method =
    ("KALPHA", |sample| krippendorff_bootstrap(&sample.all, &Options::default(), 1000, 1).ok()?.interval.ok());
const UNIT_PERCENTILE: Method = ("units pct", |sample| by_units(sample, Limits::Percentile));
const UNIT_BCA: Method = ("units BCa", |sample| by_units(sample, Limits::Bca));
const CLUSTER_PERCENTILE: Method = ("clusters pct", |sample| by_clusters(sample, Limits::Percentile));
const CLUSTER_BCA: Method = ("clusters BCa", |sample| by_clusters(sample, Limits::Bca));
const FIT_COHEN: Method =
    ("fit κ", |sample| goodness_of_fit(&sample.all, Measure::CohenKappa, &Options::default()).ok());
const FIT_ALPHA: Method =
    ("fit α", |sample| goodness_of_fit(&sample.all, Measure::KrippendorffAlpha, &Options::default()).ok());
const CLUSTER_FIT: Method =
    ("clusters fit", |sample| cluster_goodness_of_fit(&sample.clusters, Measure::CohenKappa, &Options::default()).ok());
const LIKELIHOOD: Method =
    ("likelihood", |sample| profile_likelihood(&sample.all, Measure::KrippendorffAlpha, &Options::default()).ok());
const CLUSTER_LIKELIHOOD: Method = ("clusters lik.", |sample| {
    cluster_profile_likelihood(&sample.clusters, Measure::KrippendorffAlpha, &Options::default()).ok()
});

fn analytic(outcome: Outcome) -> Option<Interval> {
    outcome.ok()?.interval
}

fn by_units(sample: &Sample, limits: Limits) -> Option<Interval> {
    let resampling = Resampling { resamples: RESAMPLES, seed: 1, limits };
    let outcomes = bootstrap(&sample.all, &[Measure::KrippendorffAlpha], &Options::default(), &resampling);
    outcomes.into_iter().next()?.ok()?.resampled.interval.ok()
}

fn by_clusters(sample: &Sample, limits: Limits) -> Option<Interval> {
    let resampling = Resampling { resamples: RESAMPLES, seed: 1, limits };
    let outcomes = cluster_bootstrap(&sample.clusters, &[Measure::KrippendorffAlpha], &Options::default(), &resampling);
    outcomes.unwrap().into_iter().next()?.ok()?.resampled.interval.ok()
}

/// Units in clusters, and all of them in one table.
struct Sample {
    clusters: Vec<Ratings>,
    all: Ratings,
}

impl Sample {
    fn new(clusters: Vec<Rows>, categories: usize) -> Sample {
        let table = |rows: &Rows| Ratings::from_rows(rows, categories).unwrap();
        let tables = clusters.iter().map(table).collect();
        Sample { clusters: tables, all: table(&clusters.concat()) }
    }
}

fn heading(title: &str, methods: &[Method]) {
    println!("| {title} | undefined | {} |", methods.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" | "));
    println!("|{}", "---|".repeat(methods.len() + 2));
}

/// Samples for which alpha is undefined are counted and left out.
fn report(
    name: &str,
    value: f64,
    replications: u32,
    methods: &[Method],
    sample: impl Fn(&mut Random) -> Sample + Sync,
) {
    let samples: Vec<Option<Vec<Option<Interval>>>> = (0..replications)
        .into_par_iter()
        .map(|number| {
            let sample = sample(&mut Random::new(u64::from(number) + 1));
            Measure::KrippendorffAlpha.value(&sample.all, &Options::default()).ok()?;
            Some(methods.iter().map(|(_, method)| method(&sample)).collect())
        })
        .collect();
    let defined: Vec<&Vec<Option<Interval>>> = samples.iter().flatten().collect();
    let share = |number: usize, of: usize| number as f64 / of.max(1) as f64;
    print!("| {name}, {value:.2} | {:.2} |", share(samples.len() - defined.len(), samples.len()));
    for column in 0..methods.len() {
        let intervals: Vec<&Interval> = defined.iter().filter_map(|row| row[column].as_ref()).collect();
        let covering = intervals.iter().filter(|interval| interval.low <= value && value <= interval.high).count();
        let width = intervals.iter().map(|interval| interval.high - interval.low).sum::<f64>();
        print!(" {:.3} ({:.2}", share(covering, intervals.len()), width / intervals.len().max(1) as f64);
        let none = share(defined.len() - intervals.len(), defined.len());
        if none >= 0.005 {
            print!(", none {none:.2}");
        }
        print!(") |");
    }
    println!();
}

/// Random numbers of one replication.
struct Random(ChaCha8Rng);

impl Random {
    fn new(number: u64) -> Random {
        let mut generator = ChaCha8Rng::from_seed([7; 32]);
        generator.set_stream(number);
        Random(generator)
    }

    fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, bound: u64) -> u64 {
        (self.uniform() * bound as f64) as u64
    }

    fn category(&mut self, shares: &[f64]) -> usize {
        let drawn = self.uniform();
        let mut sum = 0.0;
        shares
            .iter()
            .take_while(|&share| {
                sum += share;
                sum <= drawn
            })
            .count()
            .min(shares.len() - 1)
    }

    /// A beta variate of the given mean and sum of parameters.
    fn beta(&mut self, mean: f64, parameters: f64) -> f64 {
        let (one, other) = (self.gamma(mean * parameters), self.gamma((1.0 - mean) * parameters));
        one / (one + other)
    }

    /// Marsaglia and Tsang (2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * libm::pow(1.0 - self.uniform(), 1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.uniform()));
            let x = radius * libm::cos(2.0 * std::f64::consts::PI * self.uniform());
            let v = (1.0 + c * x) * (1.0 + c * x) * (1.0 + c * x);
            if v > 0.0 && libm::log(1.0 - self.uniform()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v;
            }
        }
    }
}
