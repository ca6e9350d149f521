//! JJ-22.11 §13.2.2: how long what we write is, and what we take in (JJ-22.11 T13-8).

use naisen_conformance::peer::{CONTACT, Peer, sdp};
use naisen_conformance::terminal_stage::{Network, START, first};
use naisen_node::{Node, Random};
use naisen_sip::digest::ClientCredentials;
use naisen_sip::{CSeq, HeaderName, Via};
use naisen_terminal::{
    Command, Config, ContactUser, DialledError, Event, RegistrationConfig, Terminal,
};

use naisen_conformance::call::{ALL, answer, calling, header, terminal};

/// A terminal whose every message is as long as it can be: it registers, is challenged, calls, changes
/// the call and ends it, and is called.
fn busy() -> Vec<Vec<u8>> {
    let mut config = first();
    config.number = "1234567890123456".into();
    config.domain = "pbx-0123456789.branch.example.p".into();
    assert_eq!(config.domain.len(), 31);
    config.user_agent = Some("A terminal with a name".into());
    config.registration = Some(RegistrationConfig::new(config.server));
    config.credentials = Some(ClientCredentials::with_password(
        "1234567890123456",
        "secret",
    ));
    let mut network = Network::new(vec![config]);
    network.settle();
    let opaque = "o".repeat(32);
    let challenge = format!(
        "Digest realm=\"pbx.example\", nonce=\"0123456789012345\", opaque=\"{opaque}\", \
         qop=\"auth,auth-int\", algorithm=MD5\r\n"
    );
    let register = network.last("1> REGISTER");
    let asks = format!("WWW-Authenticate: {challenge}");
    network.respond(register, "401 Unauthorized", "p", &asks, "");
    network.settle();
    let call = network.dial(0, "9876543210987654");
    network.settle();
    let invite = network.last("1> INVITE");
    let asks = format!("Proxy-Authenticate: {challenge}");
    network.respond(invite, "407 Proxy Authentication Required", "p", &asks, "");
    network.settle();
    let invite = network.last("1> INVITE");
    let routes: String = (10..20)
        .map(|n| format!("Record-Route: <sip:192.0.2.{n}:5060;lr>\r\n"))
        .collect();
    let lines = format!(
        "Contact: <sip:peer@192.0.2.2:5060>\r\n{routes}{ALL}Require: 100rel\r\nRSeq: 1\r\n"
    );
    network.respond(invite, "180 Ringing", "p", &lines, "");
    network.settle();
    let lines = lines.replace("Require: 100rel\r\nRSeq: 1\r\n", "");
    network.respond(invite, "200 OK", "p", &lines, &sdp(1, 9000, ""));
    network.settle();
    network.command(0, Command::Hold { call });
    network.settle();
    network.command(0, Command::HangUp { call });
    let mut peer = Peer::calling("sip:101@192.0.2.1", "caller");
    let contact = header(&network, "1> REGISTER", HeaderName::Contact).unwrap_or_default();
    if let Some(user) = contact
        .strip_prefix("<sip:")
        .and_then(|it| it.split('@').next())
    {
        peer = Peer::calling(&format!("sip:{user}@192.0.2.1"), "caller");
    }
    peer.request(&mut network, "INVITE", ALL, &sdp(1, 9000, ""));
    network.settle();
    network.log.into_iter().map(|sent| sent.bytes).collect()
}

/// What a header of these messages holds between two marks, each time it is there.
fn values<'t>(texts: &'t [String], name: &str, from: &str, to: &[char]) -> Vec<&'t str> {
    let lines = texts.iter().flat_map(|text| text.lines());
    let of_name = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let after = of_name.filter_map(|value| value.split_once(from).map(|(_, rest)| rest));
    after
        .map(|rest| rest.split(|c| to.contains(&c)).next().unwrap_or(rest))
        .collect()
}

fn texts() -> Vec<String> {
    let all = busy().into_iter();
    all.map(|bytes| String::from_utf8(bytes).expect("text"))
        .collect()
}

