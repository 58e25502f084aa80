#![allow(clippy::all, missing_docs, clippy::disallowed_methods)]
use qualkit_ingest::*;
use qualkit_transcript::TranscriptId;
fn main() {
    let full = std::env::args().any(|a| a == "--full");
    for path in std::env::args().skip(1).filter(|a| a != "--full") {
        let name = path.rsplit('/').next().unwrap();
        let id = TranscriptId::from(qualkit_table::Id::of_file(name.rsplit_once('.').unwrap().0).unwrap());
        let bytes = std::fs::read(&path).unwrap();
        match read(id, name, &bytes, &Options::default()) {
            Ok(r) => {
                let d = r.transcript.details();
                println!(
                    "== {name}: {} ({}) turns {} guessed {} title {:?} rec {:?} lang {:?} enc {}",
                    r.format,
                    r.why,
                    r.transcript.turns().len(),
                    r.guessed_roles,
                    d.title,
                    d.recorded,
                    d.language,
                    d.source.encoding
                );
                for s in &d.speakers {
                    println!(
                        "   {:?} {} {:?} {}",
                        s.label,
                        s.role,
                        s.case.as_ref().map(|c| c.as_str()),
                        r.transcript.turns().iter().filter(|t| d.speakers[t.speaker].label == s.label).count()
                    );
                }
                println!(
                    "   header {:?}",
                    d.header.iter().map(|h| h.chars().take(60).collect::<String>()).collect::<Vec<_>>()
                );
                for n in &r.notes {
                    println!("   ! {n}");
                }
                if full {
                    println!("{}", r.transcript.text().as_str());
                }
            }
            Err(e) => println!("== {name}: ERROR {e}"),
        }
    }
}
