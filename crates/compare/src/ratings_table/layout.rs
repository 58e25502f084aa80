use std::fmt;
use std::str::FromStr;

/// How a table of ratings is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One row per unit, one column per coder; a column `unit` names the units.
    Wide,
    /// One row per rating: `unit,coder,code`.
    Long,
    /// A square table for two coders: rows are the first one's categories, columns the second one's.
    Confusion,
    /// One row per unit, one column per category: how many coders gave it.
    Counts,
    /// One row per marked stretch: `coder,start,end,code`, and `text` where there are several.
    Spans,
}

const LAYOUTS: [(Layout, &str); 5] = [
    (Layout::Wide, "wide"),
    (Layout::Long, "long"),
    (Layout::Confusion, "confusion"),
    (Layout::Counts, "counts"),
    (Layout::Spans, "spans"),
];

/// A text that names no layout.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected wide, long, confusion, counts or spans, found '{found}'")]
pub struct UnknownLayout {
    /// The text.
    pub found: String,
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(LAYOUTS.iter().find(|(layout, _)| layout == self).map_or("", |(_, name)| name))
    }
}

impl FromStr for Layout {
    type Err = UnknownLayout;

    fn from_str(text: &str) -> Result<Layout, UnknownLayout> {
        let found = LAYOUTS.iter().find(|(_, name)| *name == text);
        found.map(|(layout, _)| *layout).ok_or_else(|| UnknownLayout { found: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_are_read_back_by_their_names() {
        for (layout, name) in LAYOUTS {
            assert_eq!((layout.to_string().as_str(), name.parse()), (name, Ok(layout)));
        }
        assert!("square".parse::<Layout>().is_err());
    }
}
