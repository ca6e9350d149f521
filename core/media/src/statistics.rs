//! What a receiver counts for its reports: RFC 3550 §6.4.1 and appendices A.1, A.3 and A.8.

use naisen_node::Time;

use crate::{ReportBlock, RtpHeader};

/// A jump of the sequence number beyond this is a restart of the sender, not a loss.
const DROPOUT_MAX: u16 = 3000;

/// The reception of one source. When another source replaces it, counting begins anew.
#[derive(Clone, Debug, Default)]
pub struct Reception {
    source: Option<Source>,
}

#[derive(Clone, Copy, Debug)]
struct Source {
    ssrc: u32,
    first: u32,
    /// The highest sequence number, with the number of wraps above its 16 bits.
    highest: u32,
    received: u32,
    expected_before: u32,
    received_before: u32,
    /// Arrival minus timestamp of the last packet, in samples.
    transit: u32,
    timestamp: u32,
    /// The jitter times 16, in samples.
    jitter: u32,
    /// The middle of the NTP time of the last sender report, and when it came.
    sender_report: Option<(u32, Time)>,
}

impl Reception {
    /// Nothing received yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts a packet that arrived now.
    pub fn received(&mut self, now: Time, header: &RtpHeader) {
        // 8000 samples a second are one every 125 microseconds; only differences matter.
        let arrival = (now.as_micros() / 125) as u32;
        let transit = arrival.wrapping_sub(header.timestamp);
        let Some(source) = self
            .source
            .as_mut()
            .filter(|source| source.ssrc == header.ssrc)
            .filter(|source| source.may_follow(header.sequence))
        else {
            self.source = Some(Source::new(header, transit));
            return;
        };
        source.follow(header.sequence);
        source.received = source.received.wrapping_add(1);
        // Packets of one telephone event share a timestamp, so they say nothing about jitter.
        if source.timestamp != header.timestamp {
            let change = (transit.wrapping_sub(source.transit) as i32).unsigned_abs();
            let less = (source.jitter + 8) >> 4;
            source.jitter = source.jitter.saturating_add(change).saturating_sub(less);
            source.transit = transit;
            source.timestamp = header.timestamp;
        }
    }

    /// Notes the sender report of `ssrc` with the NTP time `ntp` (32.32 bits), for the reports
    /// about that source.
    pub fn sender_report(&mut self, now: Time, ssrc: u32, ntp: u64) {
        if let Some(source) = &mut self.source
            && source.ssrc == ssrc
        {
            source.sender_report = Some(((ntp >> 16) as u32, now));
        }
    }

    /// The report about the time since the last report; `None` before the first packet.
    pub fn report(&mut self, now: Time) -> Option<ReportBlock> {
        let lost = self.lost();
        let source = self.source.as_mut()?;
        let expected = source.expected();
        let expected_since = expected.wrapping_sub(source.expected_before);
        let received_since = source.received.wrapping_sub(source.received_before);
        source.expected_before = expected;
        source.received_before = source.received;
        let lost_since = u64::from(expected_since.saturating_sub(received_since));
        let fraction = (lost_since << 8)
            .checked_div(u64::from(expected_since))
            .unwrap_or_default();
        let (last_sr, delay) = match source.sender_report {
            Some((middle, at)) => (middle, ntp_span(now.since(at))),
            None => (0, 0),
        };
        Some(ReportBlock {
            ssrc: source.ssrc,
            fraction_lost: fraction.min(255) as u8,
            cumulative_lost: lost.clamp(-0x80_0000, 0x7f_ffff) as i32,
            highest_sequence: source.highest,
            jitter: source.jitter >> 4,
            last_sender_report: last_sr,
            delay_since: delay,
        })
    }

    /// The packets received of the present source.
    pub fn packets(&self) -> u32 {
        self.source.map_or(0, |source| source.received)
    }

    /// The packets that should have come and did not; negative if some came twice.
    pub fn lost(&self) -> i64 {
        self.source.map_or(0, |source| {
            i64::from(source.expected()) - i64::from(source.received)
        })
    }

    /// The interarrival jitter in samples.
    pub fn jitter(&self) -> u32 {
        self.source.map_or(0, |source| source.jitter >> 4)
    }

    /// The present source.
    pub fn ssrc(&self) -> Option<u32> {
        self.source.map(|source| source.ssrc)
    }
}

impl Source {
    fn new(header: &RtpHeader, transit: u32) -> Self {
        // One turn above zero, so that a packet reordered before the first does not go below it.
        let first = 0x1_0000 + u32::from(header.sequence);
        Self {
            ssrc: header.ssrc,
            first,
            highest: first,
            received: 1,
            expected_before: 0,
            received_before: 0,
            transit,
            timestamp: header.timestamp,
            jitter: 0,
            sender_report: None,
        }
    }

