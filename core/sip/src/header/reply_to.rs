//! Reply-To (RFC 3261 §20.31).

use super::address_header;

address_header! {
    /// Where to call back.
    ReplyTo, ReplyTo, Single
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TypedHeader;

    #[test]
    fn the_value_is_an_address() {
        let value = ReplyTo::parse("Taro <tel:+81312345678>;x=1").expect("legal");
        assert_eq!(
            (value.display, value.uri),
            (Some("Taro"), "tel:+81312345678")
        );
        assert!(ReplyTo::parse("Taro").is_err());
    }
}
