//! Traces written by hand, and what the analyst makes of them.

mod script;

use std::time::Duration;

use naisen_sip::Method;
use naisen_trace::{Kind, Limits, NoticeKind, Part, Wire};
use script::{Leg, Load, Script, b2bua_call, host, media, plain_call, sdp};

#[test]
fn a_call_is_one_group_with_its_transactions_and_its_dialog() {
    let mut script = Script::default();
    plain_call(&mut script, host(1), host(2), &Leg::new("c", "101", "102"));
    let call = script.call();
    assert_eq!(
        (call.number, call.kind, call.cut_off),
        (1, Kind::Call, false)
    );
    assert_eq!(call.legs.len(), 1);
    assert_eq!(
        (&*call.legs[0].caller, &*call.legs[0].callee),
        ("101", "102")
    );
    assert_eq!(call.messages.len(), 6);
    assert!(
        call.messages
            .iter()
            .all(|message| message.wire == Wire::Udp)
    );
    let reading = call.read();
    let shape: Vec<_> = reading
        .transactions()
        .iter()
        .map(|one| {
            (
                one.method,
                one.request,
                one.final_response,
                one.acks.clone(),
            )
        })
        .collect();
    assert_eq!(
        shape,
        [
            (Method::Invite, Some(0), Some(2), vec![3]),
            (Method::Bye, Some(4), Some(5), vec![]),
        ]
    );
    assert_eq!(reading.final_response_to_caller(), Some(2));
    let [dialog] = reading.dialogs() else {
        panic!("{:?}", reading.dialogs())
    };
    assert_eq!(
        (
            dialog.early,
            dialog.answer,
            dialog.ack,
            dialog.bye,
            dialog.bye_response
        ),
        (Some(1), Some(2), Some(3), Some(4), Some(5))
    );
    assert_eq!(reading.caller_host(), Some(host(1)));
    assert_eq!(reading.callee_hosts(), [host(2)]);
    assert_eq!(reading.exchange_hosts(), []);
    assert_eq!(reading.post_dial_delay(), Some(Duration::from_millis(10)));
    assert_eq!(reading.talk_time(), Some(Duration::from_millis(5020)));
}

#[test]
fn the_legs_of_a_back_to_back_user_agent_are_one_call() {
    let call = b2bua_call().call();
    let ids: Vec<_> = call.legs.iter().map(|leg| &*leg.call_id).collect();
    assert_eq!(ids, ["one", "two"]);
    assert!(!call.cut_off);
    let repeated: Vec<_> = call
        .messages
        .iter()
        .filter(|message| !message.repetitions.is_empty())
        .map(|message| (message.leg, message.repetitions.len()))
        .collect();
    assert_eq!(repeated, [(1, 1)]);
    let reading = call.read();
    assert_eq!(reading.caller_host(), Some(host(1)));
    assert_eq!(reading.exchange_hosts(), [host(2)]);
    assert_eq!(reading.callee_hosts(), [host(3)]);
    assert_eq!(reading.hops().len(), 2);
    let to_caller = reading.final_response_to_caller().expect("answered");
    assert_eq!(
        reading.status(to_caller).map(|status| status.code()),
        Some(200)
    );
    assert_eq!(
        reading.captured(to_caller).map(|message| message.leg),
        Some(0)
    );
    let answered: Vec<_> = reading
        .sessions()
        .iter()
        .map(|session| (session.offer.leg, session.answer.is_some()))
        .collect();
    // The challenged INVITE offered too.
    assert_eq!(answered, [(0, false), (0, true), (1, true)]);
    let mut streams: Vec<_> = call
        .streams
        .iter()
        .map(|stream| (stream.leg, stream.packets, stream.lost))
        .collect();
    streams.sort_unstable();
    assert_eq!(
        streams,
        [
            (Some(0), 50, 0),
            (Some(0), 50, 0),
            (Some(1), 50, 0),
            (Some(1), 50, 0)
        ]
    );
    assert_eq!(call.streams[0].longest_gap, Duration::from_millis(20));
}

