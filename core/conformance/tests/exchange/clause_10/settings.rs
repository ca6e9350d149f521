//! Settings of the lines that the exchange answers itself (JJ-22.11 §1.3.4).

use naisen_conformance::exchange_stage::{A, Bench, open_config};
use naisen_exchange::ServiceLines;
use naisen_sdp::{Codec, CodecOrder};
use naisen_sip::HeaderName;

use super::{CONTACT_A, PLAIN, TONE, formats, line, lines_of, of_a};

fn bench(change: impl FnOnce(&mut ServiceLines)) -> Bench {
    let mut config = open_config();
    change(&mut config.services);
    Bench::new(config, Vec::new())
}

/// R-10.2.1-21: whose order decides is set.
#[test]
fn a_line_chooses_by_the_order_of_the_offer_or_by_its_own() {
    for (order, offered, chosen) in [
        (CodecOrder::Offerer, "0 8", "0"),
        (CodecOrder::Own, "0 8", "8"),
        (CodecOrder::Own, "0", "0"),
    ] {
        let mut bench = bench(|lines| {
            lines.answer_order = order;
            lines.capabilities.codecs = vec![Codec::PCMA, Codec::PCMU];
        });
        let (_, answered) = line(&mut bench, &of_a(1, offered, ""));
        assert_eq!(formats(&answered), chosen, "{order:?} {offered}");
    }
}

/// R-10.2.1-14, R-10.2.1-16, R-10.2.1-18: where a line has to offer, order and number of the codecs and the
/// packet time are as set.
#[test]
fn a_line_offers_what_is_set() {
    for (most, time, expected) in [
        (None, Some(20), ("8 0 101", Some("a=ptime:20"))),
        (Some(1), Some(40), ("8 101", Some("a=ptime:40"))),
        (None, None, ("8 0 101", None)),
    ] {
        let mut bench = bench(|lines| {
            lines.capabilities.codecs = vec![Codec::PCMA, Codec::PCMU];
            lines.capabilities.max_codecs = most;
            lines.capabilities.packet_time_ms = time;
        });
        bench.invite(TONE, PLAIN, "");
        bench.expect(A, "SIP/2.0 180");
        let offered = bench.expect(A, "SIP/2.0 200");
        let said = lines_of(&offered, "a=ptime").first().copied();
        assert_eq!((formats(&offered), said), expected);
    }
}

/// R-10.2.1-12, R-10.2.1-13, JJ-22.11 E-17: a line's 488 to codecs that it does not have, in an INVITE or in a
/// change, says as much as is set: a Warning 304 unless it is switched off, and its codecs only if they are wanted.
#[test]
fn a_488_of_a_line_warns_and_lists_the_codecs_as_set() {
    for (warns, lists) in [(true, false), (true, true), (false, true), (false, false)] {
        let set = |lines: &mut ServiceLines| {
            lines.warns_in_488 = warns;
            lines.lists_codecs_in_488 = lists;
        };
        let mut first = bench(set);
        first.invite(TONE, PLAIN, &of_a(1, "18", ""));
        let mut later = bench(set);
        let (a, _) = line(&mut later, &of_a(1, "0", ""));
        later.in_dialog(&a, "INVITE", 3, CONTACT_A, &of_a(2, "18", ""));
        for bench in [&mut first, &mut later] {
            let refusal = bench.expect(A, "SIP/2.0 488");
            let warning = refusal.header(HeaderName::Warning);
            assert_eq!(warning.is_some_and(|it| it.starts_with("304 ")), warns);
            assert_eq!(!refusal.body().is_empty(), lists);
            if lists {
                assert_eq!(formats(&refusal), "0 8 101");
                assert_eq!(lines_of(&refusal, "m=audio 0 RTP/AVP").len(), 1);
            }
        }
    }
}
