use qualkit_codebook::Codebook;

/// A codebook that comes with the program.
pub struct Shipped {
    pub name: &'static str,
    table: &'static str,
    readme: &'static str,
}

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        &[$(Shipped {
            name: $name,
            table: include_str!(concat!("../../codebooks/", $name, "/codebook.csv")),
            readme: include_str!(concat!("../../codebooks/", $name, "/README.md")),
        }),*]
    };
}

/// The codebooks of the folder `codebooks/`.
pub const SHIPPED: &[Shipped] = shipped![
    "cfir-2022",
    "i-help",
    "mlp-activities",
    "mlp-champion",
    "mlp-evaluation",
    "mlp-partnership",
    "pdsa",
    "special-populations",
];

impl Shipped {
    /// The shipped codebook with a name.
    pub fn named(name: &str) -> Option<&'static Shipped> {
        SHIPPED.iter().find(|shipped| shipped.name == name)
    }

    pub fn codebook(&self) -> Codebook {
        self.codebook_after(&Codebook::default())
    }

    /// The codebook, with the columns of `before` that it does not have.
    pub fn codebook_after(&self, before: &Codebook) -> Codebook {
        Codebook::read_after(before, self.table).expect("a shipped codebook is sound; a test reads them all").0
    }

    /// The title: the first heading of its README.
    pub fn title(&self) -> &'static str {
        self.readme.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_codebook_is_sound_and_complete() {
        for shipped in SHIPPED {
            let (codebook, notices) = Codebook::read(shipped.table).unwrap();
            assert!(notices.is_empty(), "{}: {notices:?}", shipped.name);
            let lint: Vec<String> = codebook.lint().iter().map(ToString::to_string).collect();
            assert!(lint.is_empty(), "{}: {lint:#?}", shipped.name);
            assert_eq!(codebook.write(), shipped.table, "{} is written as we write tables", shipped.name);
            assert!(shipped.readme.contains(&format!("qualkit codebook import my-study {}", shipped.name)));
        }
    }

    #[test]
    fn every_folder_of_codebooks_is_shipped() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/codebooks");
        for entry in std::fs::read_dir(folder).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
            let name = entry.file_name().into_string().unwrap();
            assert!(Shipped::named(&name).is_some(), "{name} is not in the list of shipped codebooks");
        }
    }
}
