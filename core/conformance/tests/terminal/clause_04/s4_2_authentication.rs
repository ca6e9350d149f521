//! JJ-22.11 §4.2: authentication (T4-4, T4-5).

use naisen_conformance::digest::expected_response;
use naisen_sip::Credentials;
use naisen_terminal::Command;

use super::*;

const UNAUTHORIZED: &str = "401 Unauthorized";

/// Challenges the last REGISTER with nonce and these further directives.
fn challenge(network: &mut Network, nonce: &str, more: &str) {
    challenge_of(network, "pbx", nonce, more);
}

fn challenge_of(network: &mut Network, realm: &str, nonce: &str, more: &str) {
    let line = format!("WWW-Authenticate: Digest realm=\"{realm}\", nonce=\"{nonce}\"{more}\r\n");
    respond(network, UNAUTHORIZED, &line);
}

fn credentials(network: &Network) -> String {
    header(network, HeaderName::Authorization).expect("credentials")
}

/// The names of the directives of credentials, in their order.
fn directives(value: &str) -> Vec<&str> {
    let rest = value.strip_prefix("Digest ").expect("the scheme is Digest");
    rest.split(", ")
        .map(|it| it.split_once('=').expect("name and value").0)
        .collect()
}

/// R-4.2.1-2, R-4.2.1-3, R-4.2.1-4, R-4.2.1-5, R-4.2.1-7, R-4.2.1-9, R-4.2.1-10, R-4.2.1-11,
/// R-4.2.2-3, R-4.2.2-4, R-4.2.2-5, R-4.2.2-6, R-4.2.2-7, R-4.2.2-8, R-4.2.2-9, R-4.2.2-10,
/// R-4.2.2-11, R-4.2.2-12, R-4.2.2-13, R-4.2.2-14: each directive of a challenge, and what the
/// credentials have of it.
#[test]
fn a_challenge_is_answered_with_its_own_directives_and_no_others() {
    const ALWAYS: [&str; 5] = ["username", "realm", "nonce", "uri", "response"];
    const OPAQUE: &str = ", opaque=\"0123456789abcdef0123456789ABCDEF\"";
    // What the challenge has beside realm and nonce; which of algorithm, opaque and qop come of it.
    let rows = [
        ("", "", "", ""),
        (", stale=FALSE", "", "", ""),
        (", domain=\"sip:192.0.2.9\"", "", "", ""),
        (", unknown=\"x\", other=y", "", "", ""),
        (", opaque=\"\"", "", "\"\"", ""),
        (OPAQUE, "", "\"0123456789abcdef0123456789ABCDEF\"", ""),
        (", algorithm=MD5", "MD5", "", ""),
        (", qop=\"auth\"", "", "", "auth"),
        (", qop=\"auth-int\"", "", "", "auth-int"),
        (", qop=\"auth-int,auth\"", "", "", "auth"),
        (", qop=\"auth, token, auth-int\"", "", "", "auth"),
        (
            ", stale=false, algorithm=MD5, opaque=\"o\", qop=\"auth\", domain=\"sip:x\"",
            "MD5",
            "\"o\"",
            "auth",
        ),
    ];
    let sources = [("pbx", "n-1"), ("Another realm", "MTIz:x;y==")];
    let all = rows.into_iter().flat_map(|row| sources.map(|it| (row, it)));
    for ((more, algorithm, opaque, qop), (realm, nonce)) in all {
        let mut network = start();
        challenge_of(&mut network, realm, nonce, more);
        let value = credentials(&network);
        let mut names = directives(&value);
        let mut expected = ALWAYS.to_vec();
        for (name, wanted) in [("algorithm", algorithm), ("opaque", opaque), ("qop", qop)] {
            if !wanted.is_empty() {
                expected.push(name);
                let directive = format!("{name}={wanted}");
                assert!(
                    value.split(", ").any(|it| it == directive),
                    "{more}: {value}"
                );
            }
        }
        if !qop.is_empty() {
            expected.extend(["nc", "cnonce"]);
            assert!(value.contains(", nc=00000001"), "{more}: {value}");
        }
        names.sort_unstable();
        expected.sort_unstable();
        assert_eq!(names, expected, "{more}: {value}");
        for part in [
            "username=\"user101\"",
            &format!("realm=\"{realm}\""),
            &format!("nonce=\"{nonce}\""),
            "uri=\"sip:192.0.2.9\"",
        ] {
            assert!(value.contains(part), "{more}: {value}");
        }
        let read = Credentials::parse(HeaderName::Authorization, &value).expect("legal");
        let proof = expected_response(&last(&network).message(), &read, "user101", "secret");
        assert_eq!(read.response(), proof, "{more}: {value}");
    }
}

