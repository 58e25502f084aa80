use std::borrow::Cow;

use qualkit_text::canonicalize;

/// Names in the order in which they come up, each with its number: units, coders, labels.
///
/// The bytes of each name are kept once, and a name is found again by its bytes. Names that are written differently
/// and read alike (an accent as a character of its own, a special space) are one name.
#[derive(Default)]
pub(super) struct Names {
    bytes: Vec<u8>,
    /// Where each name ends in `bytes`.
    ends: Vec<usize>,
    /// A hash table: in the upper half the hash, in the lower the number of the name, counted from 1; 0 is free.
    slots: Vec<u64>,
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

impl Names {
    /// Counts the names.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The name with this number.
    pub(super) fn get(&self, number: u32) -> &str {
        std::str::from_utf8(self.name(number)).expect("only text is added")
    }

    /// All names, in the order of their numbers.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    /// The number of a name; the next one if the name is new.
    pub(super) fn number(&mut self, name: &[u8]) -> Result<u32, NotText> {
        let looked = self.look(name);
        self.number_of(name, looked)
    }

    /// The first half of [`number`](Names::number). Done for many names before the second half, it lets the
    /// processor wait for all of them at once.
    pub(super) fn look(&self, name: &[u8]) -> Looked {
        let hash = hash(name);
        let slot = if self.slots.is_empty() { 0 } else { self.slots[hash as usize & (self.slots.len() - 1)] };
        Looked { hash, slot }
    }

    /// The second half of [`number`](Names::number).
    pub(super) fn number_of(&mut self, name: &[u8], looked: Looked) -> Result<u32, NotText> {
        let Looked { hash, slot } = looked;
        if (slot >> 32) as u32 == hash && slot != 0 && self.name(slot as u32 - 1) == name {
            return Ok(slot as u32 - 1);
        }
        match plain(name)? {
            Cow::Borrowed(name) => Ok(self.find(name, hash).unwrap_or_else(|| self.add(name, hash))),
            Cow::Owned(name) => self.number(&name),
        }
    }

    fn name(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.bytes[start..self.ends[number]]
    }

    fn find(&self, name: &[u8], hash: u32) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut place = hash as usize & mask;
        while self.slots[place] != 0 {
            let slot = self.slots[place];
            if (slot >> 32) as u32 == hash && self.name(slot as u32 - 1) == name {
                return Some(slot as u32 - 1);
            }
            place = (place + 1) & mask;
        }
        None
    }

    fn add(&mut self, name: &[u8], hash: u32) -> u32 {
        // A quarter of the places stays free.
        if self.len() * 4 >= self.slots.len() * 3 {
            let more = vec![0; (self.slots.len() * 2).max(16)];
            for slot in std::mem::replace(&mut self.slots, more) {
                if slot != 0 {
                    self.put(slot);
                }
            }
        }
        self.bytes.extend_from_slice(name);
        self.ends.push(self.bytes.len());
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

/// Mixes the bytes eight at a time: a fixed function, so that nothing depends on the run.
fn hash(name: &[u8]) -> u32 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut mixed = name.len() as u64 ^ ODD;
    let mut mix = |word: u64| {
        let product = u128::from(mixed ^ word) * u128::from(ODD);
        mixed = product as u64 ^ (product >> 64) as u64;
    };
    let (words, rest) = name.as_chunks::<8>();
    for word in words {
        mix(u64::from_le_bytes(*word));
    }
    if !rest.is_empty() {
        mix(rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)));
    }
    (mixed ^ mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_numbers_however_many_there_are() {
        let mut names = Names::default();
        for number in 0..5000_u32 {
            assert_eq!(names.number(format!("unit {number}").as_bytes()).unwrap(), number);
        }
        for number in (0..5000_u32).rev() {
            assert_eq!(names.number(format!("unit {number}").as_bytes()).unwrap(), number);
            assert_eq!(names.get(number), format!("unit {number}"));
        }
        assert_eq!((names.len(), names.all().count()), (5000, 5000));
    }

    #[test]
    fn a_name_is_the_same_however_its_accents_are_written() {
        let mut names = Names::default();
        for written in ["café", "cafe\u{301}", "\u{a0}café"] {
            assert_eq!(names.number(written.as_bytes()).unwrap(), 0);
        }
        assert_eq!(names.number(b"cafe").unwrap(), 1);
        assert!(names.number(b"caf\xe9").is_err());
    }

    #[test]
    fn names_that_begin_alike_are_told_apart() {
        let mut names = Names::default();
        for (number, name) in ["", "\0", "a", "a\0", "12345678", "12345678\0"].into_iter().enumerate() {
            assert_eq!(names.number(name.as_bytes()).unwrap(), number as u32);
        }
    }
}
