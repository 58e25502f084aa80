//! Colour refinement: things are told apart by what they occur with, until nothing more can be told apart.
//!
//! Only what occurs with a class that has just been split is looked at again, and of the parts of a class all but the
//! largest (Paige and Tarjan 1987, *SIAM J. Comput.* 16:973–989): each thing counts as new so often only as the class
//! that it is in can be halved. A chain of labels that is told apart from its ends is no more work than another table.

/// What occurs with what, and how: each occurrence is known from both of its ends.
pub(super) struct Graph {
    /// For each thing, where its occurrences begin; and the end.
    first: Vec<usize>,
    /// The other end and the kind of occurrence.
    occurrences: Vec<(usize, u64)>,
}

impl Graph {
    pub(super) fn new(things: usize, links: &[(usize, usize, u64)]) -> Graph {
        let mut first = vec![0; things + 1];
        links.iter().flat_map(|&(one, other, _)| [one, other]).for_each(|thing| first[thing + 1] += 1);
        (0..things).for_each(|thing| first[thing + 1] += first[thing]);
        let (mut next, mut occurrences) = (first.clone(), vec![(0, 0); 2 * links.len()]);
        for &(one, other, how) in links {
            for (from, to) in [(one, other), (other, one)] {
                occurrences[next[from]] = (to, how);
                next[from] += 1;
            }
        }
        Graph { first, occurrences }
    }

    fn of(&self, thing: usize) -> &[(usize, u64)] {
        &self.occurrences[self.first[thing]..self.first[thing + 1]]
    }
}

/// What each thing is known by so far: things of one colour cannot be told apart yet.
#[derive(Clone)]
pub(super) struct Colours {
    /// All things, those of one colour side by side.
    pub(super) order: Vec<usize>,
    /// Where each thing stands there.
    place: Vec<usize>,
    /// The place of the first thing of the same colour.
    pub(super) of: Vec<usize>,
    /// How many things are of a colour.
    size: Vec<usize>,
}

impl Colours {
    /// Tells things apart by keys and by what they occur with.
    pub(super) fn new<K: Ord>(keys: &[K], graph: &Graph) -> Colours {
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by(|&one, &other| keys[one].cmp(&keys[other]));
        let mut colours = Colours { place: vec![0; keys.len()], of: vec![0; keys.len()], size: order.clone(), order };
        let (mut start, mut classes) = (0, Vec::new());
        for same in colours.order.chunk_by(|&one, &other| keys[one] == keys[other]) {
            same.iter().enumerate().for_each(|(place, &thing)| {
                (colours.place[thing], colours.of[thing]) = (start + place, start);
            });
            colours.size[start] = same.len();
            classes.push(start);
            start += same.len();
        }
        colours.refine(graph, classes);
        colours
    }

    /// The members of each class of several, of those that begin in a range of places.
    pub(super) fn alike(&self, places: std::ops::Range<usize>) -> impl Iterator<Item = &[usize]> {
        let mut start = places.start;
        std::iter::from_fn(move || {
            while start < places.end {
                let class = &self.order[start..start + self.size[start]];
                start += class.len();
                if class.len() > 1 {
                    return Some(class);
                }
            }
            None
        })
    }

    /// The same with a colour of their own for some, not all, members of a class.
    pub(super) fn singled_out(mut self, graph: &Graph, members: Vec<usize>) -> Colours {
        let parts = self.split(self.of[members[0]], &[members]);
        self.refine(graph, parts);
        self
    }

    /// Tells all things apart. What is still alike is taken to be exchangeable, and the first of it singled out; parts
    /// of the table that nothing still alike links take this step together, and are ordered among themselves at last.
    pub(super) fn settled(mut self, graph: &Graph) -> Colours {
        loop {
            let part = self.parts(graph);
            let firsts = |class: &[usize]| {
                let mut firsts = class.to_vec();
                firsts.sort_by_key(|&thing| part[thing]);
                firsts.dedup_by_key(|thing| part[*thing]);
                (firsts.len() < class.len()).then_some(firsts)
            };
            let Some(firsts) = self.alike(0..self.order.len()).find_map(firsts) else {
                self.order.sort_by_key(|&thing| (self.of[thing], part[thing]));
                return self;
            };
            self = self.singled_out(graph, firsts);
        }
    }

    /// For each thing, one that stands for all that it is linked with by things that are not alone in their colour.
    fn parts(&self, graph: &Graph) -> Vec<usize> {
        let mut towards: Vec<usize> = (0..self.order.len()).collect();
        let alone = |thing: usize| self.size[self.of[thing]] == 1;
        for &thing in self.order.iter().filter(|&&thing| !alone(thing)) {
            for &(other, _) in graph.of(thing).iter().filter(|&&(other, _)| !alone(other)) {
                let (one, other) = (end_of(&mut towards, thing), end_of(&mut towards, other));
                towards[one.max(other)] = one.min(other);
            }
        }
        (0..towards.len()).map(|thing| end_of(&mut towards, thing)).collect()
    }

    fn refine(&mut self, graph: &Graph, mut parts: Vec<usize>) {
        while !parts.is_empty() {
            parts = self.round(graph, &parts);
        }
    }

    /// Tells apart by occurrence with new classes; gives the classes that are new by that.
    fn round(&mut self, graph: &Graph, parts: &[usize]) -> Vec<usize> {
        let mut seen = Vec::new();
        for &part in parts {
            for &thing in &self.order[part..part + self.size[part]] {
                let others = graph.of(thing).iter().map(|&(other, how)| (self.of[other], other, part, how));
                seen.extend(others.filter(|&(class, ..)| self.size[class] > 1));
            }
        }
        seen.sort_unstable();
        let key = |(_, _, part, how): &(usize, usize, usize, u64)| (*part, *how);
        let mut things: Vec<_> = seen.chunk_by(|one, other| one.1 == other.1).collect();
        things.sort_by(|one, other| {
            one[0].0.cmp(&other[0].0).then_with(|| one.iter().map(key).cmp(other.iter().map(key)))
        });
        let mut parts = Vec::new();
        for class in things.chunk_by(|one, other| one[0].0 == other[0].0) {
            let same = class.chunk_by(|one, other| one.iter().map(key).eq(other.iter().map(key)));
            let groups: Vec<Vec<usize>> = same.map(|things| things.iter().map(|seen| seen[0].1).collect()).collect();
            parts.extend(self.split(class[0][0].0, &groups));
        }
        parts
    }

    /// Gives groups of members of a class a colour each, after that of the other members; gives the parts of the class
    /// except the largest.
    fn split(&mut self, class: usize, groups: &[Vec<usize>]) -> Vec<usize> {
        let mut start = class + self.size[class];
        let mut parts = Vec::new();
        for group in groups.iter().rev() {
            for &thing in group {
                start -= 1;
                let (place, other) = (self.place[thing], self.order[start]);
                (self.order[place], self.order[start]) = (other, thing);
                (self.place[other], self.place[thing]) = (place, start);
            }
            group.iter().for_each(|&thing| self.of[thing] = start);
            self.size[start] = group.len();
            parts.push(start);
        }
        if start > class {
            self.size[class] = start - class;
            parts.push(class);
        }
        let largest = parts.iter().copied().max_by_key(|&part| self.size[part]);
        parts.retain(|&part| Some(part) != largest);
        parts
    }
}

/// Where a way ends, which gets shorter by being gone.
fn end_of(towards: &mut [usize], mut thing: usize) -> usize {
    while towards[thing] != thing {
        towards[thing] = towards[towards[thing]];
        thing = towards[thing];
    }
    thing
}