/// R-13.2.2-1, R-13.2.2-2, R-13.2.2-5, R-13.2.2-6, R-13.2.2-7, R-13.2.2-8, R-13.2.2-9, R-13.2.2-12,
/// R-13.2.2-13: sending.
#[test]
fn nothing_that_we_write_is_too_long() {
    let texts = texts();
    assert!(texts.len() > 10, "{}", texts.len());
    for text in &texts {
        let head = text.split("\r\n\r\n").next().expect("a head");
        for line in head.split("\r\n") {
            assert!(line.len() + 2 <= 255, "{line}");
        }
    }
    let own: Vec<String> = texts
        .iter()
        .filter(|text| !text.starts_with("SIP/2.0"))
        .cloned()
        .collect();
    let within = |what: &str, values: Vec<&str>, most: usize| {
        assert!(!values.is_empty(), "{what}");
        for value in values {
            assert!((1..=most).contains(&value.len()), "{what}: {value}");
        }
    };
    within("branch", values(&own, "Via", "branch=", &[';']), 32);
    within("From tag", values(&own, "From", "tag=", &[';']), 32);
    within("To tag", values(&texts, "To", "tag=", &[';']), 32);
    within("Call-ID", values(&own, "Call-ID", "", &['\r']), 64);
    for name in ["From", "To"] {
        within(name, values(&own, name, "<sip:", &['@']), 16);
        within(name, values(&own, name, "@", &['>', ';']), 31);
    }
    within(
        "Contact user",
        values(&texts, "Contact", "<sip:", &['@']),
        16,
    );
    within("Contact", values(&texts, "Contact", "<", &['>']), 64);
}

/// R-13.2.2-3: the routes that a header line cannot hold stand in several.
#[test]
fn many_routes_are_split_into_lines() {
    let texts = texts();
    let bye = texts
        .iter()
        .find(|text| text.starts_with("BYE "))
        .expect("a BYE");
    let routes: Vec<_> = bye
        .lines()
        .filter(|line| line.starts_with("Route: "))
        .collect();
    assert!(routes.len() > 1, "{bye}");
    let all = routes.join(",");
    assert!((10..20).all(|n| all.contains(&format!("<sip:192.0.2.{n}:5060;lr>"))));
}

/// R-13.2.2-10, R-13.2.2-11, R-13.2.2-16, R-13.2.2-17: the first numbers, whatever is drawn.
#[test]
fn the_first_numbers_are_between_1_and_999900() {
    for seed in 0..200 {
        let mut config = first();
        config.registration = Some(RegistrationConfig::new(config.server));
        let mut out = naisen_node::Outbox::default();
        let random = Random::from_number(seed);
        let mut terminal = Terminal::new(START, config, random).expect("good settings");
        terminal.handle_input(START, naisen_node::Input::Timeout, &mut out);
        let dial = Command::Dial {
            to: "102".into(),
            presentation: None,
        };
        terminal.handle_command(START, dial, &mut out);
        for order in std::mem::take(&mut out.orders) {
            if let naisen_node::PairOrder::Open { pair, address } = order {
                let opened = naisen_node::Input::PairOpened { pair, address };
                terminal.handle_input(START, opened, &mut out);
            }
        }
        let (mut seen, mut described) = (0, 0);
        for transmit in out.sends.transmits() {
            let naisen_node::Transmit::Sip { range, .. } = transmit else {
                continue;
            };
            let message =
                naisen_sip::Message::parse(out.sends.bytes(range.clone())).expect("legal");
            let number = message.required::<CSeq<'_>>().expect("CSeq").number;
            assert!((1..=999_900).contains(&number), "{number}");
            let body = String::from_utf8_lossy(message.body()).into_owned();
            if let Some(origin) = body.lines().find_map(|line| line.strip_prefix("o=")) {
                let fields: Vec<_> = origin.split(' ').collect();
                for number in &fields[1..3] {
                    let number: u64 = number.parse().expect("a number");
                    assert!(number <= 999_900, "{origin}");
                }
                described += 1;
            }
            seen += 1;
        }
        assert_eq!((seen, described), (2, 1), "REGISTER and INVITE");
    }
}

