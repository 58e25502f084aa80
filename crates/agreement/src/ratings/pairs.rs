//! Counting the pairs of two columns, as fast as they can be read.

/// So many histograms are filled in turn, so that pairs alike in a row do not wait for one another.
const LANES: usize = 4;
/// So many pairs are turned into numbers before they are counted.
const BLOCK: usize = 4096;
/// With so few categories a symbol has three bits, and a pair of pairs has twelve.
const FEW: usize = 6;

/// Counts the pairs of two columns of category numbers, −1 being missing: a square table of symbols, of which 0 is
/// missing. Nothing if there is a number that must be looked at more closely: neither a category nor −1.
pub(super) fn counted_pairs<T: Copy + Into<i64>>(first: &[T], second: &[T], categories: usize) -> Option<Vec<u64>> {
    let narrow = size_of::<T>() == 1 && categories <= FEW && u32::try_from(first.len()).is_ok();
    // So many bits hold every symbol; what has more of them is seen by the bits alone, without a comparison each.
    let bits = if narrow { 3 } else { usize::BITS - categories.leading_zeros() };
    let places = if narrow { of_bytes(first, second, bits)? } else { one_by_one(first, second, bits)? };
    let symbols = categories + 1;
    let mut counts = vec![0; symbols * symbols];
    for (place, count) in places.into_iter().enumerate().filter(|&(_, count)| count > 0) {
        let (first, second) = (place >> bits, place & ((1 << bits) - 1));
        if first.max(second) > categories {
            return None;
        }
        counts[first * symbols + second] = count;
    }
    Some(counts)
}

fn one_by_one<T: Copy + Into<i64>>(first: &[T], second: &[T], bits: u32) -> Option<Vec<u64>> {
    let mut lanes = vec![[0_u64; LANES]; 1 << (2 * bits)];
    let mut places = [0_u16; BLOCK];
    for (first, second) in first.chunks(BLOCK).zip(second.chunks(BLOCK)) {
        let mut all = 0;
        for ((place, &first), &second) in places.iter_mut().zip(first).zip(second) {
            let [first, second] = [first, second].map(|number: T| number.into().wrapping_add(1) as u64);
            all |= first | second;
            *place = (first << bits | second) as u16;
        }
        if all >> bits != 0 {
            return None;
        }
        let mask = lanes.len() - 1;
        let (fours, rest) = places[..first.len()].as_chunks::<LANES>();
        for four in fours {
            for (lane, &place) in four.iter().enumerate() {
                lanes[usize::from(place) & mask][lane] += 1;
            }
        }
        rest.iter().for_each(|&place| lanes[usize::from(place)][0] += 1);
    }
    Some(lanes.iter().map(|lanes| lanes.iter().sum()).collect())
}

/// Eight pairs at a time, and two pairs at a count.
fn of_bytes<T: Copy + Into<i64>>(first: &[T], second: &[T], bits: u32) -> Option<Vec<u64>> {
    const EVERY_OTHER: u64 = 0x00ff_00ff_00ff_00ff;
    let pair = 2 * bits;
    // Small counts, so that the table stays near the processor.
    let mut of_two = vec![0_u32; 1 << (2 * pair)];
    let mut counts = vec![0_u64; 1 << pair];
    let (mut firsts, mut seconds) = ([0_u8; BLOCK], [0_u8; BLOCK]);
    let mut missing = false;
    for (first, second) in first.chunks(BLOCK).zip(second.chunks(BLOCK)) {
        let mut all = 0;
        for (bytes, numbers) in [(&mut firsts, first), (&mut seconds, second)] {
            let mut least = u8::MAX;
            for (byte, &number) in bytes.iter_mut().zip(numbers) {
                *byte = (number.into() as u8).wrapping_add(1);
                all |= *byte;
                least = least.min(*byte);
            }
            missing |= least == 0;
        }
        if all >> bits != 0 {
            return None;
        }
        let (eights, rest) = firsts[..first.len()].as_chunks::<8>();
        let (other_eights, other_rest) = seconds[..first.len()].as_chunks::<8>();
        let mask = of_two.len() - 1;
        for (eight, other) in eights.iter().zip(other_eights) {
            let pairs = u64::from_le_bytes(*eight) << bits | u64::from_le_bytes(*other);
            let two = (pairs & EVERY_OTHER) | (pairs >> 8 & EVERY_OTHER) << pair;
            for lane in 0..4 {
                of_two[(two >> (16 * lane)) as usize & mask] += 1;
            }
        }
        for (&first, &second) in rest.iter().zip(other_rest) {
            counts[usize::from(first) << bits | usize::from(second)] += 1;
        }
    }
    // As a byte, −1 is 255, which is no category and not missing.
    let no_byte = |column: &[T]| column.iter().any(|&number| number.into() == i64::from(u8::MAX));
    if missing && (no_byte(first) || no_byte(second)) {
        return None;
    }
    for (place, count) in of_two.into_iter().enumerate() {
        counts[place >> pair] += u64::from(count);
        counts[place & ((1 << pair) - 1)] += u64::from(count);
    }
    Some(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from −1 up to, not including, `categories`.
    fn column<T: TryFrom<i64>>(units: usize, categories: u64, mut state: u64) -> Vec<T> {
        let draw = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            T::try_from(((state >> 33) % (categories + 1)) as i64 - 1).ok().unwrap()
        };
        (0..units).map(draw).collect()
    }

    #[test]
    fn bytes_and_words_are_counted_alike_and_as_by_hand() {
        for categories in [1, 2, 5, 6, 7, 40, 120] {
            for units in [0, 1, 7, 8, 4095, 10_003] {
                let bytes: [Vec<i8>; 2] = [3, 4].map(|seed| column(units, categories, seed));
                let words: [Vec<i64>; 2] = [3, 4].map(|seed| column(units, categories, seed));
                let mut counts = vec![0; ((categories + 1) * (categories + 1)) as usize];
                for (&first, &second) in words[0].iter().zip(&words[1]) {
                    counts[(first + 1) as usize * (categories + 1) as usize + (second + 1) as usize] += 1;
                }
                assert_eq!(counted_pairs(&bytes[0], &bytes[1], categories as usize).as_ref(), Some(&counts));
                assert_eq!(counted_pairs(&words[0], &words[1], categories as usize).as_ref(), Some(&counts));
            }
        }
    }

    #[test]
    fn a_number_that_is_no_category_is_not_counted() {
        for categories in [3, 6, 7, 200] {
            assert_eq!(counted_pairs(&[0_u8, 255], &[0, 1], categories), None);
            assert_eq!(counted_pairs(&[0_i8, -2], &[0, 1], categories), None);
            assert_eq!(counted_pairs(&[0_i64, categories as i64], &[0, 1], categories), None);
            assert_eq!(counted_pairs(&[0_i64, i64::MIN], &[0, 1], categories), None);
        }
    }
}
