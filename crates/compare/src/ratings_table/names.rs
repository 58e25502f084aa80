use std::borrow::Cow;

use qualkit_text::canonicalize;

/// Names in the order in which they come up, each with its number: units, coders, labels.
///
/// Each name is kept once, and found again by its bytes. Names that are written differently and read alike (an accent
/// as a character of its own, a special space) are one name.
#[derive(Default)]
pub(super) struct Names {
    /// The key of each name, or its place among the long ones.
    keys: Vec<u128>,
    long: Vec<Box<[u8]>>,
    /// A hash table: in the upper half the hash, in the lower the number of the name, counted from 1; 0 is free.
    slots: Vec<u64>,
}

/// A name as it stands in a table.
#[derive(Clone, Copy)]
pub(super) struct Named<'n> {
    pub(super) bytes: &'n [u8],
    /// A name of less than 16 bytes as a number: they and, in the highest byte, one more than their count. 0 for a
    /// longer one.
    key: u128,
}

/// A name that is not UTF-8.
#[derive(Debug)]
pub(super) struct NotText;

/// What stands where a name is looked for first.
#[derive(Clone, Copy, Default)]
pub(super) struct Looked {
    hash: u32,
    slot: u64,
    key: u128,
}

const LONG: u128 = 0xff << 120;

