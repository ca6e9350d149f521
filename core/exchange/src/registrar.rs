//! The registrar: the bindings of an AoR, as its phones set, refresh, remove and ask for them
//! (JJ-22.11 §4.1, §4.3; RFC 3261 §10.3).
//!
//! All or nothing: a REGISTER with one Contact that cannot be had changes nothing.

use std::fmt;
use std::time::Duration;

use naisen_node::{Flow, Time};
use naisen_sip::{
    CSeq, CallId, Contact, ContactAddress, Date, Expires, From, HeaderError, HeaderName, Message,
    MessageWriter, Scheme, StatusCode, To, Uri,
};
use smallvec::SmallVec;

use crate::bounded::beginning;
use crate::config::RegistrarConfig;
use crate::directory::{Directory, MAX_CONTACTS};
use crate::hosts::Hosts;
use crate::{Binding, Event};

/// The longest Contact URI that is kept, in bytes: it becomes a Request-URI. JJ-22.11 T13-8 knows
/// 64; phones with parameters need more.
pub const MAX_CONTACT_BYTES: usize = 512;

/// The longest Call-ID that is kept, in bytes: four times what JJ-22.11 T13-8 allows to generate.
const MAX_CALL_ID_BYTES: usize = 256;

/// The longest User-Agent that is kept, in bytes.
const MAX_USER_AGENT_BYTES: usize = 128;

/// Why a REGISTER is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rejection {
    pub status: StatusCode,
    /// With 423: the shortest lifetime, in seconds.
    pub min_expires_s: Option<u32>,
}

impl Rejection {
    const fn new(status: StatusCode) -> Self {
        Self {
            status,
            min_expires_s: None,
        }
    }

    /// Adds the headers that the status calls for, and ends the response.
    pub(crate) fn write(self, mut writer: MessageWriter<'_>) {
        if let Some(seconds) = self.min_expires_s {
            writer.header(HeaderName::MinExpires, seconds);
        }
        writer.empty();
    }
}

impl std::convert::From<HeaderError> for Rejection {
    fn from(_: HeaderError) -> Self {
        Self::new(StatusCode::BAD_REQUEST)
    }
}

/// What was done for a REGISTER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Registered {
    /// The lifetime of the Contacts that it named, if all have the same: 0 if it removed them.
    pub expires_s: Option<u32>,
}

/// Where a REGISTER came from, and for whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Registrant<'a> {
    pub flow: Flow,
    /// The number whose secret the request proved.
    pub proven: &'a str,
}

/// One Contact of a REGISTER.
#[derive(Debug)]
struct Wanted<'m> {
    uri: Uri<'m>,
    q_thousandths: u16,
    expires_s: u32,
}

/// Carries out an authenticated REGISTER. Changes are reported to `events`.
pub(crate) fn register(
    directory: &mut Directory,
    config: &RegistrarConfig,
    hosts: &Hosts,
    now: Time,
    registrant: Registrant<'_>,
    message: &Message<'_>,
    events: &mut Vec<Event>,
) -> Result<Registered, Rejection> {
    let number = address_of_record(directory, hosts, registrant, message)?;
    let call_id = message.required::<CallId<'_>>()?.0;
    if call_id.len() > MAX_CALL_ID_BYTES {
        return Err(Rejection::new(StatusCode::BAD_REQUEST));
    }
    let cseq = message.required::<CSeq<'_>>()?.number;
    check_order(directory, number, call_id, cseq)?;
    let contacts: SmallVec<[Contact<'_>; 2]> = message
        .list::<Contact<'_>>()
        .take(MAX_CONTACTS + 1)
        .collect::<Result<_, _>>()?;
    if contacts.len() > MAX_CONTACTS {
        return Err(Rejection::new(StatusCode::FORBIDDEN));
    }
    // A malformed Expires counts as absent (R-4.1.3.2-16).
    let expires_header = message.typed::<Expires>().ok().flatten().map(|it| it.0);
    if contacts.iter().any(|contact| contact.address().is_none()) {
        if contacts.len() != 1 || expires_header != Some(0) {
            return Err(Rejection::new(StatusCode::BAD_REQUEST));
        }
        if directory.remove_bindings(number) > 0 {
            events.push(Event::BindingsRemoved {
                number: number.into(),
            });
        }
        return Ok(Registered { expires_s: Some(0) });
    }
    let mut wanted: SmallVec<[Wanted<'_>; 2]> = SmallVec::new();
    for contact in contacts.iter().filter_map(Contact::address) {
        let contact = read_contact(config, contact, expires_header)?;
        // Named twice in one request, the last word counts.
        wanted.retain(|earlier| !same_contact(&earlier.uri, &contact.uri));
        wanted.push(contact);
    }
    let contacts_max = config.contacts_max.clamp(1, MAX_CONTACTS);
    if wanted.iter().filter(|it| it.expires_s > 0).count() > contacts_max {
        return Err(Rejection::new(StatusCode::FORBIDDEN));
    }
    let user_agent = message
        .header(HeaderName::UserAgent)
        .map(|text| beginning(text, MAX_USER_AGENT_BYTES));
    for contact in &wanted {
        // A Contact may come back with other parameters: the old text goes.
        let old: SmallVec<[Box<str>; 2]> = directory
            .bindings(number)
            .filter(|known| {
                Uri::parse(&known.contact).is_ok_and(|known| same_contact(&known, &contact.uri))
            })
            .map(|known| known.contact.clone())
            .collect();
        for text in old {
            if contact.expires_s == 0 || *text != *contact.uri.raw {
                remove(directory, number, &text, events);
            }
        }
        if contact.expires_s == 0 {
            continue;
        }
        let binding = Binding {
            number: number.into(),
            contact: contact.uri.raw.into(),
            q_thousandths: contact.q_thousandths,
            call_id: call_id.into(),
            cseq,
            expires_at: now + Duration::from_secs(u64::from(contact.expires_s)),
            flow: registrant.flow,
            user_agent: user_agent.map(Into::into),
        };
        directory.put_binding(binding.clone());
        events.push(Event::BindingPut(binding));
    }
    make_room(directory, number, contacts_max, &wanted, events);
    let first = wanted.first().map(|it| it.expires_s);
    let same = wanted.iter().all(|it| Some(it.expires_s) == first);
    Ok(Registered {
        expires_s: first.filter(|_| same),
    })
}

/// Writes the headers of the 200: every binding that is left, with its lifetime (R-4.3.2-1,
/// R-4.3.5-1); none when none is left (JJ-22.11 E-41).
pub(crate) fn write_bindings(
    directory: &Directory,
    now: Time,
    number: &str,
    registered: Registered,
    mut writer: MessageWriter<'_>,
) {
    let listed = directory
        .bindings(number)
        .map(|binding| Listed { binding, now });
    writer.list(HeaderName::Contact, listed);
    if let Some(seconds) = registered.expires_s {
        writer.header(HeaderName::Expires, seconds);
    }
    let date = Date {
        unix_seconds: now.unix_seconds(),
    };
    writer.header(HeaderName::Date, date);
    writer.empty();
}

struct Listed<'a> {
    binding: &'a Binding,
    now: Time,
}

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left = self.binding.expires_at.since(self.now);
        let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        write!(f, "<{}>;expires={seconds}", self.binding.contact)?;
        match self.binding.q_thousandths {
            1000.. => Ok(()),
            q => write!(f, ";q=0.{q:03}"),
        }
    }
}

