//! A text in every language.

use crate::Language;

/// A text in each of the four languages. None can be left out: there is no default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Japanese.
    pub ja: &'static str,
    /// Dutch.
    pub nl: &'static str,
    /// Chinese in traditional characters.
    pub zh: &'static str,
}

impl Text {
    /// The text in `language`.
    pub const fn in_language(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Ja => self.ja,
            Language::Nl => self.nl,
            Language::Zh => self.zh,
        }
    }
}
