//! Which codecs are offered and chosen, at a phone and on a service line of the exchange (JJ-22.11 §10.2.1).

use naisen_media::Law;
use naisen_sdp::CodecOrder;

use super::error::ConfigError;
use super::section::Section;

/// What an exchange may prescribe about audio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Audio {
    /// The codecs, the preferred first (R-10.1-3, R-10.2.1-14).
    pub(crate) codecs: Vec<Law>,
    /// The most codecs in an offer; `None` for all (R-10.2.1-16).
    pub(crate) max_codecs: Option<usize>,
    /// `a=ptime` in milliseconds; `None` to leave it out (R-10.2.1-18).
    pub(crate) packet_time_ms: Option<u16>,
    /// Whose order decides in answers (R-10.2.1-21).
    pub(crate) answer_order: CodecOrder,
    /// Whether a 488 has a Warning (R-10.2.1-13).
    pub(crate) warns_in_488: bool,
    /// Whether a 488 lists the codecs in its body (JJ-22.11 E-17).
    pub(crate) lists_codecs_in_488: bool,
}

impl Audio {
    /// Reads these keys of a section; what it does not say stays as it is in `usual`.
    pub(crate) fn read(section: &mut Section<'_, '_>, usual: &Self) -> Result<Self, ConfigError> {
        let choices = [("PCMU", Law::Mu), ("PCMA", Law::A)];
        let codecs = section.choices("codecs", &usual.codecs, &choices)?;
        let most = usual.max_codecs.and_then(|most| u32::try_from(most).ok());
        let most = section.integer("max_codecs", most.unwrap_or(0), 0..=16, "codecs")?;
        let time = u32::from(usual.packet_time_ms.unwrap_or(0));
        let time = section.integer("packet_time_ms", time, 0..=200, "milliseconds")?;
        let orders = [("offerer", CodecOrder::Offerer), ("own", CodecOrder::Own)];
        Ok(Self {
            codecs,
            max_codecs: (most > 0).then_some(most as usize),
            packet_time_ms: u16::try_from(time).ok().filter(|time| *time > 0),
            answer_order: section.choice("answer_order", usual.answer_order, &orders)?,
            warns_in_488: section.boolean("warn_in_488", usual.warns_in_488)?,
            lists_codecs_in_488: section
                .boolean("list_codecs_in_488", usual.lists_codecs_in_488)?,
        })
    }
}

impl Default for Audio {
    /// As [`naisen_sdp::Capabilities`] has it, with the Warning and without the list.
    fn default() -> Self {
        Self {
            codecs: vec![Law::Mu, Law::A],
            max_codecs: None,
            packet_time_ms: Some(naisen_sdp::DEFAULT_PACKET_TIME_MS),
            answer_order: CodecOrder::default(),
            warns_in_488: true,
            lists_codecs_in_488: false,
        }
    }
}
