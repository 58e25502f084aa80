//! Writes a generated study:
//! `cargo run --release -p qualkit-testkit --example generate -- FOLDER [TRANSCRIPTS] [CODINGS]`.

use std::path::PathBuf;

use qualkit_testkit::{Size, generate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let folder: PathBuf = words.next().ok_or("name the folder to write")?.into();
    let transcripts = words.next().map_or(Ok(1000), |count| count.parse())?;
    // Ten thousand words in each interview, coded by two coders.
    let codings = words.next().map_or(Ok(320), |count| count.parse())?;
    generate(&folder, Size { transcripts, words: 10_000, codings, coders: 2, codes: 60 }, 1)?;
    Ok(())
}
