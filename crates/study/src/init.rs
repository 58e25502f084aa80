use std::fs;
use std::path::Path;

use qualkit_text::canonicalize;

use crate::{Changes, Study, StudyError};

/// What a new study starts with.
#[derive(Clone, Copy, Debug)]
pub struct NewStudy<'s> {
    /// Its title.
    pub title: &'s str,
    /// A remark for every report; may be empty.
    pub note: &'s str,
    /// The seed for whatever is drawn by chance.
    pub seed: u64,
}

const IGNORED: &str = "\
# Originals, keys and caches stay on this machine.
sources/
private/
.qualkit/
";

const ATTRIBUTES: &str = "\
# Spreadsheets and git must not change line ends: positions count characters.
*.csv text eol=lf
*.txt text eol=lf
*.toml text eol=lf
*.md text eol=lf
# Originals stay as they came: their digests are recorded.
sources/** -text
";

impl Study {
    /// Makes a study in a folder that is not one yet; files that are there stay.
    ///
    /// # Errors
    /// If the folder is a study already, or cannot be written.
    pub fn init(root: &Path, new: &NewStudy<'_>) -> Result<Study, StudyError> {
        if root.is_file() {
            return Err(StudyError::NotAFolder { path: root.to_owned() });
        }
        let study = root.join("study.toml");
        if study.exists() {
            return Err(StudyError::Exists { path: root.to_owned() });
        }
        for folder in [root.to_owned(), root.join("transcripts"), root.join("codings")] {
            fs::create_dir_all(&folder).map_err(StudyError::io("make the folder", &folder))?;
        }
        let layout = crate::Layout::new(root);
        let mut changes = Changes::new();
        for (name, text) in [(".gitignore", IGNORED), (".gitattributes", ATTRIBUTES)] {
            if !layout.at(name).exists() {
                changes.write(layout.at(name), text);
            }
        }
        changes.write(study, manifest_text(new));
        crate::lock::Lock::take(&layout)?.commit(changes)?;
        Study::open(root)
    }
}

fn manifest_text(new: &NewStudy<'_>) -> String {
    let plain = |text| toml_edit::value(canonicalize(text).0.into_owned());
    let (title, note) = (plain(new.title), plain(new.note));
    format!(
        "format = 1
title = {title}
# A remark for every report, for example that the material is synthetic.
note = {note}
# For whatever is drawn by chance.
seed = {seed}
# What agreement is judged on: turn, sentence, paragraph or character.
unit = \"turn\"
# Per transcript, the first of these coders who coded it is analysed (default: consensus,
# then persons, models and rules, each as listed).
# analysis = [\"consensus\", \"a\", \"b\"]

[privacy]
# The attributes of cases.csv that a quotation may show; `id` is the participant's id.
attribution = [\"role\"]

# [[coders]]
# id = \"a\"
# name = \"Coder A\"
# kind = \"person\"   # or rule, model, consensus
",
        seed = new.seed
    )
}
