//! The 488 to an offer that cannot be answered (R-10.2.1-12, R-10.2.1-27, R-10.2.2-4).

use naisen_agent::Explanation;
use naisen_sdp::supported;

use crate::Config;

/// 304, though RFC 3261 §20.43 has 305 for formats (JJ-22.11 E-17).
const WARNING: &[u8] = b"Warning: 304 naisen \"Offer not acceptable\"\r\n";

/// What a 488 says beside its status, by the settings (R-10.2.1-13).
#[derive(Debug)]
pub(crate) struct Unacceptable {
    lines: &'static [u8],
    sdp: Option<Vec<u8>>,
}

impl Unacceptable {
    pub(crate) fn new(config: &Config) -> Self {
        let media = &config.media;
        let described = || supported(&config.capabilities(), media.address).to_bytes();
        Self {
            lines: if media.warns_in_488 { WARNING } else { b"" },
            sdp: media.lists_codecs_in_488.then(described),
        }
    }

    pub(crate) fn explanation(&self) -> Explanation<'_> {
        Explanation {
            lines: self.lines,
            sdp: self.sdp.as_deref(),
        }
    }
}
