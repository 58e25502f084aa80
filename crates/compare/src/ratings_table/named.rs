use std::borrow::Cow;

use qualkit_text::canonicalize;

/// A name as it stands in a table.
#[derive(Clone, Copy)]
pub(super) struct Named<'n> {
    pub(super) bytes: &'n [u8],
    /// A name of less than 16 bytes as two numbers: they and, in the highest byte, one more than their count. Zeros for
    /// a longer one.
    pub(super) key: [u64; 2],
}

/// A name that is not UTF-8.
#[derive(Debug)]
pub(super) struct NotText;

impl<'n> Named<'n> {
    /// A name.
    pub(super) fn new(bytes: &'n [u8]) -> Named<'n> {
        let mut padded = [0; 16];
        if bytes.len() >= padded.len() {
            return Named { bytes, key: [0; 2] };
        }
        padded[..bytes.len()].copy_from_slice(bytes);
        Named { bytes, key: key(padded, bytes.len()) }
    }

    /// A name inside a text.
    #[inline]
    pub(super) fn within(text: &'n [u8], from: usize, to: usize) -> Named<'n> {
        let (bytes, length) = (&text[from..to], to - from);
        match text.get(from..from + 16).and_then(|padded| <[u8; 16]>::try_from(padded).ok()) {
            Some(padded) if length < padded.len() => Named { bytes, key: key(padded, length) },
            _ => Named::new(bytes),
        }
    }

    /// Whether two short names are the same.
    #[inline]
    pub(super) fn is(self, other: Named<'_>) -> bool {
        self.is_short() & (self.key == other.key)
    }

    /// Whether the key tells the whole name.
    #[inline]
    pub(super) fn is_short(self) -> bool {
        self.key[1] != 0
    }

    /// A fixed function, so that nothing depends on the run.
    #[inline]
    pub(super) fn hash(self) -> u32 {
        if self.is_short() { hash_of_key(self.key) } else { hash_of_long(self.bytes) }
    }
}

/// For each length of a short name the bits that are its own.
const OWN: [u128; 16] = {
    let (mut own, mut length) = ([0; 16], 0);
    while length < own.len() {
        own[length] = (1 << (8 * length)) - 1;
        length += 1;
    }
    own
};

#[inline]
fn key(padded: [u8; 16], length: usize) -> [u64; 2] {
    let own = u128::from_le_bytes(padded) & OWN[length];
    [own as u64, (own >> 64) as u64 | (length as u64 + 1) << 56]
}

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
const OTHER: u64 = 0xd1b5_4a32_d192_ed03;

/// The hash of a short name.
#[inline]
pub(super) fn hash_of_key(key: [u64; 2]) -> u32 {
    mixed(key[0] ^ ODD, key[1] ^ OTHER)
}

/// The hash of a long name.
pub(super) fn hash_of_long(bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks::<8>();
    let last = rest.iter().fold(bytes.len() as u64, |word, &byte| word << 8 | u64::from(byte));
    let state = words.iter().fold(last ^ OTHER, |state, word| {
        let product = u128::from(state ^ u64::from_le_bytes(*word)) * u128::from(ODD);
        product as u64 ^ (product >> 64) as u64
    });
    mixed(state, ODD)
}

#[inline]
fn mixed(one: u64, other: u64) -> u32 {
    let product = u128::from(one) * u128::from(other);
    let folded = product as u64 ^ (product >> 64) as u64;
    (folded ^ folded >> 32) as u32
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

    #[test]
    fn a_name_inside_a_text_is_the_name_alone() {
        let text = b"short,a name that is long,end";
        for (from, to) in [(0, 5), (0, 0), (6, 25), (26, 29), (14, 29), (0, 15), (0, 16)] {
            assert_eq!(Named::within(text, from, to).key, Named::new(&text[from..to]).key);
            assert_eq!(Named::within(text, from, to).is_short(), to - from < 16);
        }
    }
}