    /// Whether a sequence number can belong to this count: newer, reordered or doubled.
    fn may_follow(&self, sequence: u16) -> bool {
        let newest = self.highest as u16;
        sequence.wrapping_sub(newest) < DROPOUT_MAX || newest.wrapping_sub(sequence) < DROPOUT_MAX
    }

    fn follow(&mut self, sequence: u16) {
        let ahead = sequence.wrapping_sub(self.highest as u16);
        if ahead < DROPOUT_MAX {
            self.highest = self.highest.wrapping_add(u32::from(ahead));
        }
    }

    fn expected(&self) -> u32 {
        self.highest.wrapping_sub(self.first).wrapping_add(1)
    }
}

/// A span in units of 1/65536 s.
fn ntp_span(span: std::time::Duration) -> u32 {
    let units = span.as_micros() * 65_536 / 1_000_000;
    u32::try_from(units).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ntp;
    use std::time::Duration;

    const START: Time = Time::from_unix_seconds(1_800_000_000);

    fn header(sequence: u16, timestamp: u32) -> RtpHeader {
        RtpHeader {
            marker: false,
            payload_type: 0,
            sequence,
            timestamp,
            ssrc: 9,
        }
    }

    fn receive(reception: &mut Reception, n: u32, delay_micros: u64) {
        let now = START + Duration::from_micros(u64::from(n) * 20_000 + delay_micros);
        reception.received(now, &header(0xfff0u16.wrapping_add(n as u16), n * 160));
    }

    #[test]
    fn loss_is_counted_across_the_wrap_in_total_and_since_the_last_report() {
        let mut reception = Reception::new();
        assert_eq!(reception.report(START), None);
        for n in (0..100).filter(|n| n % 4 != 3) {
            receive(&mut reception, n, 0);
        }
        let report = reception.report(START).unwrap();
        // The hundredth is missing too, but nobody can know that yet.
        assert_eq!(report.cumulative_lost, 24);
        assert_eq!(u32::from(report.fraction_lost), 24 * 256 / 99);
        assert_eq!(report.jitter, 0);
        for n in 100..200 {
            receive(&mut reception, n, 0);
        }
        let report = reception.report(START).unwrap();
        assert_eq!(report.cumulative_lost, 25);
        assert_eq!(u32::from(report.fraction_lost), 256 / 101);
        assert_eq!(report.highest_sequence as u16, 0xfff0u16.wrapping_add(199));
        assert_eq!(report.highest_sequence >> 16, 2);
    }

    #[test]
    fn doubled_packets_make_the_loss_negative_and_the_fraction_zero() {
        let mut reception = Reception::new();
        for n in [0, 1, 1, 2, 2] {
            receive(&mut reception, n, 0);
        }
        let report = reception.report(START).unwrap();
        assert_eq!(report.cumulative_lost, -2);
        assert_eq!(report.fraction_lost, 0);
    }

    #[test]
    fn jitter_approaches_the_mean_change_of_the_delay() {
        let mut reception = Reception::new();
        for n in 0..500 {
            // Every second packet is 5 ms later: 40 samples.
            receive(&mut reception, n, u64::from(n % 2) * 5000);
        }
        assert!((38..=40).contains(&reception.jitter()));
    }

    #[test]
    fn a_sender_report_is_given_back_with_the_time_since() {
        let mut reception = Reception::new();
        receive(&mut reception, 0, 0);
        reception.sender_report(START, 1, 0);
        assert_eq!(reception.report(START).unwrap().last_sender_report, 0);
        reception.sender_report(START, 9, ntp(START));
        let report = reception
            .report(START + Duration::from_millis(1500))
            .unwrap();
        assert_eq!(report.last_sender_report, (ntp(START) >> 16) as u32);
        assert_eq!(report.delay_since, 65_536 * 3 / 2);
    }

    #[test]
    fn another_source_or_a_far_jump_begins_a_new_count() {
        let mut reception = Reception::new();
        receive(&mut reception, 0, 0);
        receive(&mut reception, 1, 0);
        reception.received(START, &header(20_000, 0));
        assert_eq!((reception.packets(), reception.lost()), (1, 0));
        let other = RtpHeader {
            ssrc: 10,
            ..header(20_001, 160)
        };
        reception.received(START, &other);
        assert_eq!((reception.packets(), reception.ssrc()), (1, Some(10)));
    }
}
