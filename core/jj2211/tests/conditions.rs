//! Each condition of each table, with the facts that make it come out each way.

use std::collections::BTreeSet;

use naisen_jj2211::{Code, Context, Direction, Fact, MessageKind as M, Role, Standard};
use naisen_sip::HeaderName as H;

use Direction::{Receive, Send};
use Fact::{
    Answers401, ChangesSession, Got422ForCall, Got422InDialog, GotMinSeInDialog, PresentsByHeaders,
    QueriesBindings, ReceivedSdp, ReceivedSessionExpires, ReceivedSupported100rel,
    ReceivedSupportedTimer, Sent401, SentSdp, Uses100rel, UsesTimer, UsesUpdate,
};

type Facts = &'static [(Fact, bool)];

/// Message, status, header (`None` is the body), column, facts, and the code as the tables write it;
/// `?` where the facts do not suffice.
type Case = (M, u16, Option<H>, Direction, Facts, &'static str);

const CASES: &[Case] = &[
    // T13-13.
    (
        M::Invite,
        0,
        Some(H::Allow),
        Receive,
        &[(UsesUpdate, true)],
        "m",
    ),
    (
        M::Invite,
        0,
        Some(H::Allow),
        Receive,
        &[(UsesUpdate, false)],
        "o",
    ),
    (
        M::Invite,
        0,
        Some(H::MinSe),
        Send,
        &[(UsesTimer, true), (Got422ForCall, true)],
        "m",
    ),
    (
        M::Invite,
        0,
        Some(H::MinSe),
        Send,
        &[(UsesTimer, true), (Got422ForCall, false)],
        "o",
    ),
    (
        M::Invite,
        0,
        Some(H::MinSe),
        Send,
        &[(UsesTimer, false), (Got422ForCall, true)],
        "x",
    ),
    (
        M::Invite,
        0,
        Some(H::MinSe),
        Send,
        &[(UsesTimer, false)],
        "x",
    ),
    (
        M::Invite,
        0,
        Some(H::MinSe),
        Send,
        &[(UsesTimer, true)],
        "?",
    ),
    (
        M::Invite,
        0,
        Some(H::MinSe),
        Receive,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::Invite,
        0,
        Some(H::MinSe),
        Receive,
        &[(UsesTimer, false)],
        "o",
    ),
    (
        M::Invite,
        0,
        Some(H::Privacy),
        Send,
        &[(PresentsByHeaders, true)],
        "m",
    ),
    (
        M::Invite,
        0,
        Some(H::Privacy),
        Receive,
        &[(PresentsByHeaders, false)],
        "x",
    ),
    (
        M::Invite,
        0,
        Some(H::SessionExpires),
        Send,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::Invite,
        0,
        Some(H::SessionExpires),
        Send,
        &[(UsesTimer, false)],
        "x",
    ),
    (
        M::Invite,
        0,
        Some(H::SessionExpires),
        Receive,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::Invite,
        0,
        Some(H::SessionExpires),
        Receive,
        &[(UsesTimer, false)],
        "o",
    ),
    (
        M::Invite,
        0,
        Some(H::Supported),
        Send,
        &[(Uses100rel, true)],
        "m",
    ),
    (
        M::Invite,
        0,
        Some(H::Supported),
        Send,
        &[(Uses100rel, false), (UsesTimer, true)],
        "m",
    ),
    (
        M::Invite,
        0,
        Some(H::Supported),
        Receive,
        &[(Uses100rel, false), (UsesTimer, false)],
        "i",
    ),
    (
        M::Invite,
        0,
        Some(H::Supported),
        Send,
        &[(UsesTimer, false)],
        "?",
    ),
    (
        M::Invite,
        0,
        Some(H::PAssertedIdentity),
        Send,
        &[(PresentsByHeaders, true)],
        "m",
    ),
    (
        M::Invite,
        0,
        Some(H::PPreferredIdentity),
        Receive,
        &[(PresentsByHeaders, false)],
        "x",
    ),
    // T13-15.
    (
        M::ReInvite,
        0,
        Some(H::MinSe),
        Send,
        &[(UsesTimer, true), (Got422InDialog, true)],
        "m",
    ),
    (
        M::ReInvite,
        0,
        Some(H::MinSe),
        Send,
        &[(UsesTimer, true), (GotMinSeInDialog, true)],
        "m",
    ),
    (
        M::ReInvite,
        0,
        Some(H::MinSe),
        Send,
        &[
            (UsesTimer, true),
            (Got422InDialog, false),
            (GotMinSeInDialog, false),
        ],
        "o",
    ),
    (
        M::ReInvite,
        0,
        Some(H::MinSe),
        Send,
        &[(UsesTimer, false)],
        "x",
    ),
    (
        M::ReInvite,
        0,
        Some(H::MinSe),
        Receive,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::ReInvite,
        0,
        Some(H::SessionExpires),
        Receive,
        &[(UsesTimer, false)],
        "o",
    ),
    (
        M::ReInvite,
        0,
        Some(H::SessionExpires),
        Send,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::ReInvite,
        0,
        Some(H::SessionExpires),
        Send,
        &[(UsesTimer, false)],
        "x",
    ),
    (
        M::ReInvite,
        0,
        Some(H::Supported),
        Send,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::ReInvite,
        0,
        Some(H::Supported),
        Receive,
        &[(UsesTimer, false)],
        "i",
    ),
    // T13-16.
    (
        M::Register,
        0,
        Some(H::Authorization),
        Send,
        &[(Answers401, true)],
        "m",
    ),
    (
        M::Register,
        0,
        Some(H::Authorization),
        Send,
        &[(Answers401, false)],
        "x",
    ),
    (
        M::Register,
        0,
        Some(H::Contact),
        Send,
        &[(QueriesBindings, true)],
        "x",
    ),
    (
        M::Register,
        0,
        Some(H::Contact),
        Send,
        &[(QueriesBindings, false)],
        "m",
    ),
    (
        M::Register,
        0,
        Some(H::Authorization),
        Receive,
        &[(Sent401, true)],
        "m",
    ),
    (
        M::Register,
        0,
        Some(H::Authorization),
        Receive,
        &[(Sent401, false)],
        "x",
    ),
    // T13-17.
    (
        M::Update,
        0,
        Some(H::MinSe),
        Send,
        &[(UsesTimer, true), (Got422InDialog, true)],
        "m",
    ),
    (
        M::Update,
        0,
        Some(H::MinSe),
        Send,
        &[
            (UsesTimer, true),
            (Got422InDialog, false),
            (GotMinSeInDialog, false),
        ],
        "o",
    ),
    (
        M::Update,
        0,
        Some(H::MinSe),
        Send,
        &[(UsesTimer, false)],
        "x",
    ),
    (
        M::Update,
        0,
        Some(H::MinSe),
        Receive,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::Update,
        0,
        Some(H::SessionExpires),
        Receive,
        &[(UsesTimer, false)],
        "o",
    ),
    (
        M::Update,
        0,
        Some(H::SessionExpires),
        Send,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::Update,
        0,
        Some(H::SessionExpires),
        Send,
        &[(UsesTimer, false)],
        "x",
    ),
    (
        M::Update,
        0,
        Some(H::Supported),
        Send,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::Update,
        0,
        Some(H::Supported),
        Receive,
        &[(UsesTimer, false)],
        "i",
    ),
    // T13-20.
    (
        M::ResponseToInvite,
        180,
        Some(H::Allow),
        Receive,
        &[(UsesUpdate, true)],
        "m",
    ),
    (
        M::ResponseToInvite,
        200,
        Some(H::Allow),
        Receive,
        &[(Uses100rel, false), (UsesUpdate, false)],
        "o",
    ),
    (
        M::ResponseToInvite,
        180,
        Some(H::Contact),
        Send,
        &[(Uses100rel, true)],
        "m",
    ),
    (
        M::ResponseToInvite,
        180,
        Some(H::Contact),
        Receive,
        &[(Uses100rel, false)],
        "o",
    ),
    (
        M::ResponseToInvite,
        180,
        Some(H::Require),
        Send,
        &[(Uses100rel, true), (ReceivedSupported100rel, true)],
        "m",
    ),
    (
        M::ResponseToInvite,
        180,
        Some(H::RSeq),
        Send,
        &[(ReceivedSupported100rel, false)],
        "x",
    ),
    (
        M::ResponseToInvite,
        180,
        Some(H::RSeq),
        Send,
        &[(Uses100rel, false)],
        "x",
    ),
    (
        M::ResponseToInvite,
        180,
        Some(H::RSeq),
        Receive,
        &[(Uses100rel, true)],
        "m",
    ),
    (
        M::ResponseToInvite,
        180,
        Some(H::Require),
        Receive,
        &[(Uses100rel, false)],
        "i",
    ),
    (
        M::ResponseToInvite,
        200,
        Some(H::Require),
        Send,
        &[(UsesTimer, true), (ReceivedSupportedTimer, true)],
        "m",
    ),
    (
        M::ResponseToInvite,
        200,
        Some(H::Require),
        Send,
        &[(ReceivedSupportedTimer, false)],
        "x",
    ),
    (
        M::ResponseToInvite,
        200,
        Some(H::Require),
        Receive,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::ResponseToInvite,
        200,
        Some(H::SessionExpires),
        Receive,
        &[(UsesTimer, false)],
        "i",
    ),
    (
        M::ResponseToInvite,
        200,
        Some(H::Supported),
        Send,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::ResponseToInvite,
        200,
        Some(H::SessionExpires),
        Send,
        &[(UsesTimer, true), (ReceivedSessionExpires, true)],
        "m",
    ),
    (
        M::ResponseToInvite,
        200,
        Some(H::SessionExpires),
        Send,
        &[(ReceivedSessionExpires, false)],
        "x",
    ),
    // T13-22.
    (
        M::ResponseToReInvite,
        200,
        Some(H::Allow),
        Receive,
        &[(UsesUpdate, true)],
        "m",
    ),
    (
        M::ResponseToReInvite,
        200,
        Some(H::Allow),
        Receive,
        &[(UsesUpdate, false)],
        "o",
    ),
    (
        M::ResponseToReInvite,
        200,
        Some(H::Require),
        Send,
        &[(UsesTimer, true), (ReceivedSupportedTimer, true)],
        "m",
    ),
    (
        M::ResponseToReInvite,
        200,
        Some(H::Require),
        Send,
        &[(UsesTimer, false)],
        "i",
    ),
    (
        M::ResponseToReInvite,
        200,
        Some(H::Require),
        Receive,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::ResponseToReInvite,
        200,
        Some(H::Supported),
        Send,
        &[(UsesTimer, false)],
        "i",
    ),
    (
        M::ResponseToReInvite,
        200,
        Some(H::SessionExpires),
        Send,
        &[(UsesTimer, true), (ReceivedSessionExpires, true)],
        "m",
    ),
    (
        M::ResponseToReInvite,
        200,
        Some(H::SessionExpires),
        Send,
        &[(UsesTimer, false)],
        "x",
    ),
    // T13-24, its labels as we read them (`E-27`).
    (
        M::ResponseToUpdate,
        200,
        None,
        Send,
        &[(ChangesSession, true)],
        "m",
    ),
    (
        M::ResponseToUpdate,
        200,
        None,
        Send,
        &[(ChangesSession, false)],
        "o",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::Allow),
        Receive,
        &[(UsesUpdate, true)],
        "m",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::Allow),
        Receive,
        &[(UsesUpdate, false)],
        "o",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::ContentType),
        Send,
        &[(ReceivedSdp, true)],
        "m",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::ContentType),
        Send,
        &[(ReceivedSdp, false)],
        "o",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::ContentType),
        Receive,
        &[(SentSdp, true)],
        "m",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::ContentType),
        Receive,
        &[(SentSdp, false)],
        "o",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::Require),
        Send,
        &[(UsesTimer, true), (ReceivedSupportedTimer, true)],
        "m",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::Require),
        Send,
        &[(UsesTimer, false)],
        "i",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::Require),
        Receive,
        &[(UsesTimer, true)],
        "m",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::Supported),
        Send,
        &[(UsesTimer, false)],
        "i",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::SessionExpires),
        Send,
        &[(UsesTimer, true), (ReceivedSessionExpires, true)],
        "m",
    ),
    (
        M::ResponseToUpdate,
        200,
        Some(H::SessionExpires),
        Send,
        &[(UsesTimer, false)],
        "i",
    ),
    (
        M::ResponseToUpdate,
        200,
        None,
        Receive,
        &[(SentSdp, true)],
        "m",
    ),
    (
        M::ResponseToUpdate,
        200,
        None,
        Receive,
        &[(SentSdp, false)],
        "o",
    ),
];

