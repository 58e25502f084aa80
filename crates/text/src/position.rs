use std::fmt;

/// A place in a text: the number of Unicode code points before it.
///
/// Code points, not bytes and not UTF-16 units, so that R, Python and a spreadsheet's user count the
/// same way. Four bytes hold texts of up to four thousand million characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharPos(u32);

impl CharPos {
    /// The place after `count` code points.
    pub const fn new(count: u32) -> CharPos {
        CharPos(count)
    }

    /// How many code points lie before this place.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for CharPos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