/// R-4.2.2-7: MD5 of what RFC 2617 §3.2.2 says, by a sum worked out elsewhere.
#[test]
fn the_proof_is_that_of_another_implementation() {
    let mut network = start();
    challenge(&mut network, "n-1", "");
    let value = credentials(&network);
    assert!(
        value.contains("response=\"66cd708c656becaebc698d2ab6afbe3f\""),
        "{value}"
    );
}

/// R-4.2.2-2: the REGISTER with credentials keeps the Call-ID and counts one more.
#[test]
fn the_register_with_credentials_is_the_next_of_its_call_id() {
    let mut network = start();
    let (call_id, first) = (
        header(&network, HeaderName::CallId),
        cseq_of(last(&network)),
    );
    challenge(&mut network, "n-1", "");
    assert_eq!(header(&network, HeaderName::CallId), call_id);
    assert_eq!(cseq_of(last(&network)), first + 1);
}

/// R-4.2.2-11: nc counts what was sent with a nonce, in hexadecimal, and begins anew with another
/// (JJ-22.11 E-03).
#[test]
fn each_use_of_a_nonce_is_counted() {
    let mut network = with(|it| it.reuse_nonce = true);
    challenge(&mut network, "n-1", ", qop=\"auth\"");
    let check = |network: &Network, nonce: &str, nc: &str| {
        let value = credentials(network);
        assert!(value.contains(&format!("nonce=\"{nonce}\"")), "{value}");
        assert!(value.contains(&format!("nc=000000{nc}")), "{value}");
    };
    let counts = "01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11";
    for nc in counts.split(' ') {
        check(&network, "n-1", nc);
        accept(&mut network, 120);
        network.seconds(61);
    }
    challenge(&mut network, "n-2", ", qop=\"auth\", stale=TRUE");
    check(&network, "n-2", "01");
}

/// R-4.2.2-10: the cnonce is the terminal's own, another each time.
#[test]
fn each_cnonce_is_another() {
    let mut network = start();
    let cnonce = |network: &Network| {
        let value = credentials(network);
        let read = Credentials::parse(HeaderName::Authorization, &value).expect("legal");
        read.cnonce().expect("cnonce beside qop").to_owned()
    };
    challenge(&mut network, "n-1", ", qop=\"auth\"");
    let first = cnonce(&network);
    challenge(&mut network, "n-2", ", qop=\"auth\", stale=TRUE");
    assert!(first.len() >= 8 && first != cnonce(&network));
}

/// R-4.2.1-6: a stale nonce is no fault of the user: the new one is used, without a word.
#[test]
fn a_stale_nonce_is_replaced_by_the_new_one() {
    for stale in ["TRUE", "true", "True", "\"true\""] {
        let mut network = start();
        challenge(&mut network, "n-1", "");
        challenge(&mut network, "n-2", &format!(", stale={stale}"));
        let value = credentials(&network);
        assert!(value.contains("nonce=\"n-2\""), "{stale}: {value}");
        assert_eq!(network.events(0), []);
        accept(&mut network, 3600);
        registered_until(&mut network);
    }
}

/// R-4.2.1-6, although a registrar that calls every nonce stale is not answered for ever.
#[test]
fn nonces_that_are_always_stale_count_as_an_error() {
    let mut network = start();
    for nonce in 0..20 {
        challenge(&mut network, &nonce.to_string(), ", stale=TRUE");
    }
    assert_eq!(registers(&network).len(), 6);
    let events = network.events(0);
    assert!(
        matches!(
            &events[..],
            [Event::RegistrationFailed { problem: RegistrationProblem::Refused { status }, retry_at: Some(_) }]
                if status.code() == 401
        ),
        "{events:?}"
    );
}

/// R-4.2.1-8, R-4.5.2-2: credentials that the server refuses are told, and not sent again until the
/// user gives others.
#[test]
fn wrong_credentials_are_told_and_not_sent_again() {
    for stale in ["", ", stale=FALSE", ", stale=false", ", stale=maybe"] {
        let mut network = start();
        challenge(&mut network, "n-1", "");
        challenge(&mut network, "n-2", stale);
        let problem = RegistrationProblem::WrongCredentials;
        assert_eq!(network.events(0), [failed(problem, None)], "{stale}");
        let state = network.terminal(0).registration();
        assert_eq!(state, Some(RegistrationState::Refused));
        network.seconds(10_000);
        assert_eq!(registers(&network).len(), 2, "{stale}");
        let credentials = Some(ClientCredentials::with_password("user101", "better"));
        network.command(0, Command::Register { credentials });
        challenge(&mut network, "n-3", "");
        assert_eq!(registers(&network).len(), 4);
        accept(&mut network, 3600);
        registered_until(&mut network);
    }
}
