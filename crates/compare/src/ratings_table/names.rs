use std::borrow::Cow;

use qualkit_text::canonicalize;

/// Names in the order in which they come up, each with its number: units, coders, labels.
///
/// Each name is kept once, and found again by its bytes. Names that are written differently and read alike (an accent
/// as a character of its own, a special space) are one name.
#[derive(Default)]
pub(super) struct Names {
    /// The key of each name: its own, or `LONG` and its place among the long ones.
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

/// The hash of a name, and what stands at its first place in the table.
#[derive(Clone, Copy, Default)]
pub(super) struct Looked {
    hash: u32,
    slot: u64,
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

    /// A fixed function, so that nothing depends on the run.
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
        let bytes = if key & LONG == LONG {
            self.long[key as u64 as usize].to_vec()
        } else {
            key.to_le_bytes()[..(key >> 120) as usize - 1].to_vec()
        };
        String::from_utf8(bytes).expect("only text is added")
    }

    /// All names, in the order of their numbers.
    pub(super) fn all(&self) -> impl Iterator<Item = String> {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    /// The number of a name; the next one if the name is new.
    pub(super) fn number(&mut self, name: Named<'_>) -> Result<u32, NotText> {
        self.number_of(name, self.look(name))
    }

    /// The first half of [`number`](Names::number). Done for many names before the second half, it lets the
    /// processor wait for all of them at once.
    pub(super) fn look(&self, name: Named<'_>) -> Looked {
        let hash = name.hash();
        let slot = self.slots.get(hash as usize & self.slots.len().wrapping_sub(1)).copied();
        Looked { hash, slot: slot.unwrap_or(0) }
    }

    /// The second half of [`number`](Names::number).
    pub(super) fn number_of(&mut self, name: Named<'_>, looked: Looked) -> Result<u32, NotText> {
        let Looked { hash, slot } = looked;
        if slot != 0 && (slot >> 32) as u32 == hash && self.is(slot as u32 - 1, name) {
            return Ok(slot as u32 - 1);
        }
        match self.find(name, hash) {
            Some(number) => Ok(number),
            None => match plain(name.bytes)? {
                Cow::Borrowed(_) => Ok(self.add(name, hash)),
                Cow::Owned(plain) => self.number(Named::new(&plain)),
            },
        }
    }

    /// Whether this is the name with this number.
    fn is(&self, number: u32, name: Named<'_>) -> bool {
        let key = self.keys[number as usize];
        if name.key != 0 {
            return key == name.key;
        }
        key & LONG == LONG && *self.long[key as u64 as usize] == *name.bytes
    }

    fn find(&self, name: Named<'_>, hash: u32) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut place = hash as usize & mask;
        while self.slots[place] != 0 {
            let slot = self.slots[place];
            if (slot >> 32) as u32 == hash && self.is(slot as u32 - 1, name) {
                return Some(slot as u32 - 1);
            }
            place = (place + 1) & mask;
        }
        None
    }

    fn add(&mut self, name: Named<'_>, hash: u32) -> u32 {
        // A quarter of the places stays free.
        if self.len() * 4 >= self.slots.len() * 3 {
            let more = vec![0; (self.slots.len() * 2).max(16)];
            for slot in std::mem::replace(&mut self.slots, more) {
                if slot != 0 {
                    self.put(slot);
                }
            }
        }
        if name.key == 0 {
            self.keys.push(LONG | self.long.len() as u128);
            self.long.push(name.bytes.into());
        } else {
            self.keys.push(name.key);
        }
        self.put(u64::from(hash) << 32 | self.len() as u64);
        self.len() as u32 - 1
    }

    fn put(&mut self, slot: u64) {
        let mask = self.slots.len() - 1;
        let mut place = (slot >> 32) as usize & mask;
        while self.slots[place] != 0 {
            place = (place + 1) & mask;
        }
        self.slots[place] = slot;
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
        for (number, name) in ["", "\0", "a", "a\0", "12345678", "12345678\0", "123456789012345", "1234567890123456"].into_iter().enumerate() {
            assert_eq!(number_of(&mut names, name), number as u32);
        }
    }
}
