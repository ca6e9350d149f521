//! Reading a description: liberal in form, bounded in size (R-10.2.1-3, JJ-22.11 E-32).

use crate::{
    Address, Line, Lines, MAX_BYTES, MAX_LINES, MAX_MEDIA, Media, Origin, SdpError,
    SessionDescription,
};

impl SessionDescription {
    /// Reads a description.
    ///
    /// Forgiven: LF or CR instead of CRLF, blanks after `=`, a missing `v=`, `s=` or `t=`, lines
    /// out of order, lines without `=`, octets that are not UTF-8 (replaced). Unknown lines and
    /// attributes are kept in their order.
    ///
    /// # Errors
    ///
    /// [`SdpError`] if a bound of this crate is passed, or if `v=`, `o=`, `c=` or `m=` cannot be
    /// understood.
    pub fn parse(bytes: &[u8]) -> Result<Self, SdpError> {
        if bytes.len() > MAX_BYTES {
            return Err(SdpError::TooLarge { bytes: bytes.len() });
        }
        let text = String::from_utf8_lossy(bytes);
        let (mut origin, mut name, mut session) = (None, None, Section::default());
        let mut media: Vec<(Media, Section)> = Vec::new();
        for (number, line) in lines(&text) {
            if number > MAX_LINES {
                return Err(SdpError::TooManyLines);
            }
            if line.contains('\0') {
                return Err(SdpError::Nul { line: number });
            }
            let Some((kind, value)) = split(line) else {
                continue;
            };
            let in_media = !media.is_empty();
            match kind {
                b'v' if !in_media && value != "0" => return Err(SdpError::Version),
                b'v' => {}
                b'o' if origin.is_none() && !in_media => {
                    let read = Origin::parse(value);
                    origin = Some(read.ok_or(SdpError::Origin { line: number })?);
                }
                b's' if name.is_none() && !in_media => name = Some(value),
                b'm' if media.len() == MAX_MEDIA => return Err(SdpError::TooManyMedia),
                b'm' => {
                    let section = Media::parse(value).map_err(|too_many| match too_many {
                        true => SdpError::TooManyFormats { line: number },
                        false => SdpError::Media { line: number },
                    })?;
                    media.push((section, Section::default()));
                }
                // These belong to the session; elsewhere or repeated they say nothing.
                b'o' | b's' => {}
                b't' | b'r' | b'z' | b'u' | b'e' | b'p' if in_media => {}
                _ => {
                    let section = media
                        .last_mut()
                        .map_or(&mut session, |(_, section)| section);
                    section
                        .push(kind, value)
                        .ok_or(SdpError::Connection { line: number })?;
                }
            }
        }
        if !session.lines.iter().any(|line| line.kind() == 't') {
            session.lines.push(Line::new(b't', "0 0"));
        }
        Ok(Self {
            origin: origin.ok_or(SdpError::MissingOrigin)?,
            name: name.filter(|name| !name.is_empty()).unwrap_or("-").into(),
            connection: session.connection,
            lines: session.lines.into_iter().collect(),
            media: media
                .into_iter()
                .map(|(media, section)| Media {
                    connection: section.connection,
                    lines: section.lines.into_iter().collect::<Lines>(),
                    ..media
                })
                .collect(),
        })
    }
}

/// The lines of one section while they are read.
#[derive(Default)]
struct Section {
    connection: Option<Address>,
    lines: Vec<Line>,
}

impl Section {
    /// Takes a line; `None` if it is a `c=` line that cannot be read.
    fn push(&mut self, kind: u8, value: &str) -> Option<()> {
        if kind == b'c' && self.connection.is_none() {
            self.connection = Some(Address::parse(value)?);
        } else {
            self.lines.push(Line::new(kind, value));
        }
        Some(())
    }
}

/// Lines with their numbers from 1. CRLF, LF and CR all end a line; empty ones are left out.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(['\n', '\r'])
        .filter(|line| !line.is_empty())
        .zip(1..)
        .map(|(line, n)| (n, line))
}