impl<'n> Named<'n> {
    /// A name.
    pub(super) fn new(bytes: &'n [u8]) -> Named<'n> {
        let mut padded = [0; 16];
        if bytes.len() >= padded.len() {
            return Named { bytes, key: 0 };
        }
        padded[..bytes.len()].copy_from_slice(bytes);
        Named { bytes, key: u128::from_le_bytes(padded) | (bytes.len() as u128 + 1) << 120 }
    }

    /// A name inside a text.
    #[inline]
    pub(super) fn within(text: &'n [u8], from: usize, to: usize) -> Named<'n> {
        let (bytes, length) = (&text[from..to], to - from);
        match text.get(from..from + 16).and_then(|padded| <[u8; 16]>::try_from(padded).ok()) {
            Some(padded) if length < padded.len() => {
                let own = u128::from_le_bytes(padded) & ((1 << (8 * length)) - 1);
                Named { bytes, key: own | (length as u128 + 1) << 120 }
            }
            _ => Named::new(bytes),
        }
    }

    /// Whether two short names are the same.
    #[inline]
    pub(super) fn is(self, other: Named<'_>) -> bool {
        self.key != 0 && self.key == other.key
    }

    /// A fixed function, so that nothing depends on the run.
    #[inline]
    fn hash(self) -> u32 {
        if self.key != 0 {
            return mixed(self.key as u64 ^ ODD, (self.key >> 64) as u64 ^ OTHER);
        }
        let (words, rest) = self.bytes.as_chunks::<8>();
        let last = rest.iter().fold(self.bytes.len() as u64, |word, &byte| word << 8 | u64::from(byte));
        let state = words.iter().fold(last ^ OTHER, |state, word| {
            let product = u128::from(state ^ u64::from_le_bytes(*word)) * u128::from(ODD);
            product as u64 ^ (product >> 64) as u64
        });
        mixed(state, ODD)
    }
}

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
const OTHER: u64 = 0xd1b5_4a32_d192_ed03;

#[inline]
fn mixed(one: u64, other: u64) -> u32 {
    let product = u128::from(one) * u128::from(other);
    let folded = product as u64 ^ (product >> 64) as u64;
    (folded ^ folded >> 32) as u32
}

impl Names {
    /// Counts the names.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The name with this number.
    pub(super) fn get(&self, number: u32) -> String {
        let key = self.keys[number as usize];
        let bytes = match key & LONG {
            LONG => self.long[key as u32 as usize].to_vec(),
            _ => key.to_le_bytes()[..(key >> 120) as usize - 1].to_vec(),
        };
        String::from_utf8(bytes).expect("only text is added")
    }

    /// All names, in the order of their numbers.
    pub(super) fn all(&self) -> impl Iterator<Item = String> {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    /// The number of a name; the next one if the name is new.
    #[inline]
    pub(super) fn number(&mut self, name: Named<'_>) -> Result<u32, NotText> {
        let mut looked = [Looked::default()];
        self.look(&[name], &mut looked);
        self.number_of(name, looked[0])
    }

    /// The number of a name that is found at once; `None` says nothing.
    #[inline]
    pub(super) fn known(&self, name: Named<'_>) -> Option<u32> {
        let slot = *self.slots.get(name.hash() as usize & self.slots.len().wrapping_sub(1))?;
        let number = (slot as u32).checked_sub(1)?;
        self.is(number, name).then_some(number)
    }

    /// The first half of [`number`](Names::number), for many names: a step for all of them, then the next step, so that
    /// the processor waits for all at once. Empty names are passed over.
    #[inline]
    pub(super) fn look(&self, names: &[Named<'_>], looked: &mut [Looked]) {
        for (looked, name) in looked.iter_mut().zip(names) {
            looked.hash = if name.bytes.is_empty() { 0 } else { name.hash() };
        }
        let mask = self.slots.len().wrapping_sub(1);
        for looked in looked.iter_mut() {
            looked.slot = self.slots.get(looked.hash as usize & mask).copied().unwrap_or(0);
        }
        // The next places lie beside the first one, which has come by now.
        for looked in looked.iter_mut() {
            let mut place = looked.hash as usize & mask;
            while looked.slot != 0 && (looked.slot >> 32) as u32 != looked.hash {
                place = (place + 1) & mask;
                looked.slot = self.slots[place];
            }
        }
        for looked in looked.iter_mut().filter(|looked| looked.slot != 0) {
            looked.key = self.keys[looked.slot as u32 as usize - 1];
        }
    }

    /// The second half.
    #[inline]
    pub(super) fn number_of(&mut self, name: Named<'_>, looked: Looked) -> Result<u32, NotText> {
        let found = name.key != 0 && name.key == looked.key;
        if found { Ok(looked.slot as u32 - 1) } else { self.search(name, name.hash()) }
    }

    /// Whether this is the name with this number.
    #[inline]
    pub(super) fn is(&self, number: u32, name: Named<'_>) -> bool {
        name.key != 0 && self.keys.get(number as usize) == Some(&name.key)
    }

    fn search(&mut self, name: Named<'_>, hash: u32) -> Result<u32, NotText> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut place = hash as usize & mask;
        while let Some(&slot) = self.slots.get(place).filter(|slot| **slot != 0) {
            let number = slot as u32 - 1;
            if (slot >> 32) as u32 == hash && (self.is(number, name) || self.is_long(number, name)) {
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
        let key = self.keys[number as usize];
        name.key == 0 && key & LONG == LONG && *self.long[key as u32 as usize] == *name.bytes
    }

    /// Adds a name whose place in the table is free, if the table has room.
    fn add(&mut self, name: Named<'_>, hash: u32, mut place: usize) -> u32 {
        // A quarter of the places stays free.
        if (self.len() + 1) * 4 > self.slots.len() * 3 {
            let more = vec![0; (self.slots.len() * 2).max(16)];
            for slot in std::mem::replace(&mut self.slots, more) {
                if slot != 0 {
                    let place = self.free_place((slot >> 32) as u32);
                    self.slots[place] = slot;
                }
            }
            place = self.free_place(hash);
        }
        if name.key == 0 {
            self.keys.push(LONG | self.long.len() as u128);
            self.long.push(name.bytes.into());
        } else {
            self.keys.push(name.key);
        }
        self.slots[place] = u64::from(hash) << 32 | self.len() as u64;
        self.len() as u32 - 1
    }

    fn free_place(&self, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = hash as usize & mask;
        while self.slots[place] != 0 {
            place = (place + 1) & mask;
        }
        place
    }
}

/// A name as it is compared: NFC, plain spaces, none of them around it.
pub(super) fn plain(name: &[u8]) -> Result<Cow<'_, [u8]>, NotText> {
    if name.is_ascii() {
        return Ok(Cow::Borrowed(name));
    }
    let text = std::str::from_utf8(name).map_err(|_| NotText)?;
    Ok(match canonicalize(text).0 {
        Cow::Borrowed(text) if text.trim().len() == text.len() => Cow::Borrowed(name),
        text => Cow::Owned(text.trim().as_bytes().to_vec()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(names: &mut Names, name: &str) -> u32 {
        names.number(Named::new(name.as_bytes())).unwrap()
    }

    #[test]
    fn a_name_inside_a_text_is_the_name_alone() {
        let text = b"short,a name that is long,end";
        for (from, to) in [(0, 5), (0, 0), (6, 25), (26, 29), (14, 29)] {
            assert_eq!(Named::within(text, from, to).key, Named::new(&text[from..to]).key);
        }
    }

    #[test]
    fn names_keep_their_numbers_however_many_there_are() {
        // Some of them are short, some long.
        let name = |number: u32| format!("{number} {}", "unit ".repeat(number as usize % 4));
        let mut names = Names::default();
        for number in 0..5000_u32 {
            assert_eq!(number_of(&mut names, &name(number)), number);
        }
        for number in (0..5000_u32).rev() {
            assert_eq!(number_of(&mut names, &name(number)), number);
            assert_eq!(names.get(number), name(number));
        }
        assert_eq!((names.len(), names.all().count()), (5000, 5000));
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
