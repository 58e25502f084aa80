//! Reads a long table of ratings and answers with Krippendorff's alpha, beside the csv crate's raw byte records.
//!
//! `cargo bench -p qualkit-compare --bench long_table [ROWS [TIMES]] [ORDER]`; one million rows, fifteen times, in every
//! order, unless told otherwise; part of the name of an order will do. First it prints how much memory reading takes, of
//! rows that are made while they are read; then, for each order of the rows, the best times of both readers, taken in
//! turns, and how many times the raw reader's speed is ours. Two threads of ours work at a time, so that other work on
//! the machine makes it seem slower than it is.

#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "a bench needs a clock and its arguments")]

use std::io::{BufReader, Read};
use std::time::{Duration, Instant};

use qualkit_agreement::{Options, krippendorff_alpha};
use qualkit_compare::{Data, Reading, read_ratings};

const CODERS: usize = 4;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let mut numbers = arguments.iter().filter_map(|argument| argument.parse().ok());
    let wanted = arguments.iter().find(|argument| argument.parse::<usize>().is_err()).map_or("", String::as_str);
    let (rows, times) = (numbers.next().unwrap_or(1_000_000), numbers.next().unwrap_or(15));
    let before = peak();
    alpha(BufReader::new(Made { rows: written(rows, Order::Units), left: Vec::new(), at: 0 }));
    if let (Some(before), Some(after)) = (before, peak()) {
        let (units, bytes) = (rows / CODERS, after - before);
        println!("{rows} rows, {units} units, {CODERS} coders, 3 labels: {:.1} MB at most", bytes as f64 / 1e6);
        println!("that is {:.0} bytes for each unit", bytes as f64 / units as f64);
    }
    for (order, name) in [(Order::Units, "by unit"), (Order::Coders, "by coder"), (Order::Random, "at random")] {
        if !name.contains(wanted) {
            continue;
        }
        let table: Vec<u8> = written(rows, order).flatten().collect();
        let (mut raw, mut ours) = (Duration::MAX, Duration::MAX);
        for _ in 0..times {
            raw = raw.min(timed(|| records(&table)));
            ours = ours.min(timed(|| alpha(&table[..])));
        }
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

/// The header and the rows as they are written.
fn written(rows: usize, order: Order) -> impl Iterator<Item = Vec<u8>> {
    let units = rows / CODERS;
    let mut state = 1_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let mut cells: Vec<u32> = Vec::new();
    if let Order::Random = order {
        cells.extend(0..(units * CODERS) as u32);
        for last in (1..cells.len()).rev() {
            cells.swap(last, random() % (last + 1));
        }
    }
    let row = move |place: usize| {
        let (unit, coder) = match order {
            Order::Units => (place / CODERS, place % CODERS),
            Order::Coders => (place % units, place / units),
            Order::Random => (cells[place] as usize / CODERS, cells[place] as usize % CODERS),
        };
        let code = ["yes", "no", "maybe"][if random() % 3 == 0 { random() % 3 } else { unit % 3 }];
        format!("u{unit},coder-{coder},{code}\n").into_bytes()
    };
    std::iter::once(b"unit,coder,code\n".to_vec()).chain((0..units * CODERS).map(row))
}

/// Rows that are made while they are read.
struct Made<I> {
    rows: I,
    left: Vec<u8>,
    at: usize,
}

impl<I: Iterator<Item = Vec<u8>>> Read for Made<I> {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.left.len() {
            (self.left, self.at) = (self.rows.next().unwrap_or_default(), 0);
        }
        let count = (self.left.len() - self.at).min(room.len());
        room[..count].copy_from_slice(&self.left[self.at..][..count]);
        self.at += count;
        Ok(count)
    }
}

fn timed(work: impl FnOnce() -> f64) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

/// The most memory in bytes that was taken so far, where the system tells it.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(1024 * most.trim().trim_end_matches(" kB").parse::<u64>().ok()?)
}

fn records(table: &[u8]) -> f64 {
    let mut reader = csv::Reader::from_reader(table);
    let (mut record, mut bytes) = (csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).expect("the table is sound") {
        bytes += record.as_slice().len();
    }
    bytes as f64
}

fn alpha(table: impl Read) -> f64 {
    let read = read_ratings(table, Reading::default()).expect("the table is sound");
    let Data::Ratings(ratings) = read.data else { unreachable!("a long table without sets holds ratings") };
    krippendorff_alpha(&ratings.all, &Options::default()).expect("several categories are used").value
}
