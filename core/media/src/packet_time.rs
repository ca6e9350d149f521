//! How much audio a packet holds.

use crate::FRAME;

/// The audio in one packet that we send: whole frames of 20 ms, up to the 200 ms of RFC 3551 §4.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PacketTime(u8);

/// The frames of 20 ms in 200 ms.
const FRAMES_MAX: u16 = 10;

impl PacketTime {
    /// The longest that does not exceed this wish (`a=ptime`), but one frame at least: a peer that asks
    /// for less than 20 ms gets 20 ms, as R-10.2.1-18 recommends.
    pub const fn within(milliseconds: u16) -> Self {
        match milliseconds / 20 {
            0 => Self(1),
            frames if frames > FRAMES_MAX => Self(FRAMES_MAX as u8),
            frames => Self(frames as u8),
        }
    }

    /// How many frames that is.
    pub const fn frames(self) -> usize {
        self.0 as usize
    }

    /// How many samples that is.
    pub const fn samples(self) -> usize {
        self.frames() * FRAME
    }
}

impl Default for PacketTime {
    /// 20 ms.
    fn default() -> Self {
        Self(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R-10.2.1-18.
    #[test]
    fn a_wish_is_kept_in_whole_frames_of_20_ms() {
        let rows = [
            (0, 1),
            (10, 1),
            (20, 1),
            (30, 1),
            (40, 2),
            (60, 3),
            (199, 9),
            (200, 10),
            (u16::MAX, 10),
        ];
        for (wish, frames) in rows {
            let time = PacketTime::within(wish);
            assert_eq!(
                (time.frames(), time.samples()),
                (frames, frames * 160),
                "{wish}"
            );
        }
        assert_eq!(PacketTime::default(), PacketTime::within(20));
    }
}
