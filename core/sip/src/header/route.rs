//! Route (RFC 3261 §20.34).

use super::address_header;

address_header! {
    /// A proxy the request has to visit.
    Route, Route, List
}

impl Route<'_> {
    /// Whether the proxy is a loose router (RFC 3261 §16.12): its URI has `lr`.
    pub fn is_loose(&self) -> bool {
        self.0.parsed_uri().is_ok_and(|uri| uri.params.has("lr"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TypedHeader;

    #[test]
    fn lr_in_the_uri_makes_a_loose_router() {
        for (value, loose) in [
            ("<sip:p;lr>", true),
            ("<sip:p;lr=on>", true),
            ("<sip:p>;lr", false),
        ] {
            assert_eq!(
                Route::parse(value).expect("legal").is_loose(),
                loose,
                "{value}"
            );
        }
    }
}
