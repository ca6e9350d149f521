//! Referred-By (RFC 3892 §3).

use super::address_header;

address_header! {
    /// Who asked for the referral.
    ReferredBy, ReferredBy, Single
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TypedHeader;

    #[test]
    fn the_value_is_an_address() {
        let value = ReferredBy::parse("Taro <tel:+81312345678>;x=1").expect("legal");
        assert_eq!(
            (value.display, value.uri),
            (Some("Taro"), "tel:+81312345678")
        );
        assert!(ReferredBy::parse("Taro").is_err());
    }
}
