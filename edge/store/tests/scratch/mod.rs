//! Directories and values for the tests.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use naisen_cause::{Cause, Rule};
use naisen_exchange::{Binding, CallRecord, DecidingLeg, DigestSecrets, Extension, Releaser};
use naisen_node::{Flow, Time, Transport};

/// A directory that goes away with the value.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("naisen-store-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn extension(number: &str) -> Extension {
    Extension {
        number: number.into(),
        name: Some("内線".into()),
        secrets: DigestSecrets {
            md5: "1".repeat(32).into(),
            sha256: "2".repeat(64).into(),
            sha512_256: "3".repeat(64).into(),
        },
    }
}

pub(crate) fn binding(number: &str, contact: &str) -> Binding {
    Binding {
        number: number.into(),
        contact: contact.into(),
        q_thousandths: 1000,
        call_id: "call-id".into(),
        cseq: 1,
        expires_at: Time::from_micros(1_800_000_000_123_456),
        flow: Flow {
            transport: Transport::Udp,
            local: "192.0.2.100:5060".parse().unwrap(),
            remote: "192.0.2.1:5060".parse().unwrap(),
        },
        user_agent: Some("phone/1".into()),
    }
}

pub(crate) fn record(id: &str, started_at: u64) -> CallRecord {
    CallRecord {
        id: id.into(),
        caller: "101".into(),
        dialled: "102".into(),
        answered_by: Some("sip:a@192.0.2.1".into()),
        started_at: Time::from_unix_seconds(started_at),
        rang_at: Some(Time::from_micros(started_at * 1_000_000 + 1)),
        answered_at: Some(Time::from_micros(started_at * 1_000_000 + 2)),
        ended_at: Time::from_micros(started_at * 1_000_000 + 3),
        status: 200,
        cause: Cause::new(16).unwrap(),
        released_by: Releaser::Caller,
        leg: Some(DecidingLeg::Caller),
        rule: Rule::Completed,
        caller_call_id: "a-leg".into(),
        callee_call_id: Some("b-leg".into()),
        packets_from_caller: 50,
        packets_from_callee: 49,
    }
}
