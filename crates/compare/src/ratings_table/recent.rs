/// What short names stand for, found again at once: of those that share a place the last one is kept.
pub(super) struct Recent(Box<[Entry; PLACES]>);

#[derive(Clone, Copy)]
struct Entry {
    key: [u64; 2],
    number: u32,
}

const PLACES: usize = 1 << 8;

/// No name has this key.
const NONE: Entry = Entry { key: [0, u64::MAX], number: 0 };

impl Default for Recent {
    fn default() -> Recent {
        Recent(Box::new([NONE; PLACES]))
    }
}

impl Recent {
    /// What the name with this key stands for, if that is still known.
    #[inline]
    pub(super) fn get(&self, key: [u64; 2]) -> Option<u32> {
        let entry = &self.0[place(key)];
        ((entry.key[0] == key[0]) & (entry.key[1] == key[1])).then_some(entry.number)
    }

    /// Keeps what the name with this key stands for.
    pub(super) fn put(&mut self, key: [u64; 2], number: u32) {
        // The key of a long name does not tell it.
        if key[1] != 0 {
            self.0[place(key)] = Entry { key, number };
        }
    }
}

#[inline]
fn place(key: [u64; 2]) -> usize {
    let product = (key[0] ^ key[1].rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (product >> (u64::BITS - PLACES.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::super::named::Named;
    use super::*;

    #[test]
    fn a_name_is_forgotten_but_never_taken_for_another() {
        let mut recent = Recent::default();
        let key = |number: u32| Named::new(number.to_string().as_bytes()).key;
        for number in 0..4 * PLACES as u32 {
            recent.put(key(number), number);
            assert_eq!(recent.get(key(number)), Some(number));
        }
        let known =
            (0..4 * PLACES as u32).filter_map(|number| recent.get(key(number)).inspect(|&n| assert_eq!(n, number)));
        assert!((PLACES / 2..=PLACES).contains(&known.count()));
        let long = Named::new(b"a name of more than fifteen bytes").key;
        recent.put(long, 1);
        assert_eq!((recent.get(long), recent.get([0, 0])), (None, None));
    }
}
