//! P-Asserted-Identity (RFC 3325 §9.1).

use super::address_header;

address_header! {
    /// Who the caller is, as the network vouches for it.
    PAssertedIdentity, PAssertedIdentity, List
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TypedHeader;

    #[test]
    fn the_value_is_an_address() {
        let value = PAssertedIdentity::parse("Taro <tel:+81312345678>;x=1").expect("legal");
        assert_eq!(
            (value.display, value.uri),
            (Some("Taro"), "tel:+81312345678")
        );
        assert!(PAssertedIdentity::parse("Taro").is_err());
    }
}