#[test]
fn a_forking_proxy_makes_one_leg_and_several_dialogs() {
    let mut script = Script::default();
    let (a, proxy, b, c) = (host(1), host(2), host(3), host(4));
    let leg = Leg::new("c", "101", "600");
    let answer =
        |status: &str, branch: &str, tag: &str| leg.response(status, "INVITE", 1, branch, tag, "");
    script
        .send(a, proxy, &leg.request("INVITE", 1, "0", "", ""))
        .send(proxy, b, &leg.request("INVITE", 1, "1", "", ""))
        .send(proxy, c, &leg.request("INVITE", 1, "2", "", ""))
        .send(b, proxy, &answer("180 Ringing", "1", "tb"))
        .send(proxy, a, &answer("180 Ringing", "0", "tb"))
        .send(c, proxy, &answer("486 Busy Here", "2", "tc"))
        .send(proxy, c, &leg.request("ACK", 1, "2", "tc", ""))
        .send(b, proxy, &answer("200 OK", "1", "tb"))
        .send(proxy, a, &answer("200 OK", "0", "tb"))
        .send(a, b, &leg.request("ACK", 1, "9", "tb", ""))
        .send(a, b, &leg.request("BYE", 2, "8", "tb", ""))
        .send(b, a, &leg.response("200 OK", "BYE", 2, "8", "tb", ""));
    let call = script.call();
    assert!(!call.cut_off);
    let reading = call.read();
    let finals: Vec<_> = reading
        .invites()
        .map(|invite| {
            invite
                .final_response
                .and_then(|index| reading.status(index))
        })
        .map(|status| status.map(|status| status.code()))
        .collect();
    assert_eq!(finals, [Some(200), Some(200), Some(486)]);
    assert_eq!(reading.callee_hosts(), [b, c]);
    assert_eq!(reading.exchange_hosts(), [proxy]);
    assert_eq!(reading.dialogs().len(), 2);
    assert!(reading.dialogs().iter().all(|dialog| dialog.ack.is_some()));
}

#[test]
fn a_registration_is_a_group_of_its_own() {
    let mut script = Script::default();
    let leg = Leg::new("r", "101", "101");
    let (a, b) = (host(1), host(2));
    script
        .send(a, b, &leg.request("REGISTER", 1, "1", "", ""))
        .send(
            b,
            a,
            &leg.response("401 Unauthorized", "REGISTER", 1, "1", "t", ""),
        )
        .send(a, b, &leg.request("REGISTER", 2, "2", "", ""))
        .send(b, a, &leg.response("200 OK", "REGISTER", 2, "2", "t", ""))
        .send(
            a,
            b,
            &Leg::new("o", "101", "x").request("OPTIONS", 1, "3", "", ""),
        );
    let calls = script.calls();
    let kinds: Vec<_> = calls.iter().map(|call| (call.kind, call.cut_off)).collect();
    assert_eq!(kinds, [(Kind::Registration, false), (Kind::Other, true)]);
    assert_eq!(calls[0].read().transactions().len(), 2);
}

#[test]
fn messages_on_a_connection_are_found_however_they_are_cut() {
    let mut plain = Script::default();
    plain_call(&mut plain, host(1), host(2), &Leg::new("c", "101", "102"));
    let expected = plain.call();
    for size in [1, 7, 100, 4000] {
        let mut script = Script::default();
        for message in &expected.messages {
            for piece in message.bytes.chunks(size) {
                let load = Load::Stream(piece.into());
                script.load(message.source, message.destination, load);
            }
        }
        let call = script.call();
        assert_eq!(call.messages.len(), expected.messages.len());
        for (found, expected) in call.messages.iter().zip(&expected.messages) {
            assert_eq!(found.bytes, expected.bytes, "pieces of {size}");
            assert_eq!(found.wire, Wire::Tcp);
        }
    }
}

#[test]
fn media_is_tied_by_where_it_goes_or_by_where_it_comes_from() {
    let mut script = Script::default();
    let (a, b) = (host(1), host(2));
    let leg = Leg::new("c", "101", "102");
    let outside = media(77, 31_000);
    script
        .send(
            a,
            b,
            &leg.request("INVITE", 1, "i", "", &sdp(media(1, 4000))),
        )
        .send(
            b,
            a,
            &leg.response("200 OK", "INVITE", 1, "i", "t", &sdp(media(2, 6000))),
        )
        .rtp(outside, media(2, 6000), 3)
        .rtp(media(2, 6000), outside, 4)
        .rtp(outside, media(9, 9000), 5)
        .load(
            media(2, 6001),
            outside,
            Load::Datagram(vec![0x80, 200, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4]),
        );
    let call = script.call();
    let packets: Vec<_> = call.streams.iter().map(|stream| stream.packets).collect();
    assert_eq!(packets, [3, 4]);
    assert!(call.cut_off);
    let parts: Vec<_> = call
        .read()
        .descriptions()
        .iter()
        .map(|one| one.part)
        .collect();
    assert_eq!(parts, [Part::Offer, Part::Answer]);
}

