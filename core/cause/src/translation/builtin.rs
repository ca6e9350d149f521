//! The tables that come with the program.

use std::sync::LazyLock;

use super::Translation;

/// Names and texts, the default first.
const TEXTS: [(&str, &str); 6] = [
    ("rfc3398", include_str!("../../mappings/rfc3398.csv")),
    ("rfc4497", include_str!("../../mappings/rfc4497.csv")),
    ("q1912.5", include_str!("../../mappings/q1912.5.csv")),
    ("asterisk", include_str!("../../mappings/asterisk.csv")),
    ("freeswitch", include_str!("../../mappings/freeswitch.csv")),
    ("jj-22.02", include_str!("../../mappings/jj-22.02.csv")),
];

static TABLES: LazyLock<Vec<Translation>> = LazyLock::new(|| {
    TEXTS
        .iter()
        .map(|(_, text)| Translation::parse(text).expect("a test reads every table of the program"))
        .collect()
});

impl Translation {
    /// The names of the tables that come with the program, the default first.
    pub const NAMES: [&'static str; TEXTS.len()] = {
        let mut names = [""; TEXTS.len()];
        let mut at = 0;
        while at < TEXTS.len() {
            names[at] = TEXTS[at].0;
            at += 1;
        }
        names
    };

    /// The table of this name that comes with the program.
    pub fn builtin(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name() == name)
    }

    /// The table that is taken where none is named: that of RFC 3398.
    pub fn standard() -> &'static Self {
        TABLES.first().expect("the program comes with tables")
    }

    /// All tables that come with the program, the default first.
    pub fn builtins() -> &'static [Self] {
        &TABLES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read_and_has_its_name() {
        for (name, text) in TEXTS {
            let table = Translation::parse(text).expect(name);
            assert_eq!(table.name(), name);
            assert_eq!(Translation::builtin(name), Some(&table));
            assert!(table.rows() > 0 || !table.gaps().is_empty(), "{name}");
        }
        assert_eq!(Translation::builtins().len(), Translation::NAMES.len());
        assert_eq!(Translation::standard().name(), "rfc3398");
        assert_eq!(Translation::builtin("none"), None);
    }
}
