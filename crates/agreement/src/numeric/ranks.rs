/// Twice the rank of each score among its coder's: whole numbers, ties share the mean of their ranks.
pub(super) fn twice_ranks(scores: impl Iterator<Item = f64>) -> Vec<u64> {
    let scores: Vec<f64> = scores.collect();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_unstable_by(|&a, &b| compare(scores[a], scores[b]));
    let mut ranks = vec![0; scores.len()];
    let mut below = 0;
    for tied in order.chunk_by(|&a, &b| compare(scores[a], scores[b]).is_eq()) {
        // Ranks below + 1 to below + len: their mean, twice.
        let twice = 2 * below + tied.len() as u64 + 1;
        for &unit in tied {
            ranks[unit] = twice;
        }
        below += tied.len() as u64;
    }
    ranks
}

/// Scores are finite; 0 and −0 are equal.
fn compare(a: f64, b: f64) -> std::cmp::Ordering {
    (a + 0.0).total_cmp(&(b + 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_the_mean_of_their_ranks() {
        assert_eq!(twice_ranks([3.0, 0.0, 5.0, -0.0].into_iter()), [6, 3, 8, 3]);
    }
}