#[test]
fn a_port_of_media_passes_to_the_next_call_that_announces_it() {
    let mut script = Script::default();
    for id in ["one", "two"] {
        let leg = Leg::new(id, id, "102");
        let offer = sdp(media(1, 4000));
        script
            .send(host(1), host(2), &leg.request("INVITE", 1, "i", "", &offer))
            .send(
                host(2),
                host(1),
                &leg.response("200 OK", "INVITE", 1, "i", "t", ""),
            )
            .rtp(media(2, 6000), media(1, 4000), 10)
            .send(host(1), host(2), &leg.request("BYE", 2, "b", "t", ""));
    }
    let calls = script.calls();
    assert_eq!(calls.len(), 2);
    for call in calls {
        let packets: Vec<_> = call.streams.iter().map(|stream| stream.packets).collect();
        assert_eq!(packets, [10], "call {}", call.number);
    }
}

#[test]
fn what_else_happens_on_the_way_is_noticed() {
    let leg = Leg::new("c", "101", "102");
    let invite = leg.request("INVITE", 1, "i", "", "");
    let (a, b) = (host(1), host(2));
    let tls = || Load::Stream(vec![0x15, 3, 3, 0, 2, 2, 40]);
    let broken = || Load::Datagram(b"SIP/2.0 999 No\r\nCall-ID: c\r\n\r\n".into());
    let client = media(1, 40_000);
    for (first, load, from, to, kind, about) in [
        (
            Load::Datagram(invite.clone().into()),
            Load::Unreachable,
            a,
            b,
            NoticeKind::Unreachable,
            (a, b),
        ),
        (
            Load::Datagram(invite.clone().into()),
            broken(),
            b,
            a,
            NoticeKind::Unreadable,
            (b, a),
        ),
        (
            Load::Stream(invite.clone().into()),
            Load::Closed(true),
            b,
            a,
            NoticeKind::Reset,
            (a, b),
        ),
        (
            Load::Stream(invite.clone().into()),
            tls(),
            b,
            a,
            NoticeKind::OtherTransport,
            (b, a),
        ),
        (
            Load::Datagram(invite.into()),
            tls(),
            client,
            b,
            NoticeKind::OtherTransport,
            (client, b),
        ),
    ] {
        let mut script = Script::default();
        script.load(a, b, first).load(from, to, load);
        let call = script.call();
        let notices: Vec<_> = call
            .notices
            .iter()
            .map(|notice| {
                (
                    notice.kind,
                    (notice.source, notice.destination),
                    notice.frame,
                )
            })
            .collect();
        assert_eq!(notices, [(kind, about, 2)]);
    }
}

#[test]
fn what_is_not_about_the_call_is_not_noticed() {
    let leg = Leg::new("c", "101", "102");
    let mut script = Script::default();
    let (browser, web) = (media(1, 40_000), media(2, 443));
    script
        .send(host(1), host(2), &leg.request("INVITE", 1, "i", "", ""))
        .load(browser, web, Load::Stream(vec![0x16, 3, 1, 0, 9, 1]))
        .load(web, browser, Load::Closed(true))
        .load(host(1), host(2), Load::Datagram(b"\r\n\r\n".into()))
        .load(host(8), host(9), Load::Unreachable);
    assert_eq!(script.call().notices, []);
}

#[test]
fn the_next_hop_that_cannot_be_reached_is_noticed_in_the_only_call_in_progress() {
    let mut script = Script::default();
    let leg = Leg::new("c", "101", "102");
    script
        .send(host(1), host(2), &leg.request("INVITE", 1, "i", "", ""))
        .load(media(2, 40_000), host(3), Load::Connecting)
        .load(host(3), media(2, 40_000), Load::Closed(true));
    let call = script.call();
    let [notice] = call.notices.as_slice() else {
        panic!("{:?}", call.notices)
    };
    assert_eq!(
        (notice.kind, notice.destination),
        (NoticeKind::Reset, host(3))
    );
}

