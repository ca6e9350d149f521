//! How well a fact of the catalogue is known.

use std::fmt;

use crate::Text;

/// How well a name, a format or a translation is known. The documents of ITU-T are not all open to
/// read, and what came by another way says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Read in the document or the program that it is taken from.
    Read,
    /// Read in a document or a program that cites the source.
    SecondHand,
    /// From memory, and not verified.
    Recalled,
}

impl Standing {
    /// All of them, the best first.
    pub const ALL: [Standing; 3] = [Standing::Read, Standing::SecondHand, Standing::Recalled];

    /// The word for it where a program reads.
    pub const fn as_str(self) -> &'static str {
        match self {
            Standing::Read => "read",
            Standing::SecondHand => "second-hand",
            Standing::Recalled => "recalled",
        }
    }

    /// The standing of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == word)
    }

    /// The words for it where a person reads.
    pub const fn name(self) -> Text {
        match self {
            Standing::Read => Text {
                en: "read in the source",
                ja: "原典で確認済み",
                nl: "in de bron nagelezen",
                zh: "已查證原始文件",
            },
            Standing::SecondHand => Text {
                en: "second-hand",
                ja: "二次資料による",
                nl: "uit de tweede hand",
                zh: "第二手資料",
            },
            Standing::Recalled => Text {
                en: "from memory, unverified",
                ja: "記憶による（未確認）",
                nl: "uit het hoofd, niet gecontroleerd",
                zh: "憑記憶，未經查證",
            },
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
