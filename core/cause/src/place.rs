//! Where a trouble most likely lies.

use crate::Text;

/// A place on the way of a call, seen from the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The caller: a person or the number that was dialled.
    Caller,
    /// The caller's own phone and its settings.
    OwnPhone,
    /// The caller's own network: cabling, Wi-Fi, router, firewall, NAT.
    OwnNetwork,
    /// The exchange, its settings and the server it runs on.
    Exchange,
    /// The other party: the person called, their phone or their network.
    OtherParty,
    /// The carrier or a network beyond.
    Carrier,
}

impl Place {
    /// All of them, from near to far.
    pub const ALL: [Place; 6] = [
        Place::Caller,
        Place::OwnPhone,
        Place::OwnNetwork,
        Place::Exchange,
        Place::OtherParty,
        Place::Carrier,
    ];

    /// The word for it where a program reads.
    pub const fn as_str(self) -> &'static str {
        match self {
            Place::Caller => "caller",
            Place::OwnPhone => "own-phone",
            Place::OwnNetwork => "own-network",
            Place::Exchange => "exchange",
            Place::OtherParty => "other-party",
            Place::Carrier => "carrier",
        }
    }

    /// The word for it where a person reads.
    pub const fn name(self) -> Text {
        match self {
            Place::Caller => Text {
                en: "the caller",
                ja: "発信者",
                nl: "de beller",
                zh: "發話方",
            },
            Place::OwnPhone => Text {
                en: "the caller's own phone",
                ja: "発信側の電話機",
                nl: "het eigen toestel",
                zh: "發話方的話機",
            },
            Place::OwnNetwork => Text {
                en: "the caller's own network",
                ja: "発信側のネットワーク",
                nl: "het eigen netwerk",
                zh: "發話方的網路",
            },
            Place::Exchange => Text {
                en: "the exchange",
                ja: "交換機",
                nl: "de telefooncentrale",
                zh: "交換機",
            },
            Place::OtherParty => Text {
                en: "the other party",
                ja: "着信側",
                nl: "de andere partij",
                zh: "對方",
            },
            Place::Carrier => Text {
                en: "the carrier or a network beyond",
                ja: "通信事業者またはその先の網",
                nl: "de telefonieaanbieder of een netwerk verderop",
                zh: "電信業者或其後的網路",
            },
        }
    }
}
