//! The languages that explanations are written in.

use std::fmt;

/// A language of the explanations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
    /// Dutch.
    Nl,
    /// Chinese in traditional characters, as written in Taiwan.
    Zh,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 4] = [Language::En, Language::Ja, Language::Nl, Language::Zh];

    /// The two letters of ISO 639-1.
    pub const fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ja => "ja",
            Language::Nl => "nl",
            Language::Zh => "zh",
        }
    }

    /// The language that a language tag or a POSIX locale names: `ja`, `nl-BE`, `zh_TW.UTF-8`.
    /// Case does not matter. `None` if it is none of the four.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| primary.eq_ignore_ascii_case(language.code()))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_locales_name_a_language() {
        for (tag, language) in [
            ("en", Some(Language::En)),
            ("JA", Some(Language::Ja)),
            ("nl-BE", Some(Language::Nl)),
            ("zh_TW.UTF-8", Some(Language::Zh)),
            ("zh-Hant", Some(Language::Zh)),
            ("C", None),
            ("POSIX", None),
            ("nld", None),
            ("", None),
        ] {
            assert_eq!(Language::parse(tag), language, "{tag}");
        }
    }
}
