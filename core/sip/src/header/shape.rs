//! The shapes that several headers share: an address, a list of tokens, a number, free text, items
//! with parameters. A header of such a shape is its file, its name and its meaning; type, reading,
//! printing and tests come from here.

/// A header that is a name-addr: the newtype, its reading and its printing.
macro_rules! address_header {
    ($(#[$doc:meta])* $type:ident, $name:ident, $occurrence:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $type<'a>(pub $crate::NameAddr<'a>);

        impl<'a> $crate::TypedHeader<'a> for $type<'a> {
            const NAME: $crate::HeaderName = $crate::HeaderName::$name;
            const OCCURRENCE: $crate::Occurrence = $crate::Occurrence::$occurrence;

            fn parse(value: &'a str) -> Result<Self, $crate::HeaderError> {
                $crate::NameAddr::parse(Self::NAME, value).map(Self)
            }
        }

        impl<'a> std::ops::Deref for $type<'a> {
            type Target = $crate::NameAddr<'a>;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl std::fmt::Display for $type<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }
    };
}
pub(crate) use address_header;

/// A header that is a list of tokens: one value a line, cut where it is asked for.
macro_rules! token_list_header {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $type<'a>(&'a str);

        impl<'a> $type<'a> {
            /// The tokens in their order.
            pub fn iter(&self) -> impl Iterator<Item = &'a str> + use<'a> {
                $crate::header::grammar::parts(self.0, b',').filter(|token| !token.is_empty())
            }

            /// Whether the token is among them, without regard to case.
            pub fn contains(&self, token: &str) -> bool {
                self.iter().any(|own| own.eq_ignore_ascii_case(token))
            }
        }

        impl<'a> $crate::TypedHeader<'a> for $type<'a> {
            const NAME: $crate::HeaderName = $crate::HeaderName::$type;
            const OCCURRENCE: $crate::Occurrence = $crate::Occurrence::Lines;

            fn parse(value: &'a str) -> Result<Self, $crate::HeaderError> {
                let list = Self($crate::header::grammar::trim(value));
                if list.iter().all($crate::header::grammar::is_token) {
                    Ok(list)
                } else {
                    Err($crate::header::malformed(Self::NAME, "token"))
                }
            }
        }

        impl std::fmt::Display for $type<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.0)
            }
        }

        #[cfg(test)]
        mod tests {
            use super::$type;
            use crate::TypedHeader;

            #[test]
            fn the_line_is_a_list_of_tokens() {
                let list = $type::parse(" timer , 100rel,\r\n x").expect("legal");
                assert!(list.iter().eq(["timer", "100rel", "x"]));
                assert!(list.contains("Timer") && !list.contains("time"));
                assert_eq!($type::parse("").expect("empty").iter().count(), 0);
                assert_eq!($type::parse("a b").map_err(|error| error.name()), Err($type::NAME));
            }
        }
    };
}
pub(crate) use token_list_header;

/// A header that is one number of 32 bits.
macro_rules! number_header {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $type(pub u32);

        impl<'a> $crate::TypedHeader<'a> for $type {
            const NAME: $crate::HeaderName = $crate::HeaderName::$type;

            fn parse(value: &'a str) -> Result<Self, $crate::HeaderError> {
                $crate::header::number(Self::NAME, value, u32::MAX).map(Self)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        #[cfg(test)]
        mod tests {
            use super::$type;
            use crate::{HeaderError, TypedHeader};

            #[test]
            fn the_value_is_a_number_of_32_bits() {
                assert_eq!($type::parse(" 0180 "), Ok($type(180)));
                assert_eq!($type(4294967295).to_string(), "4294967295");
                let error = HeaderError::OutOfRange { name: $type::NAME, max: u32::MAX };
                assert_eq!($type::parse("4294967296"), Err(error));
                for value in ["", "-1", "1 2", "1.5"] {
                    assert!($type::parse(value).is_err(), "{value}");
                }
            }
        }
    };
}
pub(crate) use number_header;

/// A header that is free text.
macro_rules! text_header {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        ///
        /// Folds are left in the text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $type<'a>(pub &'a str);

        impl<'a> $crate::TypedHeader<'a> for $type<'a> {
            const NAME: $crate::HeaderName = $crate::HeaderName::$type;

            fn parse(value: &'a str) -> Result<Self, $crate::HeaderError> {
                Ok(Self($crate::header::grammar::trim(value)))
            }
        }

        impl std::fmt::Display for $type<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.0)
            }
        }

        #[cfg(test)]
        mod tests {
            use super::$type;
            use crate::TypedHeader;

            #[test]
            fn the_text_is_kept_without_blanks_at_its_ends() {
                let value = $type::parse("\r\n a, \"b\";c ").expect("any text");
                assert_eq!(value.to_string(), "a, \"b\";c");
            }
        }
    };
}
pub(crate) use text_header;

/// A list of items with parameters: the item is checked by a function and kept as it came.
macro_rules! item_header {
    ($(#[$doc:meta])* $type:ident, $(#[$field_doc:meta])* $field:ident, $check:expr,
     legal: $legal:expr, illegal: $illegal:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $type<'a> {
            $(#[$field_doc])*
            pub $field: &'a str,
            /// The parameters.
            pub params: $crate::Params<'a>,
        }

        impl<'a> $crate::TypedHeader<'a> for $type<'a> {
            const NAME: $crate::HeaderName = $crate::HeaderName::$type;
            const OCCURRENCE: $crate::Occurrence = $crate::Occurrence::List;

            fn parse(value: &'a str) -> Result<Self, $crate::HeaderError> {
                let (item, params) = $crate::header::item(Self::NAME, value)?;
                let check: fn(&str) -> bool = $check;
                if !check(item) {
                    return Err($crate::header::malformed(Self::NAME, stringify!($field)));
                }
                Ok(Self { $field: item, params })
            }
        }

        impl std::fmt::Display for $type<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}{}", self.$field, self.params)
            }
        }

        #[cfg(test)]
        mod tests {
            use super::$type;
            use crate::TypedHeader;

            #[test]
            fn an_item_has_its_parameters() {
                for item in $legal {
                    let value = format!(" {item} ; q = 0.5;x");
                    let read = $type::parse(&value).expect(item);
                    assert_eq!(read.$field, item);
                    assert_eq!(read.params.value("q"), Some("0.5"));
                    assert_eq!($type::parse(&read.to_string()), Ok(read));
                }
            }

            #[test]
            fn what_is_no_item_is_refused() {
                for value in $illegal {
                    assert!($type::parse(value).is_err(), "{value}");
                }
            }
        }
    };
}
pub(crate) use item_header;

/// A header of URIs in angle brackets with parameters: RFC 3261's `<` absoluteURI `>` lists.
macro_rules! uri_list_header {
    ($(#[$doc:meta])* $type:ident) => {
        $crate::header::item_header! {
            $(#[$doc])*
            $type,
            /// The URI, its angle brackets included.
            uri, |text| text
                .strip_prefix('<')
                .and_then(|text| text.strip_suffix('>'))
                .is_some_and(|uri| crate::Uri::parse(uri).is_ok()),
            legal: ["<http://example.com/a;b,c>", "<sip:a@h;x>"],
            illegal: ["", "http://h", "<>", "<a>", "<sip:a@h", "<sip:a@h> b", "<sip:a@h>;;"]
        }
    };
}
pub(crate) use uri_list_header;
