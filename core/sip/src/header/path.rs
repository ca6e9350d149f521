//! Path (RFC 3327 §4).

use super::address_header;

address_header! {
    /// A proxy between the registrar and the terminal.
    Path, Path, List
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TypedHeader;

    #[test]
    fn the_value_is_an_address() {
        let value = Path::parse("Taro <tel:+81312345678>;x=1").expect("legal");
        assert_eq!(
            (value.display, value.uri),
            (Some("Taro"), "tel:+81312345678")
        );
        assert!(Path::parse("Taro").is_err());
    }
}
