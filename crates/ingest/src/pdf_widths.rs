//! The widths of letters, as fonts of many letters list them.

use pdf_extract::{Document, Object, ObjectId};

/// The highest number of a letter.
const HIGHEST: i64 = 0xffff;

/// Writes lists of widths so that each letter has its own: `pdf-extract` misreads `first last width`, and would see
/// neither gaps nor spaces behind such letters.
pub(crate) fn spell_out(document: &mut Document) {
    let mut lists: Vec<(ObjectId, Vec<Object>)> = Vec::new();
    for (&id, object) in &document.objects {
        let Ok(font) = object.as_dict() else { continue };
        let kind = font.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if !kind.starts_with(b"CIDFont") {
            continue;
        }
        let list = font.get(b"W").and_then(|list| document.dereference(list));
        if let Ok((_, Object::Array(list))) = list {
            lists.extend(spelled(document, list).map(|list| (id, list)));
        }
    }
    for (id, list) in lists {
        if let Ok(font) = document.get_object_mut(id).and_then(Object::as_dict_mut) {
            font.set("W", Object::Array(list));
        }
    }
}

/// `first [width …]` for every entry; `None` for a list that is no such list.
fn spelled(document: &Document, list: &[Object]) -> Option<Vec<Object>> {
    let follow = |object: &Object| document.dereference(object).ok().map(|(_, object)| object.clone());
    let mut spelled = Vec::new();
    let (mut at, mut left) = (0, 2 * usize::from(u16::MAX));
    while at + 1 < list.len() {
        let first = follow(&list[at])?.as_i64().ok().filter(|first| (0..=HIGHEST).contains(first))?;
        let widths = match follow(&list[at + 1])? {
            Object::Array(widths) => {
                at += 2;
                widths
            }
            last => {
                let last = last.as_i64().ok().filter(|last| (first..=HIGHEST).contains(last))?;
                let width = follow(list.get(at + 2)?)?;
                at += 3;
                (first..=last).map(|_| width.clone()).collect()
            }
        };
        // A list that says each width twice is odd, and one that says it more often is made to do harm.
        left = left.checked_sub(widths.len())?;
        spelled.push(Object::Integer(first));
        spelled.push(Object::Array(widths));
    }
    Some(spelled)
}
