//! Connections that were refused while a call waited for them.

use naisen_cause::Rule;
use naisen_trace::Confidence::{Certain, Likely};

use crate::scene::{first, rules};

/// The exchange refuses a call; `tries` is what it tried before.
fn refused(tries: &str, status: &str) -> String {
    format!(
        "0.00 A>X INVITE sdp
        0.01 X>A 100
        {tries}
        0.09 X>A {status}
        0.10 A>X ACK
        90.0 Q>L icmp"
    )
}

const SYN: &str = "0.02 X>S syn at=40112\n0.04 S>X rst to=40112";
const HELLO: &str = "0.02 X>S syn at=40112\n0.04 X>S tls at=40112\n0.06 S>X fin to=40112";

#[test]
fn a_next_hop_that_refuses_the_connection_explains_the_refusal() {
    first(&refused(SYN, "503"), Rule::Unreachable, Likely);
    first(&refused(SYN, "500"), Rule::Unreachable, Likely);
    first(&refused(HELLO, "503"), Rule::TransportMismatch, Likely);
    let reset = HELLO.replace("fin", "rst");
    first(&refused(&reset, "503"), Rule::TransportMismatch, Likely);
    assert_eq!(rules(&refused(SYN, "503")), [Rule::Unreachable]);
}

#[test]
fn connections_of_another_matter_explain_nothing() {
    let bare = [Rule::Congestion];
    for tries in [
        // Accepted.
        "0.02 X>S syn at=40112\n0.04 X>S tls at=40112\n0.05 S>X tls to=40112\n0.06 S>X fin to=40112",
        // Closed in order, with nothing asked.
        "0.02 X>S syn at=40112\n0.06 S>X fin to=40112",
        // No port of SIP.
        "0.02 X>S syn at=40112 to=389\n0.04 S>X rst at=389 to=40112",
        // Of a connection that had stood.
        "0.04 S>X rst to=40112",
        // Another host.
        "0.02 P>S syn at=40112\n0.04 S>P rst to=40112",
    ] {
        assert_eq!(rules(&refused(tries, "503")), bare, "{tries}");
    }
    // Long before.
    let early = refused(SYN, "503")
        .replace("0.09", "5.09")
        .replace("0.10", "5.10");
    assert_eq!(rules(&early), bare);
    // The exchange called on by another way, and was refused there.
    let went_on = format!("{SYN}\n0.05 X>B INVITE sdp=X:41000\n0.06 B>X 486\n0.07 X>B ACK");
    assert_eq!(rules(&refused(&went_on, "486")), [Rule::Busy]);
    // The next hop says itself that it is overloaded.
    first(
        &refused(SYN, "503 | Retry-After: 30"),
        Rule::Congestion,
        Certain,
    );
}

#[test]
fn a_target_that_refuses_the_redirected_caller_explains_the_end() {
    let text = |after: &str| {
        format!(
            "0.00 A>X INVITE sdp
            0.01 X>A 302 | Contact: <sip:200@198.51.100.5:5060;transport=tcp>
            0.02 A>X ACK
            {after}
            90.0 Q>L icmp"
        )
    };
    let refused = "0.05 A>S syn at=41000\n0.06 S>A rst to=41000";
    first(&text(refused), Rule::Unreachable, Likely);
    for other in [
        "",
        // Another host.
        "0.05 A>P syn at=41000\n0.06 P>A rst to=41000",
        // Before it was told.
        "0.002 A>S syn at=41000\n0.005 S>A rst to=41000",
    ] {
        assert_eq!(rules(&text(other)), [Rule::Moved], "{other}");
    }
}
