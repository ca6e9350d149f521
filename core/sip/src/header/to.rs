//! To (RFC 3261 §20.39).

use super::address_header;

address_header! {
    /// To whom the request goes.
    To, To, Single
}

impl<'a> To<'a> {
    /// The tag: absent in a request outside a dialog.
    pub fn tag(&self) -> Option<&'a str> {
        self.0.params.value("tag")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TypedHeader;

    #[test]
    fn a_to_without_tag_is_outside_a_dialog() {
        assert_eq!(To::parse("<sip:102@h>").expect("legal").tag(), None);
        assert_eq!(
            To::parse("<sip:102@h>;tag=a").expect("legal").tag(),
            Some("a")
        );
    }
}
