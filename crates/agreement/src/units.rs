use crate::Ratings;
use crate::columns::PlainRows;
use crate::rows::{Counted, Rows, Unit, look_up};
use crate::symbols::Width;

/// Tables with fewer rows are visited as they are.
const FEW: usize = 1 << 12;
/// More distinct units than this are not worth grouping; their numbers have 16 bits.
const DISTINCT: usize = 1 << 16;

/// The units of a table without the names of coders, those that are alike taken together where that is cheap.
pub(crate) enum Units<'r> {
    Kept(&'r Ratings),
    Grouped(Grouped<'r>),
}

/// The distinct units, each of which is known by one number: how many coders chose each category, packed.
pub(crate) struct Grouped<'r> {
    ratings: &'r Ratings,
    counted: Counted,
    times: Vec<u64>,
    /// For each row of the table the number of its group.
    numbers: Vec<u16>,
}

/// How a row becomes a number: what each symbol adds to it.
struct Packing {
    bits: u32,
    steps: Vec<u64>,
}

/// Packed units, numbered as they turn up: a table with open addressing.
struct Groups {
    /// Packed unit and its number, counted from 1; 0 is a free slot.
    slots: Vec<(u64, u32)>,
    times: Vec<u64>,
    packed: Vec<u64>,
    numbers: Vec<u16>,
}

impl<'r> Units<'r> {
    pub(crate) fn of(ratings: &'r Ratings) -> Units<'r> {
        let (coders, categories) = (ratings.coders(), ratings.categories());
        let Rows::Named(symbols, None) = ratings.rows() else { return Units::Kept(ratings) };
        // So many bits hold the number of coders who chose a category.
        let bits = usize::BITS - coders.leading_zeros();
        if symbols.len() / coders.max(1) < FEW || categories * bits as usize > 64 {
            return Units::Kept(ratings);
        }
        let steps = std::iter::once(0).chain((0..categories as u32).map(|k| 1_u64 << (k * bits))).collect();
        let packing = Packing { bits, steps };
        let groups = match &symbols.0 {
            Width::Narrow(symbols) => Groups::of(symbols, coders, &packing),
            Width::Middle(symbols) => Groups::of(symbols, coders, &packing),
            Width::Wide(symbols) => Groups::of(symbols, coders, &packing),
        };
        let Some(Groups { times, packed, numbers, .. }) = groups else { return Units::Kept(ratings) };
        Units::Grouped(Grouped { ratings, counted: packing.unpack(&packed, categories), times, numbers })
    }

    /// The table that they are the units of.
    pub(crate) fn ratings(&self) -> &'r Ratings {
        match self {
            Units::Kept(ratings) | Units::Grouped(Grouped { ratings, .. }) => ratings,
        }
    }

    /// The rows of the table, if that is all they are.
    pub(crate) fn plain_rows(&self) -> Option<PlainRows<'r>> {
        match self {
            Units::Kept(ratings) => ratings.rows().plain(ratings.coders()),
            Units::Grouped(_) => None,
        }
    }

    pub(crate) fn for_each(&self, mut visit: impl FnMut(Unit<'_>)) {
        self.for_each_with(&[], |unit, _: &[()]| visit(unit));
    }

    /// Visits each unit with what `table` has for the category of each of its cells; with nothing, if it is empty.
    pub(crate) fn for_each_with<T: Copy>(&self, table: &[T], mut visit: impl FnMut(Unit<'_>, &[T])) {
        match self {
            Units::Kept(ratings) => ratings.rows().for_each_unit_with(ratings.coders(), table, visit),
            Units::Grouped(grouped) => {
                let (mut start, mut values) = (0, Vec::new());
                for (&end, &times) in grouped.counted.ends.iter().zip(&grouped.times) {
                    let cells = &grouped.counted.cells[start..end];
                    start = end;
                    look_up(cells, table, &mut values);
                    visit(Unit { cells, ratings: cells.iter().map(|&(_, count)| count).sum(), times }, &values);
                }
            }
        }
    }
}

impl Grouped<'_> {
    /// Visits each row of the table that was grouped with the number of its group, in the order of
    /// [`Units::for_each`], and the sum over coders of what `tables` have for their symbols.
    pub(crate) fn for_each_row(&self, tables: &[Vec<i64>], visit: impl FnMut(usize, i64)) {
        let Rows::Named(symbols, _) = self.ratings.rows() else { return };
        match &symbols.0 {
            Width::Narrow(symbols) => self.visit_rows(symbols, tables, visit),
            Width::Middle(symbols) => self.visit_rows(symbols, tables, visit),
            Width::Wide(symbols) => self.visit_rows(symbols, tables, visit),
        }
    }

    fn visit_rows<S: Copy + Into<u32>>(&self, symbols: &[S], tables: &[Vec<i64>], mut visit: impl FnMut(usize, i64)) {
        // What two symbols add to the sum, for two coders at a time: half as much to look up.
        let base = self.ratings.categories() + 1;
        let of_two = |two: &[Vec<i64>]| -> Vec<i64> {
            (0..base * base).map(|place| two[0][place / base] + two[1][place % base]).collect()
        };
        let (twos, last) = tables.split_at(tables.len() / 2 * 2);
        let twos: Vec<Vec<i64>> = twos.chunks_exact(2).map(of_two).collect();
        for (row, &number) in symbols.chunks_exact(tables.len()).zip(&self.numbers) {
            let (pairs, rest) = row.as_chunks::<2>();
            let mut sum = 0;
            for (two, &[a, b]) in twos.iter().zip(pairs) {
                sum += two[a.into() as usize * base + b.into() as usize];
            }
            for (table, &symbol) in last.iter().zip(rest) {
                sum += table[symbol.into() as usize];
            }
            visit(number.into(), sum);
        }
    }
}

