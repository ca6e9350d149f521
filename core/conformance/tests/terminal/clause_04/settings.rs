//! Settings of the registration that an exchange may prescribe (JJ-22.11 §1.3.4).

use naisen_terminal::{ExpiresPlace, UserParameter};

use super::*;

/// The header of the first REGISTER.
fn first_header(config: Config, name: HeaderName) -> Option<String> {
    start_with(config).log[0].header(name)
}

/// R-4.1.3.1-3: From is another's, To stays that of the location.
#[test]
fn from_may_be_the_address_of_somebody_else() {
    for (third, expected) in [
        (None, "<sip:101@pbx.example>"),
        (
            Some("sip:secretary@pbx.example"),
            "<sip:secretary@pbx.example>",
        ),
    ] {
        let config = config_with(|it| it.third_party = third.map(Into::into));
        let network = start_with(config);
        let header = |name| network.log[0].header(name).expect("a header");
        assert_eq!(
            header(HeaderName::From).split(";tag=").next(),
            Some(expected)
        );
        assert_eq!(header(HeaderName::To), "<sip:101@pbx.example>");
    }
}

/// R-4.1.3.2-9, R-4.1.3.2-14: user parameter and q are there if they are set.
#[test]
fn user_parameter_and_q_of_the_contact_are_as_set() {
    let rows = [
        (None, None, "<sip:phone101@192.0.2.1:5060>"),
        (
            Some(UserParameter::Phone),
            None,
            "<sip:phone101@192.0.2.1:5060;user=phone>",
        ),
        (
            Some(UserParameter::Ip),
            Some(1000),
            "<sip:phone101@192.0.2.1:5060;user=ip>;q=1.000",
        ),
        (None, Some(50), "<sip:phone101@192.0.2.1:5060>;q=0.050"),
    ];
    for (user_parameter, q_thousandths, expected) in rows {
        let config = config_with(|it| {
            it.user_parameter = user_parameter;
            it.q_thousandths = q_thousandths;
        });
        let contact = first_header(config, HeaderName::Contact);
        assert_eq!(contact.as_deref(), Some(expected));
    }
}

/// R-4.1.3.2-15, R-4.1.3.2-18: the lifetime stands in Expires or in the Contact, never in both.
#[test]
fn the_lifetime_is_said_where_it_is_set() {
    for (place, contact, expires) in [
        (ExpiresPlace::Header, CONTACT.to_owned(), Some("90")),
        (
            ExpiresPlace::Parameter,
            format!("{CONTACT};expires=90"),
            None,
        ),
    ] {
        let config = config_with(|it| {
            it.expires_s = 90;
            it.expires_place = place;
        });
        let said = first_header(config.clone(), HeaderName::Contact);
        assert_eq!(said, Some(contact));
        let said = first_header(config, HeaderName::Expires);
        assert_eq!(said.as_deref(), expires);
    }
}
