//! Refer-To (RFC 3515 §2.1).

use super::address_header;

address_header! {
    /// Whom to refer the other side to.
    ReferTo, ReferTo, Single
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TypedHeader;

    #[test]
    fn the_value_is_an_address() {
        let value = ReferTo::parse("Taro <tel:+81312345678>;x=1").expect("legal");
        assert_eq!(
            (value.display, value.uri),
            (Some("Taro"), "tel:+81312345678")
        );
        assert!(ReferTo::parse("Taro").is_err());
    }
}
