use std::borrow::Cow;

use super::named::{Named, NotText, hash_of_key, hash_of_long, plain};

/// Names in the order in which they come up, each with its number: units, coders, labels.
///
/// Each name is kept once, and found again by its bytes. Names that are written differently and read alike (an accent
/// as a character of its own, a special space) are one name. With each name some cells may be kept, 0 at first: beside
/// it, as memory far apart has to be waited for.
#[derive(Default)]
pub(super) struct Names {
    count: usize,
    /// The record of each name: its key, or its place among the long ones, and its cells.
    records: Vec<u64>,
    cells: usize,
    long: Vec<Box<[u8]>>,
    /// A hash table: in the lower bits, as many as a place in the table has, the number of the name, counted from 1; 0
    /// is free. In the higher bits those of the hash.
    slots: Vec<u32>,
}

/// What stands where a name is looked for first.
#[derive(Clone, Copy, Default)]
pub(super) struct Looked {
    hash: u32,
    slot: u32,
    /// The number of the name, if it is the first that may be it.
    number: Option<u32>,
}

/// So many names are looked for at a time.
pub(super) const BATCH: usize = 128;

/// What the second word of a key is for a long name.
const LONG: u64 = u64::MAX;

impl Names {
    /// Counts the names.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The name with this number.
    pub(super) fn get(&self, number: u32) -> String {
        let bytes = match self.key(number as usize) {
            [place, LONG] => self.long[place as usize].to_vec(),
            [first, last] => {
                let bytes = [first.to_le_bytes(), last.to_le_bytes()].concat();
                bytes[..usize::from(bytes[15]) - 1].to_vec()
            }
        };
        String::from_utf8(bytes).expect("only text is added")
    }

    /// All names, in the order of their numbers.
    pub(super) fn all(&self) -> impl Iterator<Item = String> {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    /// A cell of a name.
    #[inline]
    pub(super) fn cell(&mut self, number: u32, cell: usize) -> &mut u64 {
        let place = self.record(number as usize) + KEY;
        &mut self.records[place + cell]
    }

    /// The cells of each name.
    pub(super) fn cells(&self) -> impl Iterator<Item = &[u64]> {
        self.records.chunks_exact(KEY + self.cells).map(|record| &record[KEY..])
    }

    /// Makes room for so many cells.
    pub(super) fn make_room(&mut self, cells: usize) {
        if cells <= self.cells {
            return;
        }
        let (old, new) = (KEY + self.cells, KEY + cells);
        self.records.resize(self.count * new, 0);
        // From the last to the first, so that none is written over before it has moved.
        for number in (0..self.count).rev() {
            self.records.copy_within(number * old..(number + 1) * old, number * new);
            self.records[number * new + old..(number + 1) * new].fill(0);
        }
        self.cells = cells;
    }

    /// The number of a name; the next one if the name is new.
    #[inline]
    pub(super) fn number(&mut self, name: Named<'_>) -> Result<u32, NotText> {
        let mut looked = [Looked::default()];
        self.look(&[name], &mut looked);
        self.number_of(name, looked[0])
    }

    /// The first half of [`number`](Names::number), for many names: a step for all of them, then the next step, so that
    /// the processor waits for all at once.
    #[inline]
    pub(super) fn look(&self, names: &[Named<'_>], looked: &mut [Looked]) {
        let mask = self.mask();
        for (looked, name) in looked.iter_mut().zip(names) {
            looked.hash = name.hash();
        }
        for looked in looked.iter_mut() {
            looked.slot = self.slots.get(looked.hash as usize & mask).copied().unwrap_or(0);
        }
        // The next places lie beside the first one, which has come by now.
        for looked in looked.iter_mut() {
            let mut place = looked.hash as usize & mask;
            while looked.slot != 0 && (looked.slot ^ looked.hash) & !(mask as u32) != 0 {
                place = (place + 1) & mask;
                looked.slot = self.slots[place];
            }
        }
        for (looked, name) in looked.iter_mut().zip(names) {
            let number = (looked.slot & mask as u32).wrapping_sub(1);
            looked.number = self.is(number, *name).then_some(number);
        }
    }

    /// The second half.
    #[inline]
    pub(super) fn number_of(&mut self, name: Named<'_>, looked: Looked) -> Result<u32, NotText> {
        looked.number.map_or_else(|| self.search(name, name.hash()), Ok)
    }

    /// Whether this is the short name with this number.
    #[inline]
    pub(super) fn is(&self, number: u32, name: Named<'_>) -> bool {
        let place = self.record(number as usize);
        let key = self.records.get(place..place + KEY);
        name.is_short() & key.is_some_and(|key| (key[0] == name.key[0]) & (key[1] == name.key[1]))
    }

    fn search(&mut self, name: Named<'_>, hash: u32) -> Result<u32, NotText> {
        let mask = self.mask();
        let mut place = hash as usize & mask;
        while let Some(&slot) = self.slots.get(place).filter(|slot| **slot != 0) {
            let number = (slot & mask as u32) - 1;
            let alike = (slot ^ hash) & !(mask as u32) == 0;
            if alike && (self.is(number, name) || self.is_long(number, name)) {
                return Ok(number);
            }
            place = (place + 1) & mask;
        }
        match plain(name.bytes)? {
            Cow::Borrowed(_) => Ok(self.add(name, hash, place)),
            Cow::Owned(plain) => self.number(Named::new(&plain)),
        }
    }

    fn is_long(&self, number: u32, name: Named<'_>) -> bool {
        matches!(self.key(number as usize), [place, LONG] if *self.long[place as usize] == *name.bytes)
    }

    /// Adds a name whose place in the table is free, if the table has room.
    fn add(&mut self, name: Named<'_>, hash: u32, mut place: usize) -> u32 {
        // A quarter of the places stays free.
        if (self.count + 1) * 4 > self.slots.len() * 3 {
            self.grow();
            place = self.free(hash);
        }
        self.slots[place] = self.slot(self.count, hash);
        let key = if name.is_short() { name.key } else { [self.long.len() as u64, LONG] };
        if !name.is_short() {
            self.long.push(name.bytes.into());
        }
        self.records.extend_from_slice(&key);
        self.records.resize(self.records.len() + self.cells, 0);
        self.count += 1;
        self.count as u32 - 1
    }

    /// Doubles the table.
    #[cold]
    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(16)];
        for start in (0..self.count).step_by(BATCH) {
            let mut hashes = [0; BATCH];
            let batch = start..(start + BATCH).min(self.count);
            for (hash, number) in hashes.iter_mut().zip(batch.clone()) {
                *hash = self.hash(number);
            }
            // All places are called for before the first has to be there.
            let touched = hashes.iter().fold(0, |all, &hash| all | self.slots[hash as usize & self.mask()]);
            std::hint::black_box(touched);
            for (hash, number) in hashes.into_iter().zip(batch) {
                let place = self.free(hash);
                self.slots[place] = self.slot(number, hash);
            }
        }
    }