fn context(facts: Facts) -> Context {
    let add = |context: Context, (fact, holds): &(Fact, bool)| context.with(*fact, *holds);
    facts.iter().fold(Context::new(), add)
}

/// R-13.3.5-1, R-13.3.5-2, R-13.3.5-3, R-13.3.5-4, R-13.3.5-5, R-13.3.7-1, R-13.3.7-2, R-13.3.8-1,
/// R-13.3.8-2, R-13.3.9-1, R-13.4.3-1, R-13.4.3-2, R-13.4.5-1, R-13.4.7-1, R-13.4.7-2.
#[test]
fn each_condition_comes_out_as_its_facts_have_it() {
    let standard = Standard::get();
    for (kind, status, header, way, facts, expected) in CASES {
        let status = (*status > 0).then_some(*status);
        let table = standard.headers(*kind);
        let row = match header {
            Some(header) => table.row(*header, status),
            None => table.body(status),
        };
        let row = row.expect("the case names a row");
        for role in [Role::Server, Role::Terminal] {
            assert!(row.codes.of(role, *way).is_conditional(), "{row:?}");
            let code = standard.effective(row, role, *way, &context(facts));
            let code = code.map_or("?".to_owned(), |code| code.to_string());
            assert_eq!(code, *expected, "{kind} {} {way:?} {facts:?}", row.name);
        }
    }
}

