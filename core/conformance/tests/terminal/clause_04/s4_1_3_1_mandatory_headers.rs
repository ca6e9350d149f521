//! JJ-22.11 §4.1.3.1: the headers that every REGISTER has (T4-2).

use std::collections::HashSet;

use naisen_conformance::terminal_stage::START;
use naisen_node::{Node, Outbox, Random, Transmit};
use naisen_sip::{Message, Via};
use naisen_terminal::Terminal;

use super::*;

/// R-4.1.3.1-1, R-4.1.3.1-2, R-4.1.3.1-7, R-4.1.3.1-8, R-4.1.3.1-9: To, From, Via, CSeq and
/// Max-Forwards, whatever the REGISTER is for.
#[test]
fn every_register_has_the_mandatory_headers() {
    for local in ["192.0.2.1:5060", "192.0.2.1:5062"] {
        let config = config_at(local, |it| it.delete_all_on_start = true);
        let mut network = start_with(config);
        let accepted = format!("Contact: <sip:phone101@{local}>;expires=120\r\n");
        respond(&mut network, "200 OK", "");
        respond(&mut network, "401 Unauthorized", CHALLENGE);
        respond(&mut network, "200 OK", &accepted);
        network.seconds(61);
        respond(&mut network, "200 OK", &accepted);
        network.command(0, naisen_terminal::Command::StopRegistration);
        network.settle();
        let all = registers(&network);
        assert_eq!(all.len(), 5);
        let mut branches = HashSet::new();
        for sent in all {
            let header = |name| sent.header(name).expect("a mandatory header");
            assert_eq!(header(HeaderName::To), "<sip:101@pbx.example>");
            assert!(header(HeaderName::From).starts_with("<sip:101@pbx.example>;tag="));
            assert_eq!(header(HeaderName::MaxForwards), "70");
            cseq_of(sent);
            let message = sent.message();
            let via = message.required::<Via<'_>>().expect("a Via");
            let branch = via.branch().expect("a branch");
            assert!(branch.starts_with("z9hG4bK") && branch.len() > 7);
            assert!(branches.insert(branch.to_owned()), "{branch} again");
            let sent_by = format!("{}:{}", via.host, via.port.unwrap_or(5060));
            assert_eq!(sent_by, local);
            assert!(header(HeaderName::Via).starts_with("SIP/2.0/UDP "));
        }
    }
}

/// R-4.1.3.1-5, R-4.1.3.1-8: within one Call-ID each REGISTER has a larger number, also after
/// errors.
#[test]
fn the_number_grows_within_a_call_id() {
    let mut network = with(|it| it.delete_all_on_start = true);
    respond(&mut network, "200 OK", "");
    respond(&mut network, "401 Unauthorized", CHALLENGE);
    respond(&mut network, "503 Service Unavailable", "");
    network.seconds(31);
    accept(&mut network, 120);
    network.seconds(61);
    let all = registers(&network);
    assert_eq!(all.len(), 5);
    for pair in all.windows(2) {
        let call_id = |sent: &Sent| sent.header(HeaderName::CallId);
        assert_eq!(call_id(pair[0]), call_id(pair[1]));
        assert!(cseq_of(pair[0]) < cseq_of(pair[1]));
    }
}

/// The first REGISTER of one life of a terminal.
fn first_register(seed: u64, settings: Config) -> String {
    let random = Random::from_number(seed);
    let mut terminal = Terminal::new(START, settings, random).expect("good settings");
    let mut out = Outbox::default();
    terminal.handle_input(START, naisen_node::Input::Timeout, &mut out);
    let Some(Transmit::Sip { range, .. }) = out.sends.transmits().first() else {
        panic!("it registers");
    };
    String::from_utf8(out.sends.bytes(range.clone()).to_vec()).expect("text")
}

/// R-4.1.3.1-4, R-4.1.3.1-5, R-4.1.3.2-1: no two terminals, and no two lives of one, share a
/// Call-ID or the user of Contact, which is random letters and digits that fit the length limit
/// unless it is set.
#[test]
fn each_life_has_its_own_call_id_and_contact_user() {
    let mut call_ids = HashSet::new();
    let mut users = HashSet::new();
    for seed in 0..50 {
        let text = first_register(
            seed,
            config_with(|it| it.contact_user = RegistrationConfig::new(it.registrar).contact_user),
        );
        let message = Message::parse(text.as_bytes()).expect("legal");
        let call_id = message.header(HeaderName::CallId).expect("Call-ID");
        assert!(call_ids.insert(call_id.to_owned()), "{call_id} again");
        let contact = message.header(HeaderName::Contact).expect("Contact");
        let user = contact
            .strip_prefix("<sip:")
            .and_then(|rest| rest.split_once('@'))
            .expect("a user part")
            .0;
        assert!(user.chars().all(|c| c.is_ascii_alphanumeric()), "{user}");
        assert!((8..=16).contains(&user.len()), "{user}");
        assert!(users.insert(user.to_owned()), "{user} again");
    }
}
