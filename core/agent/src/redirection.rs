//! Following a redirection of an Initial INVITE (JJ-22.11 §5.4, RFC 3261 §8.1.3.4).

use naisen_node::{Flow, Sends, Time};
use naisen_sip::{Contact, Message, Scheme, StatusCode, Uri};

use crate::agent::Agent;
use crate::session::{Calling, SessionId};

/// How often one INVITE is redirected before the redirection is taken as a refusal.
const MAX_REDIRECTIONS: usize = 3;

impl Agent {
    /// Sends the INVITE again to where a refusal redirects it; false if it does not, or may not
    /// (R-5.4.1-1, JJ-22.11 E-12). `flow` is the path the response came along: it has to be that of
    /// the INVITE, and the INVITE keeps to it, wherever the new Request-URI points.
    #[expect(clippy::too_many_arguments, reason = "a response and where it belongs")]
    pub(crate) fn follow_redirection(
        &mut self,
        now: Time,
        id: SessionId,
        flow: Flow,
        status: StatusCode,
        message: &Message<'_>,
        cnonce: &str,
        sends: &mut Sends,
    ) -> bool {
        let Some(session) = self.sessions.get_mut(id) else {
            return false;
        };
        let is_own = flow.remote == session.flow.remote && flow.transport == session.flow.transport;
        // 305 and 380 ask for more than another Request-URI.
        let is_elsewhere = matches!(status.code(), 300..=302);
        if !session.policy.follows_redirection || !is_own || !is_elsewhere {
            return false;
        }
        let Some(calling) = session.calling() else {
            return false;
        };
        if !calling.redirect(message) {
            return false;
        }
        // A nonce is counted with every use of it.
        let lines = calling.credentials(None, cnonce);
        let lines = lines.and_then(Result::ok).unwrap_or_default();
        self.send_again(now, id, &lines, sends);
        true
    }
}

impl Calling {
    /// Takes the Contact with the greatest q, the first of equal ones, as the next Request-URI. False if
    /// there is none to take, or it was asked already: a redirection that goes round leads nowhere.
    fn redirect(&mut self, message: &Message<'_>) -> bool {
        if self.targets.len() > MAX_REDIRECTIONS {
            return false;
        }
        let mut best: Option<(u16, Box<str>)> = None;
        for contact in message.list::<Contact<'_>>().flatten() {
            let Some(address) = contact.address() else {
                continue;
            };
            let q = address.q().unwrap_or(1000);
            if let Some(target) = request_uri(address.uri)
                && best.as_ref().is_none_or(|(greatest, _)| q > *greatest)
            {
                best = Some((q, target));
            }
        }
        let Some((_, next)) = best else {
            return false;
        };
        if self.targets.is_empty()
            && let Ok(invite) = Message::parse(&self.request)
        {
            self.targets.extend(invite.request_uri().map(Into::into));
        }
        let goes_round = self.targets.iter().any(|asked| same(asked, &next));
        if !goes_round {
            self.targets.push(next);
        }
        !goes_round
    }
}

/// The Request-URI of an INVITE that is sent once more: where it was redirected last, or what it had.
pub(crate) fn target<'a>(targets: &'a [Box<str>], invite: &'a Message<'_>) -> &'a str {
    targets
        .last()
        .map(|target| &**target)
        .or(invite.request_uri())
        .unwrap_or_default()
}

fn same(left: &str, right: &str) -> bool {
    match (Uri::parse(left), Uri::parse(right)) {
        (Ok(left), Ok(right)) => left.equivalent(&right),
        _ => false,
    }
}

/// A Contact as the Request-URI of an INVITE: a `sip:` URI whose user part is digits alone (R-5.1.2-1,
/// R-5.1.2-2), without its parameters; none if it is no such URI.
fn request_uri(contact: &str) -> Option<Box<str>> {
    let uri = Uri::parse(contact).ok()?;
    let number = uri
        .user
        .filter(|user| user.bytes().all(|byte| byte.is_ascii_digit()))?;
    if uri.scheme != Scheme::Sip || number.is_empty() {
        return None;
    }
    let host = uri.host;
    Some(match uri.port {
        Some(port) => format!("sip:{number}@{host}:{port}").into(),
        None => format!("sip:{number}@{host}").into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_becomes_a_request_uri_only_if_it_is_a_number_at_a_host() {
        for (contact, expected) in [
            ("sip:103@192.0.2.9", Some("sip:103@192.0.2.9")),
            (
                "sip:103@pbx:5062;transport=tcp?Subject=x",
                Some("sip:103@pbx:5062"),
            ),
            ("sip:103@[2001:db8::1]", Some("sip:103@[2001:db8::1]")),
            ("sips:103@192.0.2.9", None),
            ("tel:103", None),
            ("sip:line3@192.0.2.9", None),
            ("sip:192.0.2.9", None),
            ("http://192.0.2.9", None),
        ] {
            assert_eq!(request_uri(contact).as_deref(), expected, "{contact}");
        }
    }
}