/// The letter and the value of a line.
fn split(line: &str) -> Option<(u8, &str)> {
    let (kind, value) = line.split_once('=')?;
    match kind.trim().as_bytes() {
        [kind] if kind.is_ascii_alphabetic() => Some((*kind, value.trim())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Direction, MAX_FORMATS};

    const OFFER: &str = "v=0\r\no=- 1 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n\
        m=audio 40000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n\
        a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\n";

    fn parse(text: &str) -> Result<SessionDescription, SdpError> {
        SessionDescription::parse(text.as_bytes())
    }

    /// R-10.2.1-2, R-10.2.1-3, R-13.1.3-1, R-13.1.3-2
    #[test]
    fn a_strict_description_is_read_and_written_back_octet_by_octet() {
        let read = parse(OFFER).unwrap();
        assert_eq!(read.to_string(), OFFER);
        let audio = read.audio().unwrap();
        assert_eq!(audio.payload_types().collect::<Vec<_>>(), [0, 8, 101]);
        assert_eq!(audio.rtpmap(101).unwrap().encoding, "telephone-event");
        assert_eq!(audio.fmtp(101), Some("0-15"));
        assert_eq!(audio.ptime(), Some(20));
        assert_eq!(
            read.rtp_address(audio).unwrap().to_string(),
            "192.0.2.1:40000"
        );
        assert_eq!(
            read.rtcp_address(audio).unwrap().to_string(),
            "192.0.2.1:40001"
        );
    }

    /// R-13.1.3-3; JJ-22.11 E-32
    #[test]
    fn sloppy_forms_are_read_as_the_strict_one() {
        let strict = parse(OFFER).unwrap();
        let rows = [
            OFFER.replace("\r\n", "\n"),
            OFFER.replace("\r\n", "\r"),
            OFFER.replace('=', "= "),
            OFFER.replace("s=-\r\n", ""),
            OFFER.replace("s=-", "s= "),
            OFFER.replace("t=0 0\r\n", ""),
            OFFER.replace("v=0\r\n", ""),
            OFFER.replace("t=0 0\r\n", "") + "t=0 0\r\n",
            OFFER.replace("s=-\r\n", "s=-\r\njunk\r\n\r\n=x\r\n"),
            OFFER.trim_end().to_owned(),
        ];
        for text in rows {
            assert_eq!(parse(&text).as_ref(), Ok(&strict), "{text}");
        }
    }

    /// R-13.1.3-3
    #[test]
    fn optional_and_unknown_lines_are_kept_and_put_in_order() {
        let read = parse(
            "v=0\na=tool:x\nb=AS:64\no=- 1 2 IN IP6 ::1\ns=call\nk=clear:k\np=1\ne=e@x\nu=http://x\n\
             i=info\nt=1 2\nr=7d 1h 0\nt=3 4\nz=0 0\nq=odd\nm=audio 4 RTP/AVP 0\na=x-new:1\n\
             k=prompt\nb=TIAS:1\nc=IN IP4 192.0.2.7\ni=title\na=y\nm=video 0 RTP/AVP\n",
        )
        .unwrap();
        assert_eq!(
            read.to_string(),
            "v=0\r\no=- 1 2 IN IP6 ::1\r\ns=call\r\ni=info\r\nu=http://x\r\ne=e@x\r\np=1\r\n\
             b=AS:64\r\nt=1 2\r\nr=7d 1h 0\r\nt=3 4\r\nz=0 0\r\nk=clear:k\r\na=tool:x\r\nq=odd\r\n\
             m=audio 4 RTP/AVP 0\r\ni=title\r\nc=IN IP4 192.0.2.7\r\nb=TIAS:1\r\nk=prompt\r\n\
             a=x-new:1\r\na=y\r\nm=video 0 RTP/AVP 0\r\n"
        );
    }

    #[test]
    fn errors_say_what_and_where() {
        let head = "v=0\no=- 1 2 IN IP4 192.0.2.1\n";
        let rows = [
            (String::new(), SdpError::MissingOrigin),
            ("hello".to_owned(), SdpError::MissingOrigin),
            ("v=1\n".to_owned(), SdpError::Version),
            (
                "v=0\no=- 1 IN IP4 192.0.2.1\n".to_owned(),
                SdpError::Origin { line: 2 },
            ),
            (
                format!("{head}c=IN IP4\n"),
                SdpError::Connection { line: 3 },
            ),
            (format!("{head}m=audio\n"), SdpError::Media { line: 3 }),
            (
                format!("{head}m=audio 65536 RTP/AVP 0\n"),
                SdpError::Media { line: 3 },
            ),
            (
                format!("{head}m=audio 4/x RTP/AVP 0\n"),
                SdpError::Media { line: 3 },
            ),
            (format!("{head}s=a\0b\n"), SdpError::Nul { line: 3 }),
            (
                format!("{head}m=audio 4 RTP/AVP{}\n", " 0".repeat(MAX_FORMATS + 1)),
                SdpError::TooManyFormats { line: 3 },
            ),
            (
                format!("{head}{}", "m=audio 4 RTP/AVP 0\n".repeat(MAX_MEDIA + 1)),
                SdpError::TooManyMedia,
            ),
            (
                format!("{head}{}", "a=x\n".repeat(MAX_LINES)),
                SdpError::TooManyLines,
            ),
            (
                " ".repeat(MAX_BYTES + 1),
                SdpError::TooLarge {
                    bytes: MAX_BYTES + 1,
                },
            ),
        ];
        for (text, error) in rows {
            assert_eq!(parse(&text), Err(error), "{text}");
        }
    }

    #[test]
    fn what_just_fits_the_bounds_is_read() {
        let head = "v=0\no=- 1 2 IN IP4 192.0.2.1\n";
        let formats = format!("{head}m=audio 4 RTP/AVP{}\n", " 0".repeat(MAX_FORMATS));
        assert_eq!(parse(&formats).unwrap().media[0].formats.len(), MAX_FORMATS);
        let media = format!("{head}{}", "m=audio 4 RTP/AVP 0\n".repeat(MAX_MEDIA));
        assert_eq!(parse(&media).unwrap().media.len(), MAX_MEDIA);
        assert!(parse(&format!("{head}{}", "a=x\n".repeat(MAX_LINES - 2))).is_ok());
    }

    #[test]
    fn direction_and_connection_are_inherited_from_the_session() {
        let rows = [
            ("", "", Direction::SendRecv),
            ("a=sendonly\n", "", Direction::SendOnly),
            ("a=sendonly\n", "a=recvonly\n", Direction::RecvOnly),
            ("", "a=inactive\n", Direction::Inactive),
            ("", "c=IN IP4 0.0.0.0\n", Direction::SendOnly),
            ("", "c=IN IP4 0.0.0.0\na=recvonly\n", Direction::Inactive),
        ];
        for (session, media, direction) in rows {
            let text = format!(
                "v=0\no=- 1 2 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n{session}\
                 m=audio 4 RTP/AVP 0\n{media}"
            );
            let read = parse(&text).unwrap();
            assert_eq!(read.direction_of(&read.media[0]), direction, "{text}");
        }
    }

    proptest! {
        #[test]
        fn random_octets_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = SessionDescription::parse(&bytes);
        }

        #[test]
        fn what_is_written_is_read_back_alike(
            lines in proptest::collection::vec(
                prop_oneof![
                    Just("v=0".to_owned()),
                    Just("o=- 1 2 IN IP4 192.0.2.1".to_owned()),
                    Just("m=audio 4000 RTP/AVP 0 8".to_owned()),
                    "[a-zA-Z]= ?\\PC{0,24}",
                    "m=[a-z]{1,5} [0-9]{1,4}(/[0-9])? [A-Z/]{1,7}( [0-9a-z*]{1,4}){0,4}",
                    "c=IN IP[46] [0-9a-f.:]{1,12}",
                    "a=(rtpmap|fmtp|ptime|rtcp): ?[0-9]{1,3} ?[A-Za-z0-9/]{0,12}",
                ],
                0..24,
            ),
        ) {
            let text = format!("o=- 1 2 IN IP4 192.0.2.1\n{}", lines.join("\n"));
            if let Ok(read) = SessionDescription::parse(text.as_bytes()) {
                let written = read.to_string();
                let again = SessionDescription::parse(written.as_bytes());
                prop_assert_eq!(again.as_ref(), Ok(&read));
                prop_assert_eq!(again.unwrap().to_string(), written);
                for media in &read.media {
                    let _ = (read.rtp_address(media), read.rtcp_address(media), media.ptime());
                    let _ = (media.maps().count(), read.direction_of(media));
                }
            }
        }
    }
}
