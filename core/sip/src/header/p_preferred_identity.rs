//! P-Preferred-Identity (RFC 3325 §9.2).

use super::address_header;

address_header! {
    /// Who the caller wishes to be.
    PPreferredIdentity, PPreferredIdentity, List
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TypedHeader;

    #[test]
    fn the_value_is_an_address() {
        let value = PPreferredIdentity::parse("Taro <tel:+81312345678>;x=1").expect("legal");
        assert_eq!(
            (value.display, value.uri),
            (Some("Taro"), "tel:+81312345678")
        );
        assert!(PPreferredIdentity::parse("Taro").is_err());
    }
}