impl Packing {
    fn unpack(&self, packed: &[u64], categories: usize) -> Counted {
        let mut counted = Counted::default();
        let mask = u64::MAX >> (64 - self.bits);
        for packed in packed {
            for category in 0..categories as u32 {
                let count = packed >> (category * self.bits) & mask;
                if count > 0 {
                    counted.cells.push((category, count));
                }
            }
            counted.ends.push(counted.cells.len());
        }
        counted
    }
}

impl Groups {
    /// Nothing if there are too many.
    fn of<S: Copy + Into<u32>>(symbols: &[S], coders: usize, packing: &Packing) -> Option<Groups> {
        let mut groups =
            Groups { slots: vec![(0, 0); 1 << 10], times: Vec::new(), packed: Vec::new(), numbers: Vec::new() };
        let mut numbers = vec![0; symbols.len() / coders];
        for (row, own) in symbols.chunks_exact(coders).zip(&mut numbers) {
            let packed = row.iter().fold(0, |packed, &symbol| packed + packing.steps[symbol.into() as usize]);
            let slot = groups.slot(packed);
            let number = match groups.slots[slot].1 {
                0 if groups.packed.len() == DISTINCT => return None,
                0 => groups.add(slot, packed),
                number => number as usize - 1,
            };
            groups.times[number] += 1;
            *own = number as u16;
        }
        Some(Groups { numbers, ..groups })
    }

    /// Where a packed unit is, or would be.
    #[inline]
    fn slot(&self, packed: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        while self.slots[slot].1 != 0 && self.slots[slot].0 != packed {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Gives the number of a new group.
    fn add(&mut self, slot: usize, packed: u64) -> usize {
        self.packed.push(packed);
        self.times.push(0);
        self.slots[slot] = (packed, self.packed.len() as u32);
        if self.packed.len() * 2 > self.slots.len() {
            self.slots = vec![(0, 0); self.slots.len() * 4];
            for number in 0..self.packed.len() {
                let slot = self.slot(self.packed[number]);
                self.slots[slot] = (self.packed[number], number as u32 + 1);
            }
        }
        self.packed.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn grouped_units_are_those_of_the_rows() {
        let mut state = 3_u64;
        let symbols: Vec<u8> = (0..7 * 5000)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) as u8 % 7
            })
            .collect();
        let ratings = Ratings::from_symbols(symbols, 7, 6).unwrap();
        let mut rows: BTreeMap<Vec<(u32, u64)>, u64> = BTreeMap::new();
        let mut grouped = rows.clone();
        let add = |counted: &mut BTreeMap<Vec<(u32, u64)>, u64>, unit: Unit<'_>| {
            let mut cells = unit.cells.to_vec();
            cells.sort_unstable();
            *counted.entry(cells).or_insert(0) += unit.times;
        };
        ratings.for_each_unit(|unit| add(&mut rows, unit));
        let units = Units::of(&ratings);
        assert!(matches!(units, Units::Grouped(_)));
        units.for_each(|unit| add(&mut grouped, unit));
        assert_eq!(rows, grouped);
    }
}