    /// The first place that is free for a name.
    #[inline]
    fn free(&self, hash: u32) -> usize {
        let mask = self.mask();
        let mut place = hash as usize & mask;
        while self.slots[place] != 0 {
            place = (place + 1) & mask;
        }
        place
    }

    #[inline]
    fn slot(&self, number: usize, hash: u32) -> u32 {
        (hash & !(self.mask() as u32)) | (number as u32 + 1)
    }

    fn hash(&self, number: usize) -> u32 {
        match self.key(number) {
            [place, LONG] => hash_of_long(&self.long[place as usize]),
            key => hash_of_key(key),
        }
    }

    #[inline]
    fn key(&self, number: usize) -> [u64; KEY] {
        let place = self.record(number);
        [self.records[place], self.records[place + 1]]
    }

    /// Where the record of a name starts.
    #[inline]
    fn record(&self, number: usize) -> usize {
        number * (KEY + self.cells)
    }

    /// The bits of a place in the table.
    #[inline]
    fn mask(&self) -> usize {
        self.slots.len().wrapping_sub(1)
    }
}

/// So many words has a key.
const KEY: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(names: &mut Names, name: &str) -> u32 {
        names.number(Named::new(name.as_bytes())).unwrap()
    }

    #[test]
    fn names_keep_their_numbers_and_cells_however_many_there_are() {
        // Some of them are short, some long.
        let name = |number: u32| format!("{number} {}", "unit ".repeat(number as usize % 4));
        let mut names = Names::default();
        for number in 0..5000_u32 {
            assert_eq!(number_of(&mut names, &name(number)), number);
            if number % 1000 == 0 {
                names.make_room(1 + number as usize / 1000);
            }
            *names.cell(number, number as usize / 1000) += u64::from(number) + 1;
        }
        for number in (0..5000_u32).rev() {
            assert_eq!(number_of(&mut names, &name(number)), number);
            assert_eq!(names.get(number), name(number));
        }
        assert_eq!((names.len(), names.all().count(), names.cells().count()), (5000, 5000, 5000));
        for (number, cells) in names.cells().enumerate() {
            let mut expected = [0; 5];
            expected[number / 1000] = number as u64 + 1;
            assert_eq!(cells, expected);
        }
    }

    #[test]
    fn a_name_is_the_same_however_its_accents_are_written() {
        let mut names = Names::default();
        for written in ["café", "cafe\u{301}", "\u{a0}café"] {
            assert_eq!(number_of(&mut names, written), 0);
        }
        assert_eq!(number_of(&mut names, "cafe"), 1);
        assert!(names.number(Named::new(b"caf\xe9")).is_err());
    }

    #[test]
    fn names_that_begin_alike_are_told_apart() {
        let mut names = Names::default();
        for (number, name) in ["", "\0", "a", "a\0", "12345678", "12345678\0", "123456789012345", "1234567890123456"]
            .into_iter()
            .enumerate()
        {
            assert_eq!(number_of(&mut names, name), number as u32);
        }
    }
}
