//! Reads a long table of ratings and answers with Krippendorff's alpha, beside the csv crate's raw byte records.
//!
//! `cargo bench -p qualkit-compare --bench long_table [ROWS]`; one million rows unless told otherwise. For each order of
//! the rows it prints the best of fifteen times of both, and how many times the raw reader's speed is ours.

#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "a bench needs a clock and its arguments")]

use std::time::{Duration, Instant};

use qualkit_agreement::{Options, krippendorff_alpha};
use qualkit_compare::{Data, Reading, read_ratings};

const CODERS: usize = 4;

fn main() {
    let rows = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    for (order, name) in [(Order::Units, "by unit"), (Order::Coders, "by coder"), (Order::Random, "at random")] {
        let table = table(rows, order);
        let (raw, ours) = (best(|| records(&table)), best(|| alpha(&table)));
        println!(
            "{rows} rows {name}: raw byte records {raw:.1?}, read and answered {ours:.1?}, speed {:.2} of raw",
            raw.as_secs_f64() / ours.as_secs_f64()
        );
    }
}

#[derive(Clone, Copy)]
enum Order {
    Units,
    Coders,
    Random,
}

fn table(rows: usize, order: Order) -> Vec<u8> {
    let units = rows / CODERS;
    let mut state = 1_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let mut cells: Vec<usize> = (0..units * CODERS).collect();
    if let Order::Random = order {
        for last in (1..cells.len()).rev() {
            cells.swap(last, random() % (last + 1));
        }
    }
    let mut table = "unit,coder,code\n".to_owned();
    for cell in cells {
        let (unit, coder) = match order {
            Order::Coders => (cell % units, cell / units),
            _ => (cell / CODERS, cell % CODERS),
        };
        let code = ["yes", "no", "maybe"][if random() % 3 == 0 { random() % 3 } else { unit % 3 }];
        table.push_str(&format!("u{unit},coder-{coder},{code}\n"));
    }
    table.into_bytes()
}

fn best(mut work: impl FnMut() -> f64) -> Duration {
    let timed = (0..15).map(|_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed()
    });
    timed.min().unwrap_or_default()
}

fn records(table: &[u8]) -> f64 {
    let mut reader = csv::Reader::from_reader(table);
    let (mut record, mut bytes) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).expect("the table is sound") {
        bytes += record.as_slice().len();
    }
    bytes as f64
}

fn alpha(table: &[u8]) -> f64 {
    let read = read_ratings(table, Reading::default()).expect("the table is sound");
    let Data::Ratings(ratings) = read.data else { unreachable!("a long table without sets holds ratings") };
    krippendorff_alpha(&ratings.all, &Options::default()).expect("several categories are used").value
}
