//! OpenDocument texts (`.odt`): the archive around them, and what stands beside the text in it.

use qualkit_text::count_words;

use crate::archive::{self, Package};
use crate::beside::Outside;
use crate::opendocument::{self, Styles};
use crate::told::Told;
use crate::{IngestError, Note, Options, blocks};

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";

/// Reads the bytes of a document.
pub(crate) fn read(bytes: &[u8], id: &str, options: &Options) -> Result<Told, IngestError> {
    let mut package = Package::open(bytes)?;
    if is_encrypted(&mut package) {
        return Err(IngestError::NotReadable {
            found: "an OpenDocument text with a password".to_owned(),
            remedy: "open it in LibreOffice or Word and save it without a password",
        });
    }
    let mut uncounted = Vec::new();
    let mut styles = Styles::default();
    let mut outside = Vec::new();
    if package.names.iter().any(|name| name == STYLES) {
        match package.unpack(STYLES) {
            Ok(xml) => match archive::parse(&xml, STYLES) {
                Ok(document) => {
                    styles.learn(&document);
                    outside = page_words(&document);
                }
                Err(error) => uncounted.push(Note::of_all(format!("headers and footers were not counted: {error}"))),
            },
            Err(error) => uncounted.push(Note::of_all(format!("headers and footers were not counted: {error}"))),
        }
    }
    let xml = package.unpack(CONTENT)?;
    let document = archive::parse(&xml, CONTENT)?;
    styles.learn(&document);
    let (blocks, mut beside) = opendocument::read(&document, CONTENT, &styles)?;
    outside.into_iter().for_each(|(place, words)| beside.leave_out(place, words));
    let mut notes = beside.notes();
    notes.append(&mut uncounted);
    blocks::read(blocks, notes, id, options)
}

fn is_encrypted(package: &mut Package<'_>) -> bool {
    let manifest = "META-INF/manifest.xml";
    package.names.iter().any(|name| name == manifest)
        && package.unpack(manifest).is_ok_and(|xml| xml.contains("encryption-data"))
}

/// The words in headers and footers of pages.
fn page_words(styles: &roxmltree::Document<'_>) -> Vec<(Outside, usize)> {
    let place = |name: &str| match name {
        "header" | "header-left" | "header-first" => Some(Outside::Headers),
        "footer" | "footer-left" | "footer-first" => Some(Outside::Footers),
        _ => None,
    };
    let master = styles.descendants().filter(|node| node.tag_name().name() == "master-page");
    let parts = master.flat_map(|page| page.children());
    parts.filter_map(|node| Some((place(node.tag_name().name())?, count_words(&opendocument::plain(node))))).collect()
}
