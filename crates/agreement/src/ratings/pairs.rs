//! Counting the pairs of two columns, as fast as they can be read.

/// So many histograms are filled in turn, so that pairs alike in a row do not wait for one another.
const LANES: usize = 4;
/// So many bytes are turned into symbols before they are counted.
const BLOCK: usize = 4096;
/// So many numbers of a column are taken at a time: while they are counted, the next are on their way from memory.
const AT_A_TIME: usize = 8;
/// With so few categories a symbol has three bits, and a pair of pairs has twelve.
const FEW: usize = 6;

/// Counts the pairs of two columns of category numbers, −1 being missing: a square table of symbols, of which 0 is
/// missing. Nothing if there is a number that must be looked at more closely: neither a category nor −1.
pub(super) fn counted_pairs<T: Copy + Into<i64>>(first: &[T], second: &[T], categories: usize) -> Option<Vec<u64>> {
    let few = categories <= FEW && u32::try_from(first.len()).is_ok();
    // So many bits hold every symbol; what has more of them is seen by the bits alone, without a comparison each.
    let bits = if few { 3 } else { usize::BITS - categories.leading_zeros() };
    let places = match (few, size_of::<T>()) {
        (true, 1) => of_bytes(first, second, bits)?,
        (true, _) => two_by_two(first, second, bits)?,
        (false, _) => one_by_one(first, second, bits)?,
    };
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

/// Pairs as numbers, with the bits of all symbols seen so far.
#[inline(always)]
fn places<T: Copy + Into<i64>, const N: usize>(
    first: &[T; N],
    second: &[T; N],
    bits: u32,
    all: &mut [u64; N],
) -> [u64; N] {
    let symbol = |number: T| number.into().wrapping_add(1) as u64;
    let mut places = [0; N];
    for (((place, all), &first), &second) in places.iter_mut().zip(all).zip(first).zip(second) {
        let (first, second) = (symbol(first), symbol(second));
        *all |= first | second;
        *place = first << bits | second;
    }
    places
}

/// Says whether no symbol has more bits than it may.
fn fit(all: &[u64], bits: u32) -> bool {
    all.iter().fold(0, |all, seen| all | seen) >> bits == 0
}

fn one_by_one<T: Copy + Into<i64>>(first: &[T], second: &[T], bits: u32) -> Option<Vec<u64>> {
    let mut lanes = vec![[0_u64; LANES]; 1 << (2 * bits)];
    let mask = lanes.len() - 1;
    let mut all = [0; AT_A_TIME];
    let (firsts, rest) = first.as_chunks::<AT_A_TIME>();
    let (seconds, other_rest) = second.as_chunks::<AT_A_TIME>();
    for (first, second) in firsts.iter().zip(seconds) {
        for (unit, place) in places(first, second, bits, &mut all).into_iter().enumerate() {
            lanes[place as usize & mask][unit % LANES] += 1;
        }
    }
    let mut rest_all = [0];
    for (&first, &second) in rest.iter().zip(other_rest) {
        let [place] = places(&[first], &[second], bits, &mut rest_all);
        lanes[place as usize & mask][0] += 1;
    }
    (fit(&all, bits) && fit(&rest_all, bits)).then(|| lanes.iter().map(|lanes| lanes.iter().sum()).collect())
}

/// Two pairs at a count.
fn two_by_two<T: Copy + Into<i64>>(first: &[T], second: &[T], bits: u32) -> Option<Vec<u64>> {
    let mut of_two = vec![0_u32; 1 << (4 * bits)];
    let mask = of_two.len() - 1;
    let mut all = [0; AT_A_TIME];
    let ((firsts, _), (seconds, _)) = (first.as_chunks::<AT_A_TIME>(), second.as_chunks::<AT_A_TIME>());
    let ((firsts, _), (seconds, _)) = (firsts.as_chunks::<2>(), seconds.as_chunks::<2>());
    for (first, second) in firsts.iter().zip(seconds) {
        let pairs = places(&first[0], &second[0], bits, &mut all);
        let others = places(&first[1], &second[1], bits, &mut all);
        for (pair, other) in pairs.into_iter().zip(others) {
            of_two[(pair << (2 * bits) | other) as usize & mask] += 1;
        }
    }
    let counted = firsts.len() * 2 * AT_A_TIME;
    let mut counts = one_by_one(&first[counted..], &second[counted..], bits).filter(|_| fit(&all, bits))?;
    add_single(&of_two, bits, &mut counts);
    Some(counts)
}

/// Adds pairs of pairs to the pairs that they are made of.
fn add_single(of_two: &[u32], bits: u32, counts: &mut [u64]) {
    for (place, &count) in of_two.iter().enumerate() {
        counts[place >> (2 * bits)] += u64::from(count);
        counts[place & ((1 << (2 * bits)) - 1)] += u64::from(count);
    }
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
    add_single(&of_two, bits, &mut counts);
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
            for place in [0, 7, 15, 16, 20] {
                let mut column = [0_i64; 21];
                column[place] = 256;
                assert_eq!(counted_pairs(&column, &[0; 21], categories), None);
                assert_eq!(counted_pairs(&[0; 21], &column, categories), None);
            }
        }
    }
}
