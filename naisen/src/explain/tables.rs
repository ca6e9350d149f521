//! The tables that translate between status codes and causes, in the order in which they are shown.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use naisen_cause::Translation;

/// The tables; the one that was chosen comes first.
pub(super) struct Tables {
    own: Option<Translation>,
    chosen: &'static str,
}

/// The table that is first if none is chosen.
const DEFAULT: &str = "rfc3398";

impl Tables {
    /// With the table of this name first, or with that of a file.
    pub(super) fn choose(choice: Option<&str>) -> anyhow::Result<Self> {
        let Some(choice) = choice else {
            return Ok(Self {
                own: None,
                chosen: DEFAULT,
            });
        };
        if let Some(table) = Translation::builtin(&choice.to_ascii_lowercase()) {
            return Ok(Self {
                own: None,
                chosen: table.name(),
            });
        }
        let names: Vec<&str> = Translation::builtins()
            .iter()
            .map(Translation::name)
            .collect();
        let path = Path::new(choice);
        if !path.is_file() {
            bail!(
                "there is no table `{choice}`: give {} or a file",
                names.join(", ")
            );
        }
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read the table {choice}"))?;
        let own = Translation::parse(&text).with_context(|| format!("the table {choice}"))?;
        Ok(Self {
            own: Some(own),
            chosen: DEFAULT,
        })
    }

    /// All of them, the chosen one first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Translation> {
        let builtins = Translation::builtins();
        let chosen = builtins.iter().filter(|it| it.name() == self.chosen);
        let others = builtins.iter().filter(|it| it.name() != self.chosen);
        self.own.iter().chain(chosen).chain(others)
    }

    /// The chosen one.
    pub(super) fn first(&self) -> &Translation {
        self.iter().next().expect("some are built in")
    }
}
