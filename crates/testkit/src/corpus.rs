use std::path::PathBuf;

/// A folder of real files that lies beside the repository, `../shared/NAME`; `None`, and a line that
/// says so, where it does not.
pub fn corpus(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("../shared/{name} is absent: the test on real files has nothing to read");
    None
}
