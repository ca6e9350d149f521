//! Names of header fields (RFC 3261 §7.3, §20).

use std::fmt;

macro_rules! header_names {
    ($($variant:ident $name:literal $($compact:literal)?;)*) => {
        /// A header field that this program knows by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum HeaderName {
            $(
                #[doc = concat!("`", $name, "`.")]
                $variant,
            )*
            /// Any other name; [`crate::HeaderLine::raw_name`] has it.
            Other,
        }

        const ALL: &[HeaderName] = &[$(HeaderName::$variant,)*];

        /// Each spelling with the index of its name in [`ALL`].
        const SPELLINGS: &[(&str, u8)] = &[
            $(($name, HeaderName::$variant as u8), $(($compact, HeaderName::$variant as u8),)?)*
        ];

        impl HeaderName {
            /// The long form; empty for [`HeaderName::Other`].
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other => "",
                }
            }
        }
    };
}

header_names! {
    Accept "Accept";
    AcceptContact "Accept-Contact" "a";
    AcceptEncoding "Accept-Encoding";
    AcceptLanguage "Accept-Language";
    AlertInfo "Alert-Info";
    Allow "Allow";
    AllowEvents "Allow-Events" "u";
    AuthenticationInfo "Authentication-Info";
    Authorization "Authorization";
    CallId "Call-ID" "i";
    CallInfo "Call-Info";
    Contact "Contact" "m";
    ContentDisposition "Content-Disposition";
    ContentEncoding "Content-Encoding" "e";
    ContentLanguage "Content-Language";
    ContentLength "Content-Length" "l";
    ContentType "Content-Type" "c";
    CSeq "CSeq";
    Date "Date";
    Diversion "Diversion";
    ErrorInfo "Error-Info";
    Event "Event" "o";
    Expires "Expires";
    From "From" "f";
    HistoryInfo "History-Info";
    Identity "Identity" "y";
    InReplyTo "In-Reply-To";
    Join "Join";
    MaxForwards "Max-Forwards";
    MimeVersion "MIME-Version";
    MinExpires "Min-Expires";
    MinSe "Min-SE";
    Organization "Organization";
    PAssertedIdentity "P-Asserted-Identity";
    PPreferredIdentity "P-Preferred-Identity";
    Path "Path";
    Priority "Priority";
    Privacy "Privacy";
    ProxyAuthenticate "Proxy-Authenticate";
    ProxyAuthenticationInfo "Proxy-Authentication-Info";
    ProxyAuthorization "Proxy-Authorization";
    ProxyRequire "Proxy-Require";
    RAck "RAck";
    Reason "Reason";
    RecordRoute "Record-Route";
    ReferSub "Refer-Sub";
    ReferTo "Refer-To" "r";
    ReferredBy "Referred-By" "b";
    RejectContact "Reject-Contact" "j";
    RemotePartyId "Remote-Party-ID";
    Replaces "Replaces";
    ReplyTo "Reply-To";
    RequestDisposition "Request-Disposition" "d";
    Require "Require";
    RetryAfter "Retry-After";
    Route "Route";
    RSeq "RSeq";
    Server "Server";
    ServiceRoute "Service-Route";
    SessionExpires "Session-Expires" "x";
    SipEtag "SIP-ETag";
    SipIfMatch "SIP-If-Match";
    Subject "Subject" "s";
    SubscriptionState "Subscription-State";
    Supported "Supported" "k";
    TargetDialog "Target-Dialog";
    Timestamp "Timestamp";
    To "To" "t";
    Unsupported "Unsupported";
    UserAgent "User-Agent";
    Via "Via" "v";
    Warning "Warning";
    WwwAuthenticate "WWW-Authenticate";
}

impl HeaderName {
    /// The header of this name, long or compact, in any case; [`HeaderName::Other`] if it is none of
    /// ours.
    pub fn parse(name: &str) -> Self {
        let mut slot = hash(name.as_bytes());
        loop {
            let entry = SLOTS.get(slot).copied().unwrap_or(FREE);
            let Some((spelling, index)) = SPELLINGS.get(usize::from(entry)) else {
                return Self::Other;
            };
            if spelling.eq_ignore_ascii_case(name) {
                return ALL.get(usize::from(*index)).copied().unwrap_or(Self::Other);
            }
            slot = (slot + 1) % SLOT_COUNT;
        }
    }

    /// Every known name.
    pub const fn all() -> &'static [HeaderName] {
        ALL
    }
}

impl fmt::Display for HeaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Other => "unknown header",
            known => known.as_str(),
        })
    }
}

const SLOT_COUNT: usize = 256;
const FREE: u8 = u8::MAX;

/// An open-addressed table from the hash of a spelling to its place in [`SPELLINGS`], made by the
/// compiler: a look-up costs one or two comparisons.
const SLOTS: [u8; SLOT_COUNT] = {
    assert!(SPELLINGS.len() < SLOT_COUNT / 2);
    let mut slots = [FREE; SLOT_COUNT];
    let mut index = 0;
    while index < SPELLINGS.len() {
        let mut slot = hash(SPELLINGS[index].0.as_bytes());
        while slots[slot] != FREE {
            slot = (slot + 1) % SLOT_COUNT;
        }
        slots[slot] = index as u8;
        index += 1;
    }
    slots
};

/// Of the length and the first, middle and last letters, without regard to case.
const fn hash(name: &[u8]) -> usize {
    if name.is_empty() {
        return 0;
    }
    let first = (name[0] | 0x20) as usize;
    let middle = (name[name.len() / 2] | 0x20) as usize;
    let last = (name[name.len() - 1] | 0x20) as usize;
    (name.len() * 37 + first * 5 + middle * 11 + last * 17) % SLOT_COUNT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_leads_to_its_name_in_any_case() {
        for (spelling, index) in SPELLINGS {
            let name = ALL[usize::from(*index)];
            assert_eq!(HeaderName::parse(spelling), name);
            assert_eq!(HeaderName::parse(&spelling.to_ascii_uppercase()), name);
            assert_eq!(HeaderName::parse(&spelling.to_ascii_lowercase()), name);
        }
    }

    #[test]
    fn what_is_none_of_ours_is_other() {
        for name in ["", "X-Unknown", "Vi", "Via ", "q", "NewFangledHeader", "大"] {
            assert_eq!(HeaderName::parse(name), HeaderName::Other, "{name}");
        }
    }
}
