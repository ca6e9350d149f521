//! G.711: one octet for each sample, mu-law and A-law (ITU-T G.711; R-10.1-1).
//!
//! Decoding reads a table of 256 values that the compiler computes; encoding finds the segment by
//! counting leading zeros. Linear samples use the upper 14 (mu-law) or 13 (A-law) of 16 bits.

/// Which of the two companding laws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Law {
    /// mu-law, `PCMU/8000`: Japan and North America.
    #[default]
    Mu,
    /// A-law, `PCMA/8000`: the rest of the world.
    A,
}

impl Law {
    /// The law of a static payload type (RFC 3551 §6): 0 or 8.
    pub const fn from_payload_type(payload_type: u8) -> Option<Self> {
        match payload_type {
            0 => Some(Law::Mu),
            8 => Some(Law::A),
            _ => None,
        }
    }

    /// The static payload type (RFC 3551 §6).
    pub const fn payload_type(self) -> u8 {
        match self {
            Law::Mu => 0,
            Law::A => 8,
        }
    }

    /// The octet that stands for silence.
    pub const fn silence(self) -> u8 {
        match self {
            Law::Mu => 0xff,
            Law::A => 0xd5,
        }
    }

    /// The octet for a sample: that of the quantizing interval it lies in.
    pub const fn encode(self, sample: i16) -> u8 {
        match self {
            Law::Mu => mu_encode(sample),
            Law::A => a_encode(sample),
        }
    }

    /// The sample an octet stands for.
    pub const fn decode(self, octet: u8) -> i16 {
        match self {
            Law::Mu => MU_SAMPLES[octet as usize],
            Law::A => A_SAMPLES[octet as usize],
        }
    }

    /// Appends the octets of `samples` to `out`.
    pub fn encode_into(self, samples: &[i16], out: &mut Vec<u8>) {
        out.extend(samples.iter().map(|&sample| self.encode(sample)));
    }

    /// Writes the samples of `octets` to `out`, as many as both have room for.
    pub fn decode_into(self, octets: &[u8], out: &mut [i16]) {
        let table = match self {
            Law::Mu => &MU_SAMPLES,
            Law::A => &A_SAMPLES,
        };
        for (sample, &octet) in out.iter_mut().zip(octets) {
            *sample = table[usize::from(octet)];
        }
    }
}

/// Added to a mu-law magnitude so that every segment begins at a power of two (14 bit scale).
const MU_BIAS: u16 = 33;
/// The largest biased magnitude (14 bit scale).
const MU_CLIP: u16 = 0x1fff;
/// A-law sends every second bit inverted.
const A_EVEN_BITS: u8 = 0x55;

static MU_SAMPLES: [i16; 256] = table(Law::Mu);
static A_SAMPLES: [i16; 256] = table(Law::A);

const fn table(law: Law) -> [i16; 256] {
    let mut samples = [0; 256];
    let mut octet = 0;
    while octet < 256 {
        samples[octet] = match law {
            Law::Mu => mu_decode(octet as u8),
            Law::A => a_decode(octet as u8),
        };
        octet += 1;
    }
    samples
}

/// The magnitude counts from zero on both sides of the sign: -1 is the smallest negative value.
const fn magnitude(sample: i16) -> u16 {
    (if sample < 0 { !sample } else { sample }) as u16
}

const fn mu_encode(sample: i16) -> u8 {
    let mut biased = (magnitude(sample) >> 2) + MU_BIAS;
    if biased > MU_CLIP {
        biased = MU_CLIP;
    }
    // The leading one is bit 5 in segment 0 and bit 12 in segment 7.
    let segment = 10 - biased.leading_zeros() as u16;
    let step = (biased >> (segment + 1)) & 0x0f;
    let sign = if sample < 0 { 0x80 } else { 0 };
    !(sign | (segment << 4) | step) as u8
}

const fn mu_decode(octet: u8) -> i16 {
    let bits = !octet;
    let segment = (bits >> 4) & 7;
    let step = (bits & 0x0f) as i16;
    let value = (((step << 1) + MU_BIAS as i16) << segment) - MU_BIAS as i16;
    let value = value << 2;
    if bits & 0x80 == 0 { value } else { -value }
}

