use askama::Template;
use qualkit_table::Id;

use super::{Block, Document};
use crate::Stamp;

/// How our pages look. It holds nobody's words, so no search for words need read it.
pub(crate) const STYLE: &str = include_str!("../../templates/style.css");

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'d> {
    title: &'d str,
    style: &'static str,
    stamp: String,
    sections: Vec<Part<'d>>,
}

struct Part<'d> {
    anchor: String,
    heading: &'d str,
    level: u8,
    blocks: &'d [Block],
}

impl Document {
    /// The page as one HTML file that loads nothing from anywhere.
    pub fn html(&self, stamp: &Stamp) -> String {
        let mut anchors: Vec<String> = Vec::new();
        let sections = self.sections.iter().map(|section| {
            let slug = Id::slug(&section.heading).map_or_else(|| "section".to_owned(), |id| id.as_str().to_owned());
            let number = anchors.iter().filter(|taken| **taken == slug).count();
            anchors.push(slug.clone());
            let anchor = if number == 0 { slug } else { format!("{slug}--{}", number + 1) };
            Part { anchor, heading: &section.heading, level: section.level.clamp(1, 4), blocks: &section.blocks }
        });
        let page = Page { title: &self.title, style: STYLE, stamp: stamp.to_string(), sections: sections.collect() };
        replace_unprintable(page.render().expect("writing to memory does not fail") + "\n")
    }
}

/// Replaces the control characters that no page may hold, so that they are seen and do no harm.
pub(crate) fn replace_unprintable(page: String) -> String {
    let is_unprintable = |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    if page.contains(is_unprintable) { page.replace(is_unprintable, "\u{fffd}") } else { page }
}
