//! JJ-22.11 §8.3: the caller's PRACK.

use super::*;

/// R-8.3-1
#[test]
fn a_reliable_1xx_is_met_with_a_prack_that_names_it() {
    for (status, rseq, body) in [
        ("180 Ringing", 1, String::new()),
        ("183 Session Progress", 2_147_483_647, sdp(1, 9000, "")),
    ] {
        let mut network = calling();
        progress(&mut network, status, rseq, &body);
        assert_eq!(network.arrows(), ["1> PRACK"]);
        let prack = last(&network, "1> PRACK");
        let expected = format!("{rseq} {} INVITE", invite_number(&network));
        assert_eq!(header(prack, HeaderName::RAck), expected);
        assert!(header(prack, HeaderName::To).ends_with(";tag=b"));
    }
}

/// R-8.3-2: at T1, doubled up to T2, until the answer; a repeated 1xx has no further PRACK.
#[test]
fn a_prack_is_repeated_until_it_is_answered() {
    let mut network = calling();
    let since = network.now;
    progress(&mut network, "180 Ringing", 7, "");
    network.run(Duration::from_millis(11_900));
    let at = [0, 500, 1500, 3500, 7500, 11_500];
    assert_eq!(network.sent_at("1> PRACK", since), at);
    network.respond(network.last("1> PRACK"), "200 OK", "b", "", "");
    network.seconds(30);
    assert_eq!(network.sent_at("1> PRACK", since).len(), at.len());
    network.arrows();
    progress(&mut network, "180 Ringing", 7, "");
    assert_eq!(network.arrows(), [""; 0]);
}

/// R-8.3-3: before the first PRACK is answered; what skips a number is not acknowledged (RFC 3262 §4).
#[test]
fn a_1xx_with_the_next_number_has_a_prack_of_its_own() {
    let mut network = calling();
    progress(&mut network, "183 Session Progress", 7, &sdp(1, 9000, ""));
    progress(&mut network, "180 Ringing", 8, "");
    assert_eq!(network.arrows(), ["1> PRACK", "1> PRACK"]);
    let rack = header(last(&network, "1> PRACK"), HeaderName::RAck);
    assert!(rack.starts_with("8 "), "{rack}");
    progress(&mut network, "180 Ringing", 10, "");
    assert_eq!(network.arrows(), [""; 0]);
}
