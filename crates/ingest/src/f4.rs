//! f4's XML: a whole transcript in one attribute, `<transcript><content content="…"/></transcript>`.

use crate::told::Told;
use crate::xml::all;
use crate::{Format, IngestError, Options, plain, xml};

/// The name of its root.
pub(crate) const ROOT: &str = "transcript";

/// Reads it: the same shapes as in plain text.
pub(crate) fn read(text: &str, id: &str, options: &Options) -> Result<Told, IngestError> {
    let document = xml::parse(text)?;
    let content = all(&document, "content").filter_map(|content| content.attribute("content").or(content.text()));
    let content: Vec<&str> = content.collect();
    if content.is_empty() {
        return Err(IngestError::OtherShape { format: ROOT.to_owned() });
    }
    plain::read(&qualkit_text::canonicalize(&content.join("\n")).0, Format::Text, id, options)
}
