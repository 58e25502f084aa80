use std::fs;
use std::path::Path;

use qualkit_text::{canonicalize, decode};

use crate::failure::Failure;
use crate::print::say;

/// The bytes of a file that the person named.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.is_dir() {
        let folder = path.display();
        return Err(Failure::usage(format!("'{folder}' is a folder, expected a file"))
            .hint(format!("{folder}/* names its files")));
    }
    fs::read(path).map_err(|error| Failure::io("read", path, &error))
}

/// The text of a table that the person named, whatever its encoding.
pub fn text(path: &Path) -> Result<String, Failure> {
    let bytes = bytes(path)?;
    let decoded = decode(&bytes).map_err(|error| Failure::in_file(path, error))?;
    if decoded.unreadable > 0 {
        let problem = format!("{} characters cannot be read as {}", decoded.unreadable, decoded.encoding);
        return Err(Failure::in_file(path, problem).hint("save the file as UTF-8"));
    }
    if decoded.guessed && !decoded.text.is_ascii() {
        say(format!("{}: read as {}, guessed from its letters", path.display(), decoded.encoding));
    }
    Ok(canonicalize(&decoded.text).0.into_owned())
}

/// Writes a file that the person named; one that is there stays unless `force`.
pub fn write(path: &Path, content: impl AsRef<[u8]>, force: bool) -> Result<(), Failure> {
    if path.exists() && !force {
        return Err(Failure::data(format!("'{}' is there already", path.display())).hint("--force overwrites it"));
    }
    fs::write(path, content).map_err(|error| Failure::io("write", path, &error))
}

/// Writes files into a folder: all are written beside their places first, so that a full disk leaves
/// what was there.
pub fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    let staging = folder.join(".qualkit-new");
    let staged = || {
        for (name, bytes) in files {
            let path = staging.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&staging))
                .map_err(|error| Failure::io("write", &path, &error))?;
            fs::write(&path, bytes).map_err(|error| Failure::io("write", &folder.join(name), &error))?;
        }
        for (name, _) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(|error| Failure::io("write", &path, &error))?;
            fs::rename(staging.join(name), &path).map_err(|error| Failure::io("write", &path, &error))?;
        }
        Ok(())
    };
    let written = staged();
    // Whatever is left in the staging folder is only a copy.
    let _ = fs::remove_dir_all(&staging);
    written
}
