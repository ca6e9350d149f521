//! SDP in a message that we send: the lines of `JJ-22.11 T13-6`, the limits of `JJ-22.11 T13-8` on
//! o= and s=, and what `JJ-22.11 §10.2.1` keeps out of the first offer.

use naisen_sip::HeaderName;

use crate::fault::Offence;
use crate::message_kind::MessageKind;

use super::Sent;

const TABLE: &str = "13-6";

/// A generated user name in o= and a generated session name, in bytes (`R-13.2.2-15`, `R-13.2.2-18`).
const NAME_MAX: usize = 10;

/// Lines of the session that are always there. The connection may
/// stand in each medium instead.
const SESSION_LINES: [(char, &str); 4] = [('v', "v="), ('o', "o="), ('s', "s="), ('t', "t=")];

/// Directions that no first offer has (`R-10.2.1-17`).
const ONE_WAY: [&str; 3] = ["a=inactive", "a=sendonly", "a=recvonly"];

pub(super) fn examine(sent: &mut Sent<'_, '_>) {
    let is_sdp = |text: &str| {
        let kind = text.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/sdp")
    };
    let body = sent.message.body();
    if body.is_empty()
        || !sent
            .message
            .header(HeaderName::ContentType)
            .is_some_and(is_sdp)
    {
        return;
    }
    let Ok(text) = std::str::from_utf8(body) else {
        let reason = "not UTF-8".to_owned();
        sent.fault_in(TABLE, "session", "", Offence::Unreadable { reason });
        return;
    };
    line_ends(sent, text);
    session_lines(sent, text);
    names(sent, text);
    if sent.kind == MessageKind::Invite {
        first_offer(sent, text);
    }
}

fn line_ends(sent: &mut Sent<'_, '_>, text: &str) {
    let bare = text
        .split_inclusive('\n')
        .find(|line| !line.ends_with("\r\n"));
    if let Some(line) = bare {
        let offence = Offence::Differs {
            expected: "CRLF at its end",
            found: line.to_owned(),
        };
        sent.fault_in(TABLE, "line", "R-10.2.1-2", offence);
    }
}

fn session_lines(sent: &mut Sent<'_, '_>, text: &str) {
    let session = || text.lines().take_while(|line| !line.starts_with("m="));
    for (letter, row) in SESSION_LINES {
        if !session().any(|line| line.starts_with(letter)) {
            sent.fault_in(TABLE, row, "R-13.1.3-1", Offence::Missing);
        }
    }
    let version = session().find_map(|line| line.strip_prefix("v="));
    if let Some(other) = version.filter(|version| *version != "0") {
        let found = other.to_owned();
        let offence = Offence::Differs {
            expected: "0",
            found,
        };
        sent.fault_in(TABLE, "v=", "R-13.1.3-1", offence);
    }
    let media = text.lines().filter(|line| line.starts_with("m=")).count();
    if media == 0 {
        sent.fault_in(TABLE, "m=", "R-13.1.3-2", Offence::Missing);
    }
    let everywhere = session().any(|line| line.starts_with("c="));
    let connections = text.lines().filter(|line| line.starts_with("c=")).count();
    if !everywhere && connections < media.max(1) {
        sent.fault_in(TABLE, "c=", "R-13.1.3-1", Offence::Missing);
    }
}

fn names(sent: &mut Sent<'_, '_>, text: &str) {
    let value = |line: &str| text.lines().find_map(|found| found.strip_prefix(line));
    let user = value("o=").and_then(|origin| origin.split(' ').next());
    for (row, rule, name) in [
        ("sdp-username", "R-13.2.2-15", user),
        ("sdp-session-name", "R-13.2.2-18", value("s=")),
    ] {
        let found = name.unwrap_or_default().len();
        if found > NAME_MAX {
            let max = u32::try_from(NAME_MAX).unwrap_or(u32::MAX);
            sent.fault_in("13-8", row, rule, Offence::TooLong { max, found });
        }
    }
}

fn first_offer(sent: &mut Sent<'_, '_>, text: &str) {
    if text.lines().filter(|line| line.starts_with("m=")).count() > 1 {
        let offence = Offence::Differs {
            expected: "one medium",
            found: "several".to_owned(),
        };
        sent.fault_in(TABLE, "m=", "R-10.2.1-19", offence);
    }
    if text.lines().any(|line| ONE_WAY.contains(&line)) {
        sent.fault_in(TABLE, "a=", "R-10.2.1-17", Offence::Forbidden);
    }
}
