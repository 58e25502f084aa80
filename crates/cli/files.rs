use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The files that a person named: files as they are, of folders everything in them, of patterns (`*`, `?` in the last
/// part of a path, where no shell has read them) what they match. Hidden files are passed over.
pub fn named(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if is_study(path) {
            return Err(Failure::usage(format!("'{}' is a study, not a folder of interviews", path.display())));
        }
        if path.is_dir() {
            let before = files.len();
            walk(path, &mut files)?;
            if files.len() == before {
                return Err(Failure::data(format!("the folder '{}' has no files", path.display())));
            }
        } else if is_pattern(path) && !path.exists() {
            let found = matching(path)?;
            if found.is_empty() {
                return Err(Failure::data(format!("no file matches '{}'", path.display())));
            }
            files.extend(found);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// Every file of a folder and the folders in it, by name; studies in it are passed over, and so are pipes and devices,
/// which may never end.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for path in entries(folder)? {
        match path.is_dir() {
            true if is_study(&path) => {}
            true => walk(&path, files)?,
            false if is_endless(&path) => {}
            false => files.push(path),
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failure = |error: &std::io::Error| Failure::io("read", folder, error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| failure(&error))? {
        let path = entry.map_err(|error| failure(&error))?.path();
        if !is_hidden(&name_of(&path)) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn is_endless(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir())
}

fn is_study(path: &Path) -> bool {
    path.join("study.toml").is_file()
}

/// Files that systems and word processors leave lying about are no interviews.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || matches!(name, "Thumbs.db" | "desktop.ini")
}

fn is_pattern(path: &Path) -> bool {
    name_of(path).contains(['*', '?'])
}

fn matching(pattern: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = pattern.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted: Vec<char> = name_of(pattern).chars().collect();
    let is_wanted = |path: &PathBuf| path.is_file() && matches(&wanted, &name_of(path).chars().collect::<Vec<_>>());
    Ok(entries(folder)?.into_iter().filter(is_wanted).collect())
}

fn matches(pattern: &[char], name: &[char]) -> bool {
    match pattern.split_first() {
        None => name.is_empty(),
        Some(('*', rest)) => (0..=name.len()).any(|taken| matches(rest, &name[taken..])),
        Some((sign, rest)) => {
            name.split_first().is_some_and(|(c, name)| (*sign == '?' || sign == c) && matches(rest, name))
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_signs_and_a_question_mark_for_one() {
        let fits = |pattern: &str, name: &str| {
            matches(&pattern.chars().collect::<Vec<_>>(), &name.chars().collect::<Vec<_>>())
        };
        assert!(fits("*.vtt", "a.b.vtt") && fits("P0?.txt", "P07.txt") && fits("*", ""));
        assert!(!fits("*.vtt", "a.vtt.txt") && !fits("P0?.txt", "P0.txt"));
    }
}