/// R-13.2.2-11
#[test]
fn the_first_rseq_is_not_above_999900() {
    for name in ["a", "b", "c", "d", "e", "f"] {
        let mut network = terminal(|_| {});
        let mut peer = Peer::calling("sip:101@192.0.2.1", name);
        peer.request(&mut network, "INVITE", ALL, &sdp(1, 9000, ""));
        let rseq = header(&network, "1> 180 INVITE", HeaderName::RSeq).expect("RSeq");
        let number: u32 = rseq.parse().expect("a number");
        assert!((1..=999_900).contains(&number));
    }
}

/// R-13.2.2-1, R-13.2.2-2, R-13.2.2-4, R-13.2.2-8, R-13.2.2-9, R-13.2.2-10: receiving. A call whose
/// every value is as long as it may be, and a CSeq of 32 bits, is answered and ended.
#[test]
fn what_is_as_long_as_it_may_be_is_taken_in() {
    let mut network = terminal(|_| {});
    let mut peer = Peer::calling("sip:101@192.0.2.1", &"t".repeat(32));
    peer.call_id = "c".repeat(64);
    peer.cseq = u32::MAX - 2;
    let user = "u".repeat(16);
    let host = "h".repeat(31);
    peer.local = format!("<sip:{user}@{host}>;tag={}", "t".repeat(32));
    let subject = format!("Subject: {}\r\n", "s".repeat(255 - "Subject: \r\n".len()));
    let contact = format!(
        "Contact: <sip:{user}@192.0.2.2:5060;{}>\r\n",
        "x".repeat(28)
    );
    assert_eq!(contact.len(), "Contact: <>\r\n".len() + 64);
    let described = sdp(u32::MAX, 9000, "")
        .replace("o=- 7 ", &format!("o=0123456789 {} ", u32::MAX))
        .replace("s=-", "s=abcdefghij");
    let first = peer.request(
        &mut network,
        "INVITE",
        &format!("{subject}{contact}"),
        &described,
    );
    let ringing = network.last("1> 180 INVITE");
    peer.learn(&network, ringing);
    answer(&mut network);
    peer.acknowledge(&mut network, first, "");
    peer.request(&mut network, "BYE", "", "");
    assert_eq!(
        network.arrows().last().map(String::as_str),
        Some("1> 200 BYE")
    );
    let to = header(&network, "1> 200 BYE", HeaderName::CallId);
    assert_eq!(to.map(|it| it.len()), Some(64));
    // An RSeq of 32 bits, and a tag of 32 bytes in what answers a call.
    let (mut network, _) = calling(|_| {});
    let lines = format!("{CONTACT}{ALL}Require: 100rel\r\nRSeq: {}\r\n", u32::MAX);
    network.respond(0, "180 Ringing", &"t".repeat(32), &lines, "");
    network.settle();
    let rack = header(&network, "1> PRACK", HeaderName::RAck).expect("RAck");
    assert!(rack.starts_with("4294967295 "), "{rack}");
    // A realm of any length.
    let (mut network, _) = calling(|config| {
        config.credentials = Some(ClientCredentials::with_password("101", "secret"));
    });
    let realm = "r".repeat(200);
    let asks = format!("Proxy-Authenticate: Digest realm=\"{realm}\", nonce=\"n\"\r\n");
    network.dismiss_judge(0);
    network.respond(0, "407 Proxy Authentication Required", "p", &asks, "");
    network.settle();
    let told = header(&network, "1> INVITE", HeaderName::ProxyAuthorization);
    assert!(told.is_some_and(|it| it.contains(&realm)));
}