/// The AoR of To: at one of our hosts, of an extension there is, and the sender's own.
fn address_of_record<'n>(
    directory: &Directory,
    hosts: &Hosts,
    registrant: Registrant<'n>,
    message: &Message<'_>,
) -> Result<&'n str, Rejection> {
    let to = message.required::<To<'_>>()?;
    let uri = to
        .parsed_uri()
        .map_err(|_| Rejection::new(StatusCode::BAD_REQUEST))?;
    let local = registrant.flow.local.ip();
    let number = hosts
        .user_of(&uri, local)
        .filter(|number| directory.extension(number).is_some())
        .ok_or(Rejection::new(StatusCode::NOT_FOUND))?;
    // Nobody registers for another (R-4.1.3.1-3 leaves this to us).
    let from = message.required::<From<'_>>()?;
    let from_user = from.parsed_uri().ok().and_then(|uri| uri.user_text());
    if number != registrant.proven || from_user.as_deref() != Some(registrant.proven) {
        return Err(Rejection::new(StatusCode::FORBIDDEN));
    }
    Ok(registrant.proven)
}

fn read_contact<'m>(
    config: &RegistrarConfig,
    contact: &ContactAddress<'m>,
    expires_header: Option<u32>,
) -> Result<Wanted<'m>, Rejection> {
    let bad = Rejection::new(StatusCode::BAD_REQUEST);
    let uri = Uri::parse(contact.uri).map_err(|_| bad)?;
    if uri.scheme != Scheme::Sip || uri.headers.is_some() || uri.raw.len() > MAX_CONTACT_BYTES {
        return Err(bad);
    }
    let asked = contact
        .expires()
        .or(expires_header)
        .unwrap_or(config.expires_default_s);
    if asked > 0 && asked < config.expires_min_s {
        return Err(Rejection {
            status: StatusCode::INTERVAL_TOO_BRIEF,
            min_expires_s: Some(config.expires_min_s),
        });
    }
    Ok(Wanted {
        uri,
        q_thousandths: contact.q().unwrap_or(1000),
        expires_s: asked.min(config.expires_max_s),
    })
}

/// A REGISTER with the Call-ID of an earlier one must have a higher CSeq, whichever of the locations
/// it is about (R-4.1.3.1-6).
fn check_order(
    directory: &Directory,
    number: &str,
    call_id: &str,
    cseq: u32,
) -> Result<(), Rejection> {
    let out_of_order = directory
        .bindings(number)
        .any(|known| &*known.call_id == call_id && cseq <= known.cseq);
    if out_of_order {
        // RFC 3261 §12.2.2 names 500 for a number that is too low.
        return Err(Rejection::new(StatusCode::SERVER_INTERNAL_ERROR));
    }
    Ok(())
}

/// Beyond the bound the bindings that lapse first go, but none of those just set.
fn make_room(
    directory: &mut Directory,
    number: &str,
    contacts_max: usize,
    wanted: &[Wanted<'_>],
    events: &mut Vec<Event>,
) {
    while directory.bindings(number).len() > contacts_max {
        let oldest = directory
            .bindings(number)
            .filter(|known| wanted.iter().all(|it| *it.uri.raw != *known.contact))
            .min_by_key(|known| known.expires_at)
            .map(|known| known.contact.clone());
        let Some(oldest) = oldest else {
            return;
        };
        remove(directory, number, &oldest, events);
    }
}

fn remove(directory: &mut Directory, number: &str, contact: &str, events: &mut Vec<Event>) {
    if directory.remove_binding(number, contact) {
        events.push(Event::BindingRemoved {
            number: number.into(),
            contact: contact.into(),
        });
    }
}

/// Parameters are not compared: neither side needs to keep those it does not know (R-4.3.6-1).
fn same_contact(one: &Uri<'_>, other: &Uri<'_>) -> bool {
    one.scheme == other.scheme
        && one.same_user_and_host(other)
        && one.port.unwrap_or(5060) == other.port.unwrap_or(5060)
}
