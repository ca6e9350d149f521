//! A session description as a value.

use std::net::SocketAddr;

use crate::{Address, Direction, Lines, Media, Origin};

/// A session description (RFC 8866). Owned; read with [`SessionDescription::parse`], written with
/// [`SessionDescription::write_into`] or by its `Display`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionDescription {
    /// `o=`.
    pub origin: Origin,
    /// `s=`.
    pub name: Box<str>,
    /// `c=` of the session, the default of its streams.
    pub connection: Option<Address>,
    /// All other lines of the session, `t=` among them.
    pub lines: Lines,
    /// The streams.
    pub media: Vec<Media>,
}

impl SessionDescription {
    /// The connection that holds for a stream: its own, else the session's.
    pub fn connection_of<'a>(&'a self, media: &'a Media) -> Option<&'a Address> {
        media.connection.as_ref().or(self.connection.as_ref())
    }

    /// The direction that holds for a stream: its own, else the session's, else sendrecv. A stream
    /// with the address 0.0.0.0 receives nothing, whatever it says (RFC 3264 §8.4).
    pub fn direction_of(&self, media: &Media) -> Direction {
        let direction = media
            .own_direction()
            .or_else(|| {
                self.lines
                    .attributes()
                    .find_map(|a| Direction::parse(a.name))
            })
            .unwrap_or_default();
        if self
            .connection_of(media)
            .is_some_and(Address::is_unspecified)
        {
            direction.and(Direction::SendOnly)
        } else {
            direction
        }
    }

    /// Where RTP for a stream goes; `None` if it has no port or no usable address.
    pub fn rtp_address(&self, media: &Media) -> Option<SocketAddr> {
        let ip = self
            .connection_of(media)?
            .ip()
            .filter(|ip| !ip.is_unspecified())?;
        (media.port != 0).then(|| SocketAddr::new(ip, media.port))
    }

    /// Where RTCP for a stream goes: `a=rtcp`, else the port above RTP (R-10.2.1-10).
    pub fn rtcp_address(&self, media: &Media) -> Option<SocketAddr> {
        let rtp = self.rtp_address(media)?;
        match media.rtcp() {
            Some(rtcp) => Some(rtcp.with_media(rtp.ip())),
            None => Some(SocketAddr::new(rtp.ip(), rtp.port().checked_add(1)?)),
        }
    }

    /// Index of the first audio stream over plain RTP that has a port.
    pub fn audio_index(&self) -> Option<usize> {
        self.media.iter().position(Media::is_usable_audio)
    }

    /// The first audio stream over plain RTP that has a port.
    pub fn audio(&self) -> Option<&Media> {
        self.media.get(self.audio_index()?)
    }

    /// Sets the direction of the first usable audio stream, e.g. to hold and to resume.
    pub fn set_audio_direction(&mut self, direction: Direction) {
        if let Some(index) = self.audio_index()
            && let Some(media) = self.media.get_mut(index)
        {
            media.set_direction(direction);
        }
    }

    /// Whether both say the same of the media: everything but `o=` and `s=`.
    pub fn same_media(&self, other: &SessionDescription) -> bool {
        self.connection == other.connection
            && self.lines == other.lines
            && self.media == other.media
    }
}