/// R-13.2.2-14: an entry of 28 bytes comes back as it was.
#[test]
fn a_record_route_entry_of_28_bytes_is_a_route() {
    let entry = "<sip:192.0.2.200:5061;lr;ab>";
    assert_eq!(entry.len(), 28);
    let (mut network, call) = calling(|_| {});
    let lines = format!("Contact: <sip:peer@192.0.2.2:5060>\r\nRecord-Route: {entry}\r\n");
    network.respond(0, "200 OK", "p", &lines, &sdp(1, 9000, ""));
    network.settle();
    network.command(0, Command::HangUp { call });
    network.settle();
    let route = header(&network, "1> BYE", HeaderName::Route);
    assert_eq!(route.as_deref(), Some(entry));
}

/// R-13.2.2-6: a number that is too long for From is refused before anything is sent.
#[test]
fn a_number_of_ours_has_16_bytes_at_most() {
    for (length, good) in [(16, true), (17, false)] {
        let mut config: Config = first();
        config.number = "1".repeat(length).into();
        assert_eq!(config.check().is_ok(), good, "{length}");
    }
}

/// R-13.2.2-7: nobody is called whose number or host is too long for To.
#[test]
fn a_dialled_number_has_16_digits_and_its_host_31_bytes_at_most() {
    let (user, host) = ("1".repeat(16), "h".repeat(31));
    for (dialled, good) in [
        (user.clone(), true),
        (format!("{user}1"), false),
        (format!("sip:{user}@{host}"), true),
        (format!("sip:{user}1@{host}"), false),
        (format!("sip:{user}@{host}h"), false),
        (format!("tel:{user}1"), false),
    ] {
        let mut network = terminal(|_| {});
        let (to, presentation) = (dialled.as_str().into(), None);
        network.command(0, Command::Dial { to, presentation });
        network.settle();
        let (sent, refused): (&[&str], _) = if good {
            (&["1> INVITE"], vec![])
        } else {
            let (to, error) = (dialled.as_str().into(), DialledError::TooLong);
            (&[], vec![Event::NotDialled { to, error }])
        };
        assert_eq!(network.arrows(), sent, "{dialled}");
        let told = network.events(0).into_iter();
        let told: Vec<_> = told
            .filter(|it| matches!(it, Event::NotDialled { .. }))
            .collect();
        assert_eq!(told, refused, "{dialled}");
    }
}

/// R-13.2.2-12: a Contact user that is too long is refused before anything is sent.
#[test]
fn a_registered_contact_user_has_16_bytes_at_most() {
    for (length, good) in [(16, true), (17, false)] {
        let mut config: Config = first();
        let mut registration = RegistrationConfig::new(config.server);
        registration.contact_user = ContactUser::Set("u".repeat(length).into());
        config.registration = Some(registration);
        assert_eq!(config.check().is_ok(), good, "{length}");
    }
}

/// R-13.2.2-15, R-13.2.2-18
#[test]
fn user_name_and_session_name_have_10_bytes_at_most() {
    let (network, _) = calling(|_| {});
    let body = network.log[0].body();
    let origin = body
        .lines()
        .find_map(|line| line.strip_prefix("o="))
        .expect("o=");
    let name = body
        .lines()
        .find_map(|line| line.strip_prefix("s="))
        .expect("s=");
    let user = origin.split(' ').next().expect("a user name");
    assert!(
        (1..=10).contains(&user.len()) && (1..=10).contains(&name.len()),
        "{body}"
    );
}

/// R-13.2.2-5: the branch of a response is the one that came, however long.
#[test]
fn a_long_branch_comes_back_whole() {
    let mut network = terminal(|_| {});
    let name = "n".repeat(60);
    let mut peer = Peer::calling("sip:101@192.0.2.1", &name);
    peer.request(&mut network, "INVITE", "", &sdp(1, 9000, ""));
    let ringing = &network.log[network.last("1> 180 INVITE")];
    let message = ringing.message();
    let via = message.required::<Via<'_>>().expect("Via");
    assert!(via.branch().is_some_and(|branch| branch.contains(&name)));
}
