use crate::Span;

/// How one span lies to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same start and the same end.
    Equal,
    /// All of it lies in the other, which is longer.
    Inside,
    /// It holds all of the other, and more.
    Contains,
    /// It begins earlier and ends within the other.
    OverlapsStart,
    /// It begins within the other and ends later.
    OverlapsEnd,
    /// One ends where the other begins.
    Touches,
    /// It ends before the other begins.
    Before,
    /// It begins after the other has ended.
    After,
}

impl Relation {
    pub(crate) fn of(one: Span, other: Span) -> Relation {
        if one == other {
            Relation::Equal
        } else if one.end() == other.start() || other.end() == one.start() {
            Relation::Touches
        } else if one.end() < other.start() {
            Relation::Before
        } else if other.end() < one.start() {
            Relation::After
        } else if other.contains(one) {
            Relation::Inside
        } else if one.contains(other) {
            Relation::Contains
        } else if one.start() < other.start() {
            Relation::OverlapsStart
        } else {
            Relation::OverlapsEnd
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_has_its_case() {
        let span = |a, b| Span::new(a, b).unwrap();
        let other = span(10, 20);
        for (one, expected) in [
            (span(10, 20), Relation::Equal),
            (span(12, 20), Relation::Inside),
            (span(9, 20), Relation::Contains),
            (span(5, 15), Relation::OverlapsStart),
            (span(15, 25), Relation::OverlapsEnd),
            (span(5, 10), Relation::Touches),
            (span(20, 22), Relation::Touches),
            (span(1, 9), Relation::Before),
            (span(21, 22), Relation::After),
        ] {
            assert_eq!(one.relation(other), expected, "{one} to {other}");
        }
    }
}
