//! From (RFC 3261 §20.20).

use super::address_header;

address_header! {
    /// Who sends the request.
    From, From, Single
}

impl<'a> From<'a> {
    /// The tag; a request of RFC 2543 has none.
    pub fn tag(&self) -> Option<&'a str> {
        self.0.params.value("tag")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TypedHeader;

    #[test]
    fn the_tag_is_a_parameter_of_the_header_not_of_the_uri() {
        for (value, tag) in [
            ("<sip:101@h;tag=1>;tag=2", Some("2")),
            ("sip:101@h;tag=3", Some("3")),
            ("<sip:101@h;tag=1>", None),
            ("\"A\" <sip:101@h> ; TAG = 4", Some("4")),
        ] {
            assert_eq!(From::parse(value).expect("legal").tag(), tag, "{value}");
        }
    }
}
