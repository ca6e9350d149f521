//! Service-Route (RFC 3608 §5).

use super::address_header;

address_header! {
    /// A proxy that requests of the registered terminal have to visit.
    ServiceRoute, ServiceRoute, List
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TypedHeader;

    #[test]
    fn the_value_is_an_address() {
        let value = ServiceRoute::parse("Taro <tel:+81312345678>;x=1").expect("legal");
        assert_eq!(
            (value.display, value.uri),
            (Some("Taro"), "tel:+81312345678")
        );
        assert!(ServiceRoute::parse("Taro").is_err());
    }
}