#[test]
fn the_beginning_of_a_message_is_kept_as_a_fragment() {
    let mut script = Script::default();
    let leg = Leg::new("c", "101", "102");
    let invite = leg.request("INVITE", 1, "i", "", &sdp(media(1, 4000)));
    let answer = leg.response(
        "183 Session Progress",
        "INVITE",
        1,
        "i",
        "t",
        &sdp(media(2, 6)),
    );
    let beginning = |message: &str| Load::Fragment(message[..message.len() - 40].into());
    script
        .load(host(1), host(2), beginning(&invite))
        .load(host(2), host(1), beginning(&answer));
    let call = script.call();
    let fragments: Vec<_> = call
        .messages
        .iter()
        .map(|message| message.fragment)
        .collect();
    assert_eq!(fragments, [true, true]);
    let reading = call.read();
    assert_eq!(
        reading.message(0).and_then(|invite| invite.method()),
        Some(Method::Invite)
    );
}

#[test]
fn equal_attempts_at_once_are_not_mixed_up() {
    // Forty callers reach forty others through one exchange, all within a second, and the exchange
    // goes on in another order than they came.
    let mut script = Script::default();
    let (a, x, b) = (host(1), host(2), host(3));
    let leg = |side: &str, n: u32| {
        Leg::new(
            &format!("{side}{n}"),
            &format!("0312340{n:03}"),
            &format!("8{n:02}"),
        )
    };
    for n in 0..40 {
        script.send(a, x, &leg("a", n).request("INVITE", 1, "i", "", ""));
    }
    for n in (0..40).rev() {
        // The exchange writes the number of the caller in another form.
        let mut on = leg("b", n);
        on.caller = format!("+81312340{n:03}");
        script.send(x, b, &on.request("INVITE", 1, "j", "", ""));
    }
    let calls = script.calls();
    assert_eq!(calls.len(), 40);
    for call in calls {
        let ids: Vec<_> = call
            .legs
            .iter()
            .map(|leg| leg.call_id[1..].to_owned())
            .collect();
        assert_eq!(ids.len(), 2, "{ids:?}");
        assert_eq!(ids[0], ids[1]);
    }
}

/// The first leg reaches the exchange at host 2; the second leaves it after a while.
#[test]
fn a_leg_goes_on_with_another_if_something_tells_so() {
    let header = |text: &str, line: &str| text.replacen("CSeq:", &format!("{line}\r\nCSeq:"), 1);
    let media = sdp(media(1, 4000));
    let other = sdp(script::media(2, 6000));
    for (what, first, second, line, offer, wait, joined) in [
        (
            "both",
            ("101", "102"),
            ("101", "102"),
            "",
            &other,
            20_000,
            true,
        ),
        (
            "a group",
            ("101", "600"),
            ("101", "102"),
            "",
            &other,
            20_000,
            true,
        ),
        (
            "the number of the line",
            ("101", "0312345678"),
            ("0398765400", "+81312345678"),
            "",
            &other,
            100,
            true,
        ),
        (
            "the same, late",
            ("101", "0312345678"),
            ("0398765400", "+81312345678"),
            "",
            &other,
            9_000,
            false,
        ),
        (
            "nobody",
            ("anonymous", "600"),
            ("anonymous", "102"),
            "",
            &other,
            100,
            false,
        ),
        (
            "media",
            ("anonymous", "600"),
            ("anonymous", "102"),
            "",
            &media,
            9_000,
            true,
        ),
        (
            "a header",
            ("1", "2"),
            ("3", "4"),
            "X-Ingress-ID: one",
            &other,
            9_000,
            true,
        ),
        (
            "a replacement",
            ("1", "2"),
            ("3", "4"),
            "Replaces: one;to-tag=a;from-tag=b",
            &other,
            9_000,
            true,
        ),
        (
            "an asserted caller",
            ("101", "600"),
            ("anonymous", "102"),
            "P-Asserted-Identity: <tel:101>",
            &other,
            9_000,
            true,
        ),
        (
            "nothing",
            ("101", "102"),
            ("103", "104"),
            "",
            &other,
            100,
            false,
        ),
    ] {
        let mut script = Script::default();
        let first = Leg::new("one", first.0, first.1).request("INVITE", 1, "i", "", &media);
        let second = Leg::new("two", second.0, second.1).request("INVITE", 1, "j", "", offer);
        let second = match line {
            "" => second,
            line => header(&second, line),
        };
        script
            .send(host(1), host(2), &first)
            .send(
                host(2),
                host(1),
                &Leg::new("one", "101", "102").response("180 Ringing", "INVITE", 1, "i", "t", ""),
            )
            .wait(wait)
            .send(host(2), host(3), &second);
        assert_eq!(script.calls().len() == 1, joined, "{what}");
    }
}

