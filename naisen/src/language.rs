//! The language in which the user is spoken to.

use std::env;

use naisen_cause::Language;

/// Reads the value of `--lang`.
pub(crate) fn parse(tag: &str) -> Result<Language, String> {
    Language::parse(tag).ok_or_else(|| format!("`{tag}` is none of en, ja, nl, zh"))
}

/// The language of the locale, by the variables of POSIX in their order; English if it is none of
/// the four.
pub(crate) fn of_locale() -> Language {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))
        .and_then(|locale| Language::parse(&locale))
        .unwrap_or_default()
}
