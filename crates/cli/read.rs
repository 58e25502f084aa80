use std::fs;
use std::path::Path;

use qualkit_text::{canonicalize, decode};

use crate::failure::Failure;

/// The bytes of a file that the person named.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.is_dir() {
        return Err(Failure::usage(format!("'{}' is a folder, expected a file", path.display())));
    }
    fs::read(path).map_err(|error| Failure::io("read", path, &error))
}

/// The text of a table that the person named, whatever its encoding.
pub fn text(path: &Path) -> Result<String, Failure> {
    let decoded = decode(&bytes(path)?).map_err(|error| Failure::in_file(path, error))?;
    if decoded.unreadable > 0 {
        let problem = format!("{} characters cannot be read as {}", decoded.unreadable, decoded.encoding);
        return Err(Failure::in_file(path, problem).hint("save the file as UTF-8"));
    }
    Ok(canonicalize(&decoded.text).0.into_owned())
}

/// Writes a file that the person named; one that is there stays unless `force`.
pub fn write(path: &Path, content: &str, force: bool) -> Result<(), Failure> {
    if path.exists() && !force {
        return Err(Failure::data(format!("'{}' is there already", path.display())).hint("--force overwrites it"));
    }
    fs::write(path, content).map_err(|error| Failure::io("write", path, &error))
}