const fn a_encode(sample: i16) -> u8 {
    let value = magnitude(sample) >> 4;
    // Segments 0 and 1 have the same step; above, the leading one is bit 5 in segment 2, and so on.
    let code = if value < 32 {
        value
    } else {
        let segment = 12 - value.leading_zeros() as u16;
        (segment << 4) | ((value >> (segment - 1)) & 0x0f)
    };
    let sign = if sample < 0 { 0 } else { 0x80 };
    (code as u8 | sign) ^ A_EVEN_BITS
}

const fn a_decode(octet: u8) -> i16 {
    let bits = octet ^ A_EVEN_BITS;
    let segment = (bits >> 4) & 7;
    let step = (bits & 0x0f) as i16;
    // The middle of the quantizing interval.
    let value = if segment == 0 {
        (step << 4) + 8
    } else {
        ((step << 4) + 0x108) << (segment - 1)
    };
    if bits & 0x80 == 0 { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use audio_codec_algorithms::{decode_alaw, decode_ulaw, encode_alaw, encode_ulaw};

    const LAWS: [Law; 2] = [Law::Mu, Law::A];

    /// R-10.1-1
    #[test]
    fn known_octets_stand_for_known_samples() {
        let rows = [
            (Law::Mu, 0xff, 0),
            (Law::Mu, 0x7f, 0),
            (Law::Mu, 0xfe, 8),
            (Law::Mu, 0x7e, -8),
            (Law::Mu, 0x80, 32124),
            (Law::Mu, 0x00, -32124),
            (Law::A, 0xd5, 8),
            (Law::A, 0x55, -8),
            (Law::A, 0xaa, 32256),
            (Law::A, 0x2a, -32256),
        ];
        for (law, octet, sample) in rows {
            assert_eq!(law.decode(octet), sample, "{law:?} {octet:#04x}");
        }
        for law in LAWS {
            assert_eq!(law.encode(0), law.silence());
            assert_eq!(Law::from_payload_type(law.payload_type()), Some(law));
        }
        assert_eq!(Law::Mu.payload_type(), 0);
    }

    #[test]
    fn every_octet_survives_decoding_and_encoding() {
        for law in LAWS {
            for octet in 0..=255u8 {
                let again = law.encode(law.decode(octet));
                // mu-law has two zeros; both samples are 0, which encodes as the positive one.
                let expected = if law == Law::Mu && octet == 0x7f {
                    0xff
                } else {
                    octet
                };
                assert_eq!(again, expected, "{law:?} {octet:#04x}");
            }
        }
    }

    #[test]
    fn every_sample_gets_a_neighbouring_level_and_the_order_is_kept() {
        for law in LAWS {
            let levels: Vec<i32> = (0..=255u8).map(|o| i32::from(law.decode(o))).collect();
            let mut previous = i32::MIN;
            for sample in i16::MIN..=i16::MAX {
                let sent = i32::from(sample);
                let heard = i32::from(law.decode(law.encode(sample)));
                assert!(heard >= previous, "{law:?} {sample} falls back");
                previous = heard;
                let span = sent.min(heard) + 1..sent.max(heard);
                assert!(
                    !levels.iter().any(|level| span.contains(level)),
                    "{law:?} {sample} -> {heard}"
                );
            }
        }
    }

    #[test]
    fn an_independent_codec_agrees() {
        for octet in 0..=255u8 {
            assert_eq!(Law::Mu.decode(octet), decode_ulaw(octet), "mu {octet:#04x}");
            assert_eq!(Law::A.decode(octet), decode_alaw(octet), "A {octet:#04x}");
        }
        for sample in i16::MIN..=i16::MAX {
            assert_eq!(Law::Mu.encode(sample), encode_ulaw(sample), "mu {sample}");
            assert_eq!(Law::A.encode(sample), encode_alaw(sample), "A {sample}");
        }
    }
}