#[test]
fn hosts_that_share_an_address_are_told_apart_by_their_ports() {
    let mut script = Script::default();
    let at = |port| media(1, port);
    let (a, x, x_out, b) = (at(5071), at(5060), at(40_000), at(5072));
    let (one, two) = (Leg::new("one", "101", "102"), Leg::new("two", "101", "102"));
    let stream = |text: String| Load::Stream(text.into());
    script
        .send(a, x, &one.request("INVITE", 1, "i", "", ""))
        .load(x_out, b, stream(two.request("INVITE", 1, "j", "", "")))
        .load(
            b,
            x_out,
            stream(two.response("486 Busy Here", "INVITE", 1, "j", "u", "")),
        )
        .load(x_out, b, stream(two.request("ACK", 1, "j", "u", "")))
        .send(
            x,
            a,
            &one.response("486 Busy Here", "INVITE", 1, "i", "t", ""),
        )
        .send(a, x, &one.request("ACK", 1, "i", "t", ""))
        // The phone of the caller makes another call meanwhile.
        .send(
            a,
            b,
            &Leg::new("three", "101", "103").request("INVITE", 1, "k", "", ""),
        );
    let calls = script.calls();
    assert_eq!(calls.len(), 2);
    let call = &calls[0];
    assert_eq!((call.legs.len(), call.messages.len()), (2, 6));
    let reading = call.read();
    assert_eq!(reading.caller_host(), Some(a));
    assert_eq!(reading.exchange_hosts(), [x]);
    assert_eq!(reading.callee_hosts(), [b]);
    let columns = naisen_trace::Ladder::of(call).columns;
    let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(
        names,
        ["192.0.2.1:5071", "192.0.2.1:5060", "192.0.2.1:5072"]
    );
}

#[test]
fn a_call_of_the_same_caller_from_elsewhere_is_a_call_of_its_own() {
    let mut script = Script::default();
    script
        .send(
            host(1),
            host(2),
            &Leg::new("one", "101", "102").request("INVITE", 1, "i", "", ""),
        )
        // The caller itself calls once more, and a third host calls for the same number.
        .send(
            host(1),
            host(3),
            &Leg::new("two", "101", "102").request("INVITE", 1, "i", "", ""),
        )
        .send(
            host(4),
            host(2),
            &Leg::new("three", "101", "102").request("INVITE", 1, "i", "", ""),
        );
    assert_eq!(script.calls().len(), 3);
}

#[test]
fn ten_thousand_interleaved_calls_come_out_right_and_little_is_kept_of_them() {
    let mut script = Script::default();
    for n in 0..10_000_u32 {
        let (one, two) = (
            Leg::new(&format!("a{n}"), &format!("u{n}"), &format!("v{n}")),
            Leg::new(&format!("b{n}"), &format!("u{n}"), &format!("v{n}")),
        );
        script.at(u64::from(n) * 10);
        plain_call(&mut script, host(1), host(2), &one);
        script.at(u64::from(n) * 10 + 5);
        plain_call(&mut script, host(2), host(3), &two);
    }
    script.sort();
    let (calls, open_max) = script.calls_within(Limits::default());
    assert_eq!(calls.len(), 10_000);
    for call in &calls {
        assert_eq!(
            (call.legs.len(), call.messages.len()),
            (2, 12),
            "call {}",
            call.number
        );
        assert_eq!(call.legs[0].call_id[1..], call.legs[1].call_id[1..]);
        assert!(!call.cut_off);
    }
    // Six seconds of talk, forty of waiting and five until they are looked at, at 100 a second.
    assert!(open_max <= 5_300, "{open_max}");
}

