//! Writing a description, strictly: CRLF, RFC 8866 §9 order, no control characters (R-10.2.1-2).

use std::fmt;
use std::io::Write;

use crate::{Address, Line, Media, SessionDescription};

impl SessionDescription {
    /// Appends the description to `out`.
    pub fn write_into(&self, out: &mut Vec<u8>) {
        write!(out, "{self}").expect("writing to a vector cannot fail");
    }

    /// The description in a vector of its own.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(512);
        self.write_into(&mut out);
        out
    }
}

impl fmt::Display for SessionDescription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        line(f, 'v', "0")?;
        line(f, 'o', &self.origin)?;
        line(f, 's', &self.name)?;
        let (before, after) = self.lines.around_connection();
        section(f, before, self.connection.as_ref(), after)?;
        self.media.iter().try_for_each(|media| write!(f, "{media}"))
    }
}

impl fmt::Display for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            port,
            port_count,
            protocol,
            formats,
            ..
        } = self;
        write!(Clean(f), "m={kind} {port}")?;
        if *port_count != 1 {
            write!(f, "/{port_count}")?;
        }
        write!(Clean(f), " {protocol}")?;
        for format in formats {
            write!(Clean(f), " {format}")?;
        }
        f.write_str("\r\n")?;
        let (before, after) = self.lines.around_connection();
        section(f, before, self.connection.as_ref(), after)
    }
}

fn section(
    f: &mut fmt::Formatter<'_>,
    before: &[Line],
    connection: Option<&Address>,
    after: &[Line],
) -> fmt::Result {
    before
        .iter()
        .try_for_each(|l| line(f, l.kind(), l.value()))?;
    if let Some(connection) = connection {
        line(f, 'c', connection)?;
    }
    after.iter().try_for_each(|l| line(f, l.kind(), l.value()))
}

fn line(f: &mut fmt::Formatter<'_>, kind: char, value: impl fmt::Display) -> fmt::Result {
    write!(Clean(f), "{kind}={value}")?;
    f.write_str("\r\n")
}

/// Writes with line ends and NUL turned into blanks, so that no value can smuggle a line.
struct Clean<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl Clean<'_, '_> {
    fn write_fmt(&mut self, arguments: fmt::Arguments<'_>) -> fmt::Result {
        fmt::Write::write_fmt(self, arguments)
    }
}

impl fmt::Write for Clean<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut first = true;
        for piece in text.split(['\r', '\n', '\0']) {
            if !std::mem::take(&mut first) {
                self.0.write_str(" ")?;
            }
            self.0.write_str(piece)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Line, Media, Origin, SessionDescription};

    #[test]
    fn no_value_smuggles_a_line() {
        let mut media = Media::audio(4);
        media.formats.push(crate::Format::Payload(0));
        media
            .lines
            .push(Line::attribute("x\r\nm=video 5 RTP/AVP 1"));
        let description = SessionDescription {
            origin: Origin::blank([192, 0, 2, 1].into()),
            name: "a\nb".into(),
            connection: None,
            lines: crate::Lines::default(),
            media: vec![media],
        };
        assert_eq!(
            description.to_string(),
            "v=0\r\no=- 0 0 IN IP4 192.0.2.1\r\ns=a b\r\nm=audio 4 RTP/AVP 0\r\n\
             a=x  m=video 5 RTP/AVP 1\r\n"
        );
        assert_eq!(description.to_bytes(), description.to_string().as_bytes());
    }
}
