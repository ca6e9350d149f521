//! What a description changes against an earlier one, apart from `o=` and `s=`.

use smallvec::SmallVec;

use crate::answer::is_direction;
use crate::{Address, Format, Line, Media, RtpMap, SessionDescription};

/// How the format list of the audio has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Formats {
    /// The same formats, in whatever order.
    Same,
    /// Some have gone, none has come.
    Fewer,
    /// One has come, or one number now stands for something else.
    Other,
}

/// The differences that matter to media, taken at the first usable audio stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Address or port of RTP or RTCP.
    pub(crate) address: bool,
    pub(crate) direction: bool,
    pub(crate) formats: Formats,
    /// Anything else: packet time, parameters, other streams, session lines.
    pub(crate) other: bool,
}

impl Difference {
    pub(crate) fn between(old: &SessionDescription, new: &SessionDescription) -> Self {
        let (Some(i), Some(j)) = (old.audio_index(), new.audio_index()) else {
            let same = old.same_media(new);
            return Self {
                address: old.audio().is_some() != new.audio().is_some(),
                direction: false,
                formats: Formats::Same,
                other: !same,
            };
        };
        let (a, b) = (&old.media[i], &new.media[j]);
        Self {
            // 0.0.0.0 is a direction, not a new address.
            address: a.port != b.port
                || (old.rtcp_address(a) != new.rtcp_address(b) && !on_hold(old, a, new, b)),
            direction: old.direction_of(a) != new.direction_of(b),
            formats: compare_formats(a, b),
            other: i != j
                || !same_attributes(a, b)
                || session_attributes(old).ne(session_attributes(new))
                || !same_elsewhere(&old.media, i, &new.media, j),
        }
    }
}

/// Whether one of the two streams holds with the address 0.0.0.0.
fn on_hold(old: &SessionDescription, a: &Media, new: &SessionDescription, b: &Media) -> bool {
    [old.connection_of(a), new.connection_of(b)]
        .into_iter()
        .any(|connection| connection.is_some_and(Address::is_unspecified))
}

fn compare_formats(old: &Media, new: &Media) -> Formats {
    let old_maps: SmallVec<[_; 8]> = old.maps().collect();
    let new_maps: SmallVec<[_; 8]> = new.maps().collect();
    fn of<'a, 'm>(maps: &'a [RtpMap<'m>], format: &Format) -> Option<&'a RtpMap<'m>> {
        maps.iter()
            .find(|map| Some(map.payload_type) == format.payload())
    }
    let known = |format: &Format| {
        old.formats.contains(format)
            && match (of(&old_maps, format), of(&new_maps, format)) {
                (Some(a), Some(b)) => a.same_encoding(b),
                (None, None) => true,
                _ => false,
            }
    };
    if !new.formats.iter().all(known) {
        Formats::Other
    } else if old
        .formats
        .iter()
        .all(|format| new.formats.contains(format))
    {
        Formats::Same
    } else {
        Formats::Fewer
    }
}

/// Whether two streams have the same attributes in any order, leaving out directions, RTCP ports,
/// and what describes formats that only one of them lists.
fn same_attributes(a: &Media, b: &Media) -> bool {
    let relevant = |media: &Media| {
        let mut values: Vec<String> = media
            .lines
            .iter()
            .filter(|line| {
                line.as_attribute().is_none_or(|attribute| {
                    !is_direction(&attribute)
                        && !attribute.is("rtcp")
                        && RtpMap::parse(&attribute).is_none()
                        && attribute.of_format().is_none_or(|number| {
                            let format = Format::Payload(number);
                            a.formats.contains(&format) && b.formats.contains(&format)
                        })
                })
            })
            .map(|line| format!("{}={}", line.kind(), line.value()))
            .collect();
        values.sort_unstable();
        values
    };
    a.protocol == b.protocol && relevant(a) == relevant(b)
}

fn session_attributes(description: &SessionDescription) -> impl Iterator<Item = &Line> {
    description.lines.iter().filter(|line| {
        line.as_attribute()
            .is_none_or(|attribute| !is_direction(&attribute))
    })
}

/// Whether all streams but the given ones are the same; refused ones are so whatever they list.
fn same_elsewhere(old: &[Media], i: usize, new: &[Media], j: usize) -> bool {
    let without = |media: &[Media], skip: usize| -> Vec<Media> {
        let others = media.iter().enumerate().filter(|(index, _)| *index != skip);
        others.map(|(_, media)| media.clone()).collect()
    };
    let (old, new) = (without(old, i), without(new, j));
    old.len() == new.len()
        && old
            .iter()
            .zip(&new)
            .all(|(a, b)| a == b || (a.port == 0 && b.port == 0))
}
