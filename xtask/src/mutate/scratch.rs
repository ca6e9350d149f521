//! The copy of the workspace that is broken on purpose.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// What of the workspace the clause trees need.
const COPIED: [&str; 8] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "core",
    "edge",
    "naisen",
    "naisen.example.toml",
    "xtask",
];

/// A copy of the sources with a target folder of its own, both kept from run to run.
pub(crate) struct Scratch {
    root: PathBuf,
    target: PathBuf,
}

impl Scratch {
    /// Brings the copy up to date. A file that has not changed is left alone, so that cargo does not
    /// build it anew.
    ///
    /// # Errors
    ///
    /// When a file cannot be copied.
    pub(crate) fn of(workspace: &Path) -> Result<Self> {
        let folder = workspace.join("target/mutate");
        let scratch = Self {
            root: folder.join("workspace"),
            target: folder.join("target"),
        };
        for name in COPIED {
            follow(&workspace.join(name), &scratch.root.join(name))?;
        }
        Ok(scratch)
    }

    /// The text of a file of the copy.
    pub(crate) fn text(&self, file: &str) -> Result<String> {
        fs::read_to_string(self.root.join(file)).with_context(|| format!("{file} cannot be read"))
    }

    /// Puts a text in place of a file of the copy.
    pub(crate) fn put(&self, file: &str, text: &str) -> Result<()> {
        fs::write(self.root.join(file), text).with_context(|| format!("{file} cannot be written"))
    }

    /// Cargo in the copy. What it builds is only run, so it has no debug information.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = Command::new("cargo");
        cargo
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_PROFILE_DEV_DEBUG", "false");
        cargo
    }

    /// Where tests of a crate of the copy are run.
    pub(crate) fn folder(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }
}

/// Makes `copy` what `original` is: what differs is written, what is gone is removed.
fn follow(original: &Path, copy: &Path) -> Result<()> {
    let what = || format!("{} cannot be copied", original.display());
    if original.is_dir() {
        fs::create_dir_all(copy).with_context(what)?;
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(original).with_context(what)? {
            let name = entry.with_context(what)?.file_name();
            follow(&original.join(&name), &copy.join(&name))?;
            names.insert(name);
        }
        for entry in fs::read_dir(copy).with_context(what)? {
            let entry = entry.with_context(what)?;
            if !names.contains(&entry.file_name()) {
                remove(&entry.path()).with_context(what)?;
            }
        }
    } else if original.is_file() {
        let bytes = fs::read(original).with_context(what)?;
        if fs::read(copy).ok().as_ref() != Some(&bytes) {
            fs::write(copy, bytes).with_context(what)?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> std::io::Result<()> {
    if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_follows_the_sources_and_leaves_alone_what_has_not_changed() {
        let folder = std::env::temp_dir().join(format!("naisen-mutate-{}", std::process::id()));
        let (original, copy) = (folder.join("original"), folder.join("copy"));
        fs::create_dir_all(original.join("core")).unwrap();
        fs::write(original.join("core/a.rs"), "a").unwrap();
        fs::write(original.join("core/b.rs"), "b").unwrap();
        follow(&original, &copy).unwrap();
        let written = |name: &str| {
            let data = fs::metadata(copy.join(name)).unwrap();
            data.modified().unwrap()
        };
        let before = written("core/a.rs");
        fs::write(copy.join("core/b.rs"), "broken").unwrap();
        fs::write(copy.join("core/c.rs"), "left over").unwrap();
        follow(&original, &copy).unwrap();
        assert_eq!(written("core/a.rs"), before);
        assert_eq!(fs::read_to_string(copy.join("core/b.rs")).unwrap(), "b");
        assert!(!copy.join("core/c.rs").exists());
        fs::remove_dir_all(folder).unwrap();
    }
}
