//! Times this crate on the files that `benches/peers/agreement.py` writes, for a comparison side by side.
//!
//! Arguments: the folder with the files, how often to repeat, and part of the names of the tasks to be timed, if not
//! all. Prints one line for each task: its name and the mean of the processor's seconds, from arrays in memory to the
//! result, on one thread. Run without arguments it does nothing, so that `cargo bench` passes over it.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a benchmark reads files and the clock")]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use qualkit_agreement::{Level, Measure, Options, Ratings, Weights, cohen_kappa, estimates, krippendorff_alpha};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let (folder, repeats, wanted) = match arguments.as_slice() {
        [folder, repeats] => (folder, repeats, ""),
        [folder, repeats, wanted] => (folder, repeats, wanted.as_str()),
        _ => return,
    };
    let folder = Path::new(folder);
    let timer = Timer { repeats: repeats.parse().expect("the second argument is a number"), wanted };
    kappa(folder, &timer);
    for coders in [3, 10] {
        alpha(folder, coders, &timer);
    }
    many_values(folder, &timer);
}

/// Seconds that this thread has spent computing, where the system tells, else those on the clock: other programs on the
/// machine do not count.
fn seconds_on_processor() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds * 1e-9)
}

struct Timer<'a> {
    repeats: usize,
    wanted: &'a str,
}

impl Timer<'_> {
    /// Times a task whose input is made anew for each run.
    fn time<I>(&self, name: &str, input: impl Fn() -> I, task: impl Fn(I) -> f64) {
        if !name.contains(self.wanted) {
            return;
        }
        black_box(task(input()));
        let inputs: Vec<I> = (0..self.repeats).map(|_| input()).collect();
        // The system tells in steps of some milliseconds, hence all runs together.
        let start = seconds_on_processor();
        let mut result = 0.0;
        for input in inputs {
            result = black_box(task(black_box(input)));
        }
        println!("{name}\t{}\t{result}", (seconds_on_processor() - start) / self.repeats as f64);
    }
}

fn bytes(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn kappa(folder: &Path, timer: &Timer<'_>) {
    let narrow = ["kappa_first.u8", "kappa_second.u8"].map(|name| bytes(folder, name));
    let wide = narrow.clone().map(|column| column.into_iter().map(i64::from).collect::<Vec<i64>>());
    let value = |ratings: Ratings| cohen_kappa(&ratings, &Options::default()).expect("kappa is defined").value;
    timer.time(
        "kappa, 10 million pairs, 8-bit columns",
        || (),
        |()| value(Ratings::from_columns(&narrow, 5).expect("five categories")),
    );
    timer.time(
        "kappa, 10 million pairs, 64-bit columns",
        || (),
        |()| value(Ratings::from_columns(&wide, 5).expect("five categories")),
    );
}

fn alpha(folder: &Path, coders: usize, timer: &Timer<'_>) {
    let symbols = bytes(folder, &format!("alpha_{coders}.u8"));
    let units = symbols.len() / coders / 1_000_000;
    let what = format!("{units} million units by {coders}");
    let ratings = |symbols| Ratings::from_symbols(symbols, coders, 5).expect("five categories");
    for level in [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio] {
        let options = Options { level, ..Options::default() };
        timer.time(
            &format!("alpha {}, {what}", options.level.name()),
            || symbols.clone(),
            |symbols| Measure::KrippendorffAlpha.value(&ratings(symbols), &options).expect("alpha is defined"),
        );
        timer.time(
            &format!("alpha {} with interval, {what}", options.level.name()),
            || symbols.clone(),
            |symbols| krippendorff_alpha(&ratings(symbols), &options).expect("alpha is defined").value,
        );
    }
    for measures in [
        vec![Measure::FleissKappa],
        vec![Measure::CongerKappa],
        vec![
            Measure::PercentAgreement,
            Measure::FleissKappa,
            Measure::CongerKappa,
            Measure::BrennanPrediger,
            Measure::GwetAc,
            Measure::KrippendorffAlpha,
        ],
    ] {
        for weights in [Weights::Identity, Weights::Quadratic] {
            let options = Options { weights, ..Options::default() };
            let names: Vec<&str> = measures.iter().map(|measure| measure.name()).collect();
            let name = format!("{} ({}), {what}", names.join(" + "), options.weights.name());
            timer.time(
                &name,
                || symbols.clone(),
                |symbols| {
                    let outcomes = estimates(&ratings(symbols), &measures, &options);
                    outcomes.iter().flatten().map(|estimate| estimate.value).sum()
                },
            );
        }
    }
}

fn many_values(folder: &Path, timer: &Timer<'_>) {
    for (name, values) in [("alpha_1000.u32", 1000), ("alpha_1000000.u32", 1_000_000)] {
        let symbols: Vec<u32> = bytes(folder, name)
            .chunks_exact(4)
            .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
            .collect();
        for level in [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio] {
            if level == Level::Ratio && values > 1000 {
                // Refused: every value is compared with every other.
                continue;
            }
            let options = Options { level, ..Options::default() };
            let what = format!("{}, 1 million units by 3, {values} values", options.level.name());
            timer.time(
                &format!("alpha {what}"),
                || symbols.clone(),
                |symbols| {
                    let ratings = Ratings::from_symbols(symbols, 3, values).expect("as many categories");
                    Measure::KrippendorffAlpha.value(&ratings, &options).expect("alpha is defined")
                },
            );
            timer.time(
                &format!("alpha with interval {what}"),
                || symbols.clone(),
                |symbols| {
                    let ratings = Ratings::from_symbols(symbols, 3, values).expect("as many categories");
                    krippendorff_alpha(&ratings, &options).expect("alpha is defined").value
                },
            );
        }
    }
}
