use qualkit_table::{Writer, one_line};

use crate::{Changes, Study};

impl Study {
    /// Adds a line to the diary of a coder, or of the study: when, which verb, on what.
    pub fn log(&self, changes: &mut Changes, who: Option<&str>, when: &str, verb: &str, what: &str) {
        let header = Writer::new(["when", "verb", "what"]).finish();
        let line = Writer::new([when, verb, &one_line(what)]).finish();
        changes.append(self.layout().log(who.unwrap_or("study")), &header, line);
    }
}