#[test]
fn every_condition_of_the_header_tables_has_a_case() {
    let standard = Standard::get();
    let mut tried = BTreeSet::new();
    for (kind, status, header, way, ..) in CASES {
        let status = (*status > 0).then_some(*status);
        let table = standard.headers(*kind);
        let row = header.map_or_else(|| table.body(status), |header| table.row(header, status));
        let code = row.unwrap().codes.of(Role::Server, *way);
        tried.insert((kind.table(), code.to_string()));
    }
    for condition in standard.conditions().iter().filter(|row| row.used) {
        if condition.table.len() > 4 {
            let label = (
                condition.table,
                Code::Conditional(condition.label).to_string(),
            );
            assert!(tried.contains(&label), "{label:?}");
        }
    }
}

/// R-13.1.1-2, R-13.1.1-3, R-13.1.1-4, R-13.1.1-5.
#[test]
fn a_request_is_sent_by_who_has_its_condition() {
    let standard = Standard::get();
    let code = |kind, role, fact, holds| {
        let row = standard.request(kind).unwrap();
        let context = Context::new().with(fact, holds);
        standard.effective_request(row, role, Send, &context)
    };
    let (must, never) = (Some(Code::Mandatory), Some(Code::Prohibited));
    for role in [Role::Server, Role::Terminal] {
        assert_eq!(code(M::Prack, role, Fact::SentSupported100rel, true), must);
        assert_eq!(
            code(M::Prack, role, Fact::SentSupported100rel, false),
            never
        );
        assert_eq!(code(M::Prack, role, UsesTimer, true), None);
        assert_eq!(code(M::Update, role, Fact::RefreshesByUpdate, true), must);
        assert_eq!(code(M::Update, role, Fact::RefreshesByUpdate, false), never);
        assert_eq!(code(M::ReInvite, role, UsesTimer, false), must);
    }
    let needs = Fact::NeedsRegistration;
    assert_eq!(code(M::Register, Role::Terminal, needs, true), must);
    assert_eq!(code(M::Register, Role::Terminal, needs, false), never);
    assert_eq!(code(M::Register, Role::Server, needs, true), never);
}

/// R-13.1.2-19.
#[test]
fn a_registrar_redirects_only_where_that_is_trusted() {
    let standard = Standard::get();
    let row = standard.response(M::Register, 302).unwrap();
    let code = |role, trusted| {
        let context = Context::new().with(Fact::TrustsRedirection, trusted);
        standard.effective_response(row, role, Send, &context)
    };
    assert_eq!(code(Role::Server, true), Some(Code::Optional));
    assert_eq!(code(Role::Server, false), Some(Code::Prohibited));
    assert_eq!(code(Role::Terminal, false), Some(Code::NotApplicable));
    let nothing = Context::new();
    assert_eq!(
        standard.effective_response(row, Role::Server, Send, &nothing),
        None
    );
}
