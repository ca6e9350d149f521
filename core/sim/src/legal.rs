//! Whether one message may be sent at all: JJ-22.11 §13, seen from its sender.

use naisen_jj2211::{Context, Fact, Role, send_faults, send_faults_of_bytes};
use naisen_sip::Message;

/// What is settled about the nodes of every simulation; all else is unknown, and decides nothing.
fn settled() -> Context {
    Context::new().with(Fact::PresentsByHeaders, true)
}

/// The first fault of a message that `role` sends; none if it is legal.
pub fn fault(role: Role, bytes: &[u8]) -> Option<String> {
    let faults = send_faults_of_bytes(role, bytes, &settled());
    faults.first().map(ToString::to_string)
}

/// Says what is wrong with a message, if anything is.
pub(crate) fn check(role: Role, message: &Message<'_>) -> Result<(), String> {
    let faults = send_faults(role, message, &settled());
    faults
        .first()
        .map_or(Ok(()), |fault| Err(fault.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYE: &str = "BYE sip:101@192.168.0.101 SIP/2.0\r\n\
        Via: SIP/2.0/UDP 192.168.0.200:5060;branch=z9hG4bK1\r\nMax-Forwards: 70\r\n\
        From: <sip:102@192.168.0.200>;tag=a\r\nTo: <sip:101@192.168.0.200>;tag=b\r\n\
        Call-ID: c\r\nCSeq: 4 BYE\r\n";

    #[test]
    fn a_bye_is_legal_and_each_change_for_the_worse_is_found() {
        let end = "Content-Length: 0\r\n\r\n";
        assert_eq!(fault(Role::Server, format!("{BYE}{end}").as_bytes()), None);
        let long = "x".repeat(250);
        for message in [
            format!("{BYE}Subject: {long}\r\n{end}"),
            format!("{BYE}Require: timer\r\n{end}"),
            format!("{BYE}\r\n"),
            format!("{BYE}{end}").replace(";tag=b", ""),
            format!("{BYE}{end}").replace("4 BYE", "4 ACK"),
            format!("{BYE}{end}").replace("z9hG4bK", ""),
            format!("{BYE}{end}").replace(": 70", ": 7"),
        ] {
            assert!(
                fault(Role::Server, message.as_bytes()).is_some(),
                "{message}"
            );
        }
    }
}
