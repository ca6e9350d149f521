//! How makers write their messages: header names, order, tokens and session descriptions differ, and
//! a diagnosis must not care.

/// A maker's manner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vendor {
    /// User-Agent and Server.
    pub(crate) agent: &'static str,
    /// What a branch begins with, after the cookie.
    pub(crate) branch: &'static str,
    /// Whether Call-ID ends with the host.
    pub(crate) call_id_with_host: bool,
    /// Compact header names.
    pub(crate) compact: bool,
    /// Allow.
    pub(crate) allow: &'static str,
    /// The user name of `o=`.
    pub(crate) origin: &'static str,
    /// `s=`.
    pub(crate) session: &'static str,
    /// More lines of a session description.
    pub(crate) attributes: &'static str,
}

/// A desk phone.
pub(crate) const DESK: Vendor = Vendor {
    agent: "Deskline T42 66.85.0.5",
    branch: "",
    call_id_with_host: true,
    compact: false,
    allow: "INVITE, ACK, OPTIONS, CANCEL, BYE, PRACK, UPDATE, INFO, NOTIFY, REFER, MESSAGE",
    origin: "-",
    session: "SDP data",
    attributes: "a=ptime:20\r\n",
};

/// An adapter for analogue phones.
pub(crate) const ADAPTER: Vendor = Vendor {
    agent: "ATA-2S/1.0.31 (6400f1a9c03b)",
    branch: "-d8754z-",
    call_id_with_host: true,
    compact: false,
    allow: "ACK, BYE, CANCEL, INFO, INVITE, NOTIFY, OPTIONS, REFER, UPDATE",
    origin: "-",
    session: "-",
    attributes: "a=ptime:30\r\na=silenceSupp:off - - - -\r\n",
};

/// A program on a computer or a mobile, short of room.
pub(crate) const SOFT: Vendor = Vendor {
    agent: "Pocketvoice 5.21 (and/14)",
    branch: "PjH",
    call_id_with_host: false,
    compact: true,
    allow: "PRACK, INVITE, ACK, BYE, CANCEL, UPDATE, INFO, SUBSCRIBE, NOTIFY, OPTIONS",
    origin: "-",
    session: "call",
    attributes: "b=AS:84\r\na=maxptime:60\r\n",
};

/// A carrier's edge.
pub(crate) const CARRIER: Vendor = Vendor {
    agent: "EdgeSBC 9.2.0p4",
    branch: "mav-",
    call_id_with_host: true,
    compact: false,
    allow: "INVITE,ACK,CANCEL,BYE,OPTIONS,PRACK,UPDATE,INFO",
    origin: "SBC",
    session: "sip call",
    attributes: "a=ptime:20\r\na=maxptime:40\r\n",
};

/// All of them.
pub(crate) const VENDORS: [Vendor; 4] = [DESK, ADAPTER, SOFT, CARRIER];
