use std::collections::VecDeque;

/// Gives the largest number of pairs that can be made of left and right nodes, each node used once.
///
/// `edges` lists for each left node the right nodes it may be paired with. Hopcroft and Karp (1973), *SIAM J. Comput.*
/// 2:225–231: rounds of shortest augmenting paths.
pub(super) fn largest_matching(edges: &[Vec<usize>], right_nodes: usize) -> u64 {
    let mut graph = Graph {
        edges,
        of_left: vec![None; edges.len()],
        of_right: vec![None; right_nodes],
        layer: vec![None; edges.len()],
        next: vec![0; edges.len()],
    };
    let mut pairs = 0;
    while graph.layers() {
        for left in 0..edges.len() {
            if graph.of_left[left].is_none() && graph.augment(left) {
                pairs += 1;
            }
        }
    }
    pairs
}

struct Graph<'a> {
    edges: &'a [Vec<usize>],
    of_left: Vec<Option<usize>>,
    of_right: Vec<Option<usize>>,
    /// How many pairs lie between a free left node and this one, in this round.
    layer: Vec<Option<usize>>,
    /// Edges of a left node already tried in this round.
    next: Vec<usize>,
}

impl Graph<'_> {
    /// Starts a round; says whether any free right node can be reached.
    fn layers(&mut self) -> bool {
        self.next.fill(0);
        let mut queue = VecDeque::new();
        for (left, layer) in self.layer.iter_mut().enumerate() {
            *layer = self.of_left[left].is_none().then_some(0);
            if layer.is_some() {
                queue.push_back((left, 0));
            }
        }
        let mut reached = false;
        while let Some((left, depth)) = queue.pop_front() {
            for &right in &self.edges[left] {
                match self.of_right[right] {
                    None => reached = true,
                    Some(other) if self.layer[other].is_none() => {
                        self.layer[other] = Some(depth + 1);
                        queue.push_back((other, depth + 1));
                    }
                    Some(_) => {}
                }
            }
        }
        reached
    }

    /// Looks for a path from a free left to a free right node along the layers, and swaps the pairs on it.
    fn augment(&mut self, root: usize) -> bool {
        let mut path = vec![root];
        while let Some(&left) = path.last() {
            let Some(&right) = self.edges[left].get(self.next[left]) else {
                self.layer[left] = None;
                path.pop();
                continue;
            };
            self.next[left] += 1;
            match self.of_right[right] {
                None => {
                    for &left in &path {
                        let right = self.edges[left][self.next[left] - 1];
                        self.of_left[left] = Some(right);
                        self.of_right[right] = Some(left);
                    }
                    return true;
                }
                Some(other) => {
                    if self.layer[other].is_some() && self.layer[other] == self.layer[left].map(|layer| layer + 1) {
                        path.push(other);
                    }
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_greedy_first_choice_is_given_up_where_that_makes_more_pairs() {
        assert_eq!(largest_matching(&[vec![0, 1], vec![0]], 2), 2);
        assert_eq!(largest_matching(&[vec![0], vec![0], vec![]], 1), 1);
    }

    /// Tries every choice.
    fn by_hand(edges: &[Vec<usize>], used: &mut Vec<bool>) -> u64 {
        let Some((first, rest)) = edges.split_first() else { return 0 };
        let mut best = by_hand(rest, used);
        for &right in first {
            if !used[right] {
                used[right] = true;
                best = best.max(1 + by_hand(rest, used));
                used[right] = false;
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_choice_of_pairs_makes_more(
            edges in prop::collection::vec(prop::collection::vec(0..6_usize, 0..4), 0..7),
        ) {
            prop_assert_eq!(largest_matching(&edges, 6), by_hand(&edges, &mut vec![false; 6]));
        }
    }
}
