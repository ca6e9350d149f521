//! Values that several tests share.

use std::time::Duration;

use naisen_node::{Flow, Time, Transport};

use crate::{Binding, DigestSecrets, Extension};

pub(crate) const START: Time = Time::from_unix_seconds(1_800_000_000);

/// The path between the exchange at 192.168.0.200 and a phone.
pub(crate) fn flow(phone: &str) -> Flow {
    Flow {
        transport: Transport::Udp,
        local: "192.168.0.200:5060".parse().expect("an address"),
        remote: phone.parse().expect("an address"),
    }
}

pub(crate) fn extension(number: &str) -> Extension {
    Extension {
        number: number.into(),
        name: None,
        secrets: DigestSecrets::of_password(number, "naisen", "secret"),
    }
}

pub(crate) fn binding(number: &str, contact: &str, seconds: u64) -> Binding {
    let host = contact.split_once('@').map_or("10.0.0.1", |(_, host)| host);
    let host = host.split(':').next().unwrap_or(host);
    Binding {
        number: number.into(),
        contact: contact.into(),
        q_thousandths: 1000,
        call_id: "register".into(),
        cseq: 1,
        expires_at: START + Duration::from_secs(seconds),
        flow: flow(&format!("{host}:5060")),
        user_agent: None,
    }
}
