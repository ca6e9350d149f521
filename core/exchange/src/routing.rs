//! Where a dialled number leads.

use std::borrow::Cow;
use std::net::IpAddr;

use naisen_sip::{Scheme, Uri};

use crate::Binding;
use crate::config::ServiceLines;
use crate::directory::Directory;
use crate::hosts::Hosts;

/// The longest number, in bytes.
pub(crate) const MAX_NUMBER_BYTES: usize = 64;

/// A line that the exchange answers itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Sends back what it hears.
    Echo,
    /// Plays 1004 Hz at 0 dBm0.
    Milliwatt,
    /// Answers and hangs up.
    Hangup,
}

/// What stands behind a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Phones, the preferred first.
    Contacts(Vec<Binding>),
    /// A line of the exchange's own.
    Service(Service),
    /// An extension without a phone.
    NotRegistered,
    /// Nothing.
    Unknown,
}

/// A dialled number, with the wish of table 12-2 taken off its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dialled<'u> {
    /// The number.
    pub number: Cow<'u, str>,
    /// Whether 184 was dialled before it.
    pub restricted: bool,
}

/// Reads a Request-URI. `None` if its host is not ours or it has no number (R-6.1.2-1). A `tel:`
/// URI has no host: its number is taken for one of ours.
pub(crate) fn dialled<'u>(
    hosts: &Hosts,
    directory: &Directory,
    services: &ServiceLines,
    request_uri: &Uri<'u>,
    local: IpAddr,
) -> Option<Dialled<'u>> {
    let number = match request_uri.scheme {
        Scheme::Tel => Cow::Borrowed(request_uri.user?),
        _ => hosts.user_of(request_uri, local)?,
    };
    let number = without_separators(number);
    if number.is_empty()
        || number.len() > MAX_NUMBER_BYTES
        || !number.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        return None;
    }
    let exists =
        |number: &str| directory.extension(number).is_some() || service(services, number).is_some();
    // R-12.1.1-21: a prefix is one only if the number without it exists.
    if !exists(&number) {
        for (prefix, restricted) in [("184", true), ("186", false)] {
            if let Some(rest) = number.strip_prefix(prefix)
                && exists(rest)
            {
                return Some(Dialled {
                    number: Cow::Owned(rest.to_owned()),
                    restricted,
                });
            }
        }
    }
    Some(Dialled {
        number,
        restricted: false,
    })
}

/// A number without its visual separators and parameters (RFC 3966 §5.1.1, RFC 3261 §19.1.6).
fn without_separators(number: Cow<'_, str>) -> Cow<'_, str> {
    let is_separator = |c: char| matches!(c, '-' | '.' | '(' | ')');
    if !number.contains(|c: char| is_separator(c) || c == ';') {
        return number;
    }
    let digits = number.split(';').next().unwrap_or_default();
    Cow::Owned(digits.chars().filter(|c| !is_separator(*c)).collect())
}

/// Finds what stands behind a number.
pub(crate) fn destination(
    directory: &Directory,
    services: &ServiceLines,
    number: &str,
) -> Destination {
    if let Some(service) = service(services, number) {
        return Destination::Service(service);
    }
    if directory.extension(number).is_none() {
        return Destination::Unknown;
    }
    let mut contacts: Vec<Binding> = directory.bindings(number).cloned().collect();
    if contacts.is_empty() {
        return Destination::NotRegistered;
    }
    contacts.sort_by_key(|binding| std::cmp::Reverse(binding.q_thousandths));
    Destination::Contacts(contacts)
}

fn service(services: &ServiceLines, number: &str) -> Option<Service> {
    [
        (&services.echo, Service::Echo),
        (&services.milliwatt, Service::Milliwatt),
        (&services.hangup, Service::Hangup),
    ]
    .into_iter()
    .find_map(|(line, service)| (line.as_deref() == Some(number)).then_some(service))
}

#[cfg(test)]
mod tests {
    use naisen_node::Random;

    use super::*;
    use crate::samples::{START, binding, extension};

    const LOCAL: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 0, 200));

    fn directory() -> Directory {
        let mut directory = Directory::new(START, &mut Random::from_number(1));
        for number in ["102", "103", "186103"] {
            directory.put_extension(extension(number));
        }
        for (contact, q) in [("sip:a@10.0.0.2", 200), ("sip:b@10.0.0.3", 900)] {
            directory.put_binding(Binding {
                q_thousandths: q,
                ..binding("102", contact, 60)
            });
        }
        directory
    }

    /// R-6.1.2-1, R-6.1.2-4, R-6.1.2-5, R-12.1.1-21
    #[test]
    fn the_number_is_read_from_a_request_uri_at_one_of_our_hosts() {
        let hosts = Hosts::new(&["pbx.example".into(), "198.51.100.1".into()]);
        let directory = directory();
        let services = ServiceLines::default();
        let rows = [
            ("sip:102@192.168.0.200", Some(("102", false))),
            (
                "sip:102@192.168.0.200:5070;transport=tcp",
                Some(("102", false)),
            ),
            ("sip:102@PBX.example", Some(("102", false))),
            ("sip:102@198.51.100.1", Some(("102", false))),
            ("sip:77@pbx.example", Some(("77", false))),
            ("sip:184102@pbx.example", Some(("102", true))),
            ("sip:186900@pbx.example", Some(("900", false))),
            ("sip:186103@pbx.example", Some(("186103", false))),
            ("sip:18477@pbx.example", Some(("18477", false))),
            ("sip:102@elsewhere.example", None),
            ("sip:192.168.0.200", None),
            ("sip:(1)0-2@pbx.example", Some(("102", false))),
            ("sip:102;phone-context=x@pbx.example", Some(("102", false))),
            ("sip:1%302@pbx.example", Some(("102", false))),
            ("sip:1%202@pbx.example", None),
            ("sip:-@pbx.example", None),
            ("sip:1_2@pbx.example", None),
            ("tel:102", Some(("102", false))),
            ("tel:1-0.2;phone-context=pbx.example", Some(("102", false))),
            ("tel:184102", Some(("102", true))),
            ("tel:+81312345678", None),
        ];
        for (uri, expected) in rows {
            let parsed = Uri::parse(uri).expect("legal");
            let dialled = dialled(&hosts, &directory, &services, &parsed, LOCAL);
            let dialled = dialled.as_ref().map(|it| (&*it.number, it.restricted));
            assert_eq!(dialled, expected, "{uri}");
        }
    }

    #[test]
    fn a_number_leads_to_phones_to_a_service_or_nowhere() {
        let directory = directory();
        let services = ServiceLines {
            hangup: None,
            ..ServiceLines::default()
        };
        let find = |number| destination(&directory, &services, number);
        let Destination::Contacts(contacts) = find("102") else {
            panic!("102 has phones");
        };
        let order: Vec<&str> = contacts.iter().map(|it| &*it.contact).collect();
        assert_eq!(order, ["sip:b@10.0.0.3", "sip:a@10.0.0.2"]);
        assert_eq!(find("103"), Destination::NotRegistered);
        assert_eq!(find("900"), Destination::Service(Service::Echo));
        assert_eq!(find("901"), Destination::Service(Service::Milliwatt));
        assert_eq!(find("902"), Destination::Unknown);
    }
}