#[test]
fn calls_give_way_when_there_are_too_many() {
    let mut script = Script::default();
    for n in 0..1000_u32 {
        let leg = Leg::new(&format!("a{n}"), &format!("u{n}"), &format!("v{n}"));
        script.at(u64::from(n) * 10);
        plain_call(&mut script, host(1), host(2), &leg);
    }
    script.sort();
    let by_count = Limits {
        open_calls: 100,
        ..Limits::default()
    };
    let by_bytes = Limits {
        total_bytes: 100_000,
        ..Limits::default()
    };
    for limits in [by_count, by_bytes] {
        let (calls, open_max) = script.calls_within(limits);
        // What is cut in two comes out as two.
        assert!(
            calls.len() >= 1000 && open_max <= 400,
            "{} {open_max}",
            calls.len()
        );
        assert!(calls.iter().any(|call| call.cut_off));
        let messages: usize = calls.iter().map(|call| call.messages.len()).sum();
        assert_eq!(messages, 6000);
    }
}

#[test]
fn a_datagram_that_was_captured_twice_is_no_repetition() {
    let invite = Leg::new("c", "101", "102").request("INVITE", 1, "i", "", "");
    let datagram = Load::Datagram(invite.clone().into());
    // Of a text trace only whole seconds may be known.
    let text = Load::Text(invite.into());
    for (load, after_ms, repetitions) in [
        (datagram.clone(), 2, 0),
        (datagram, 500, 1),
        (text.clone(), 0, 1),
        (text, 500, 1),
    ] {
        let mut script = Script::default();
        script
            .load(host(1), host(2), load.clone())
            .at(after_ms)
            .load(host(1), host(2), load);
        let message = &script.call().messages[0];
        assert_eq!(message.repetitions.len(), repetitions, "{after_ms} ms");
    }
}

#[test]
fn a_call_keeps_only_so_much() {
    let mut script = Script::default();
    let leg = Leg::new("c", "101", "102");
    for number in 1..=100 {
        script.send(host(1), host(2), &leg.request("INFO", number, "i", "t", ""));
    }
    let limits = Limits {
        messages_per_call: 30,
        ..Limits::default()
    };
    let (calls, _) = script.calls_within(limits);
    assert_eq!(
        (calls[0].messages.len(), calls[0].messages_left_out),
        (30, 70)
    );
}

proptest::proptest! {
    #[test]
    fn no_bytes_bring_it_down(
        packets in proptest::collection::vec(
            (0_u8..6, 1_u8..4, 1_u8..4, 0_usize..12, 0_usize..400,
             proptest::collection::vec(proptest::prelude::any::<u8>(), 0..40)),
            0..40,
        )
    ) {
        let mut sound = Script::default();
        let leg = Leg::new("c", "101", "102");
        let texts = [
            leg.request("INVITE", 1, "i", "", &sdp(media(1, 4000))),
            leg.response("200 OK", "INVITE", 1, "i", "t", &sdp(media(2, 4000))),
            leg.request("ACK", 1, "a", "t", ""),
            leg.request("BYE", 2, "b", "t", ""),
            Leg::new("d", "101", "102").request("INVITE", 1, "i", "", ""),
        ];
        for (kind, from, to, which, cut, noise) in packets {
            // A message with noise in the middle of it, or noise alone.
            let mut bytes = texts.get(which).cloned().unwrap_or_default().into_bytes();
            let at = cut.min(bytes.len());
            bytes.splice(at..at, noise);
            let load = match kind {
                0 | 1 => Load::Datagram(bytes),
                2 => Load::Fragment(bytes),
                3 => Load::Stream(bytes),
                4 => Load::Closed(which % 2 == 0),
                _ => Load::Unreachable,
            };
            sound.load(host(from), host(to), load);
        }
        for call in sound.calls() {
            let ladder = naisen_trace::Ladder::of(&call);
            let text = ladder.text(60, true, naisen_cause::Language::Ja);
            proptest::prop_assert!(text.chars().all(|c| !c.is_control() || "\n\x1b".contains(c)));
            proptest::prop_assert!(ladder.svg(naisen_cause::Language::Zh).ends_with("</svg>\n"));
            call.read().sessions();
            naisen_trace::diagnose(&call);
        }
    }
}
