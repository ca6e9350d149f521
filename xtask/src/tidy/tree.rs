//! Every text file of the project, read once.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Entries that hold no source: what git keeps, what cargo builds, what a trial run leaves.
const NOT_SOURCE: [&str; 4] = [".git", "target", "naisen-data", "__pycache__"];

/// The rules' own files, which must name in their tests what they forbid.
const RULES: [&str; 2] = ["xtask/src/tidy/", "xtask/src/conformance/"];

/// The files of the project.
#[derive(Debug)]
pub(crate) struct Tree {
    /// Sorted by path.
    pub(crate) files: Vec<SourceFile>,
}

/// One file of the project.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// Relative to the root, with `/` between the parts.
    pub(crate) path: String,
    /// The whole text; empty for a file that is not UTF-8.
    pub(crate) text: String,
}

impl Tree {
    /// Reads every file below `root`.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        let mut folders = vec![root.to_path_buf()];
        while let Some(folder) = folders.pop() {
            let entries = fs::read_dir(&folder)
                .with_context(|| format!("{} cannot be listed", folder.display()))?;
            for entry in entries {
                let entry = entry?;
                let kind = entry.file_type()?;
                // In a linked checkout `.git` is a file.
                if NOT_SOURCE.iter().any(|name| entry.file_name() == *name) {
                    continue;
                }
                if kind.is_dir() {
                    folders.push(entry.path());
                } else if kind.is_file() {
                    let path = entry.path();
                    let bytes = fs::read(&path)
                        .with_context(|| format!("{} cannot be read", path.display()))?;
                    let relative = path.strip_prefix(root).expect("walked down from the root");
                    files.push(SourceFile {
                        path: relative.to_string_lossy().replace('\\', "/"),
                        text: String::from_utf8(bytes).unwrap_or_default(),
                    });
                }
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files })
    }

    /// The files whose name ends in one of `endings`, without the rules' own.
    pub(crate) fn ending_in(&self, endings: &[&str]) -> impl Iterator<Item = &SourceFile> {
        self.judged()
            .filter(move |file| endings.iter().any(|ending| file.path.ends_with(ending)))
    }

    /// Every file but the rules' own.
    pub(crate) fn judged(&self) -> impl Iterator<Item = &SourceFile> {
        self.files
            .iter()
            .filter(|file| !RULES.iter().any(|rules| file.path.starts_with(rules)))
    }

    /// Whether a file or a folder stands at `path`.
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files.iter().any(|file| {
            file.path
                .strip_prefix(path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Whether any file has this name, in whatever folder.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.files.iter().any(|file| file.name() == name)
    }

    /// A tree made up for a test.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files = files
            .iter()
            .map(|(path, text)| SourceFile {
                path: (*path).into(),
                text: (*text).into(),
            })
            .collect();
        Self { files }
    }
}

impl SourceFile {
    /// The last part of the path.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The lines, counted from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_exists_when_a_file_stands_in_it() {
        let tree = Tree::of(&[("core/sip/src/lib.rs", "")]);
        assert!(tree.has("core/sip/src/lib.rs"));
        assert!(tree.has("core/sip/"));
        assert!(!tree.has("core/si"));
        assert!(!tree.has("core/sip/src/lib.rs/x"));
    }

    #[test]
    fn the_rules_own_files_are_not_judged_by_content() {
        let tree = Tree::of(&[("xtask/src/tidy/names.rs", ""), ("xtask/src/main.rs", "")]);
        let judged: Vec<_> = tree
            .ending_in(&[".rs"])
            .map(|file| file.path.as_str())
            .collect();
        assert_eq!(judged, ["xtask/src/main.rs"]);
    }
}
