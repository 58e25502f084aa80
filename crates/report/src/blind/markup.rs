/// What is made of the tags in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tags {
    /// They vanish: `Har<b>bor</b>` is one word.
    Joined,
    /// They part words: `Tule<br>Valley` is two.
    Spaced,
    /// Only their attributes remain.
    Attributes,
}

/// The elements of our pages. Whatever else stands in angle brackets may be words.
const ELEMENTS: &str = " a abbr article aside b blockquote body br caption cite code col colgroup dd details div dl \
    dt em figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr html i img li link main mark meta nav ol p path \
    pre q rect script section small span strong style sub summary sup svg table tbody td tfoot th thead time title tr \
    u ul wbr ";

/// A text with its tags dealt with. Line breaks inside tags stay. `None` if there is no tag.
pub(super) fn without_tags(text: &str, tags: Tags) -> Option<String> {
    text.find('<')?;
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(length) = tag_length(rest) else {
            plain.push('<');
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[..length];
        match tags {
            Tags::Attributes if is_ours(tag) => push_attributes(tag, &mut plain),
            Tags::Attributes => plain.push_str(tag),
            Tags::Joined => plain.extend(tag.chars().filter(|c| *c == '\n')),
            Tags::Spaced => plain.extend(tag.chars().map(|c| if c == '\n' { c } else { ' ' })),
        }
        rest = &rest[length..];
    }
    plain.push_str(rest);
    Some(plain)
}

/// The length of the tag at the start of a text; a `>` within quotation marks does not end it.
fn tag_length(text: &str) -> Option<usize> {
    let name = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
        return None;
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().take(4096) {
        match (byte, quote) {
            (b'>', None) => return Some(at + 1),
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}

fn is_ours(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    name.starts_with("!DOCTYPE") || (end > 0 && ELEMENTS.contains(&format!(" {} ", &name[..end])))
}

/// What stands in a tag of ours beside its name and its class: those are no words.
fn push_attributes(tag: &str, plain: &mut String) {
    let rest = tag.trim_start_matches(['<', '/']).trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    plain.push_str(" | ");
    match rest.split_once("class=\"") {
        Some((before, class)) => {
            plain.push_str(before);
            plain.push_str(class.split_once('"').map_or("", |(_, after)| after));
        }
        None => plain.push_str(rest),
    }
    plain.push(' ');
}
