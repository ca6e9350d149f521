//! The data is whole: as many rows as the standard has, every id once, every label explained.

use std::collections::BTreeSet;

use naisen_jj2211::{Code, Direction, Fact, Level, MessageKind, Part, Role, Standard};
use naisen_sip::HeaderName;

const BOTH: [Role; 2] = [Role::Server, Role::Terminal];
const WAYS: [Direction; 2] = [Direction::Send, Direction::Receive];

#[test]
fn every_list_has_as_many_rows_as_the_standard() {
    let standard = Standard::get();
    assert_eq!(standard.requirements().len(), 506);
    assert_eq!(standard.header_rows().len(), 619);
    assert_eq!(standard.responses().len(), 228);
    assert_eq!(standard.sdp().len(), 20);
    assert_eq!(standard.conditions().len(), 53);
    assert_eq!(standard.errata().len(), 46);
    assert_eq!(standard.requests().len(), 9);
    assert_eq!(standard.limits().len(), 26);
    let by_message = MessageKind::ALL.map(|kind| standard.headers(kind).rows().len());
    let expected = [
        26, 26, 34, 20, 45, 33, 45, 35, 37, 42, 22, 62, 37, 57, 45, 53,
    ];
    assert_eq!(by_message, expected);
    for table in ["13-2", "13-3", "13-4", "13-5"] {
        let rows = standard.responses().iter().filter(|row| row.table == table);
        assert_eq!(rows.count(), 57, "{table}");
    }
}

#[test]
fn every_id_is_there_once_and_leads_to_its_row() {
    let standard = Standard::get();
    let mut seen = BTreeSet::new();
    for requirement in standard.requirements() {
        assert!(seen.insert(requirement.id), "{} twice", requirement.id);
        assert_eq!(standard.requirement(requirement.id), Some(requirement));
        let (clause, number) = requirement.id[2..].rsplit_once('-').unwrap();
        assert_eq!(clause, requirement.clause);
        assert!(number.parse::<u8>().is_ok(), "{}", requirement.id);
        assert!(
            standard.clauses().contains(&requirement.clause),
            "{} is no clause",
            requirement.clause
        );
    }
    for erratum in standard.errata() {
        assert!(seen.insert(erratum.id), "{} twice", erratum.id);
        assert_eq!(standard.erratum(erratum.id), Some(erratum));
    }
    let names: BTreeSet<_> = standard.limits().iter().map(|limit| limit.name).collect();
    assert_eq!(names.len(), standard.limits().len());
    for limit in standard.limits() {
        let known = standard.requirement(limit.requirement).is_some();
        assert!(known, "{} of {}", limit.requirement, limit.name);
    }
    assert_eq!(standard.requirement("R-9.9"), None);
    assert_eq!(standard.erratum("E"), None);
}

#[test]
fn the_requirements_of_a_clause_are_its_own_and_not_those_below() {
    let standard = Standard::get();
    let ids = |clause| -> Vec<_> {
        let rows = standard.requirements_of(clause);
        rows.map(|requirement| requirement.id).collect()
    };
    assert_eq!(ids("8.1"), ["R-8.1-1", "R-8.1-2", "R-8.1-3"]);
    assert_eq!(ids("8"), ["R-8-1", "R-8-2"]);
    assert_eq!(ids("13.3"), [""; 0]);
    let level = |level| {
        let rows = standard.requirements().iter();
        rows.filter(|row| row.level == level).count()
    };
    assert_eq!(level(Level::Must) + level(Level::MustNot), 377);
}

#[test]
fn every_statement_is_one_clean_sentence() {
    for requirement in Standard::get().requirements() {
        let (id, statement) = (requirement.id, requirement.statement);
        assert!(statement.ends_with('.'), "{id}");
        assert!(statement.len() > 15 && statement.len() < 260, "{id}");
        assert!(!requirement.verify.is_empty(), "{id}");
        assert!(!requirement.topic.is_empty(), "{id}");
        for text in [statement, requirement.verify] {
            assert_eq!(text.trim(), text, "{id}");
            assert!(!text.contains("  "), "{id}");
        }
    }
}

#[test]
fn every_erratum_that_changes_something_says_what() {
    let without: Vec<_> = Standard::get()
        .errata()
        .iter()
        .filter(|erratum| erratum.send.is_empty() && erratum.receive.is_empty())
        .map(|erratum| erratum.id)
        .collect();
    assert_eq!(without, ["E-42", "E-44", "E-45"]);
}

#[test]
fn every_conditional_cell_has_its_condition_and_no_other_cell_has_one() {
    let mut labelled = 0;
    for row in Standard::get().header_rows() {
        for role in BOTH {
            for way in WAYS {
                let conditional = row.codes.of(role, way).is_conditional();
                assert_eq!(row.condition(role, way).is_some(), conditional, "{row:?}");
                labelled += usize::from(conditional);
            }
        }
    }
    assert_eq!(labelled, 112);
}

#[test]
fn every_condition_names_only_cells_that_carry_its_label() {
    let standard = Standard::get();
    for condition in standard.conditions().iter().filter(|row| row.used) {
        for cell in &condition.cells {
            let (name, way) = cell.rsplit_once(':').unwrap();
            let way = if way == "send" {
                Direction::Send
            } else {
                Direction::Receive
            };
            let (name, status) = name.split_once(':').unwrap_or((name, ""));
            let label = Code::Conditional(condition.label);
            let carries =
                |codes: naisen_jj2211::Codes| BOTH.iter().any(|role| codes.of(*role, way) == label);
            let headers = standard.header_rows().iter().any(|row| {
                let here = row.table() == condition.table && row.name == name;
                here && row.statuses.as_str() == status && carries(row.codes)
            });
            let responses = standard.responses().iter().any(|row| {
                row.table == condition.table && row.statuses.as_str() == name && carries(row.codes)
            });
            let requests = condition.table == "13-1"
                && standard
                    .requests()
                    .iter()
                    .any(|row| row.name == name && carries(row.codes));
            assert!(
                headers || responses || requests,
                "{} {cell}",
                condition.table
            );
        }
    }
}

#[test]
fn each_fact_of_the_vocabulary_decides_some_condition() {
    let mut named = BTreeSet::new();
    for condition in Standard::get().conditions() {
        condition.expression.facts(&mut |fact| {
            named.insert(fact.as_str());
        });
    }
    let unnamed: Vec<_> = Fact::ALL
        .iter()
        .filter(|fact| !named.contains(fact.as_str()))
        .collect();
    assert_eq!(
        unnamed,
        [
            &Fact::AnswersWithinDialog,
            &Fact::AcknowledgesRefusal,
            &Fact::BeginsCallId,
            &Fact::BeginsRSeq,
            &Fact::DescribesIn488,
            &Fact::PeerHasNoTag,
        ]
    );
}

#[test]
fn the_narrowest_row_answers_for_a_status() {
    let standard = Standard::get();
    let table = standard.headers(MessageKind::ResponseToInvite);
    for (header, status, expected) in [
        (HeaderName::Allow, 405, Some("405")),
        (HeaderName::Allow, 404, Some("300-699")),
        (HeaderName::Allow, 200, Some("1xx,2xx")),
        (HeaderName::Contact, 485, Some("485")),
        (HeaderName::RecordRoute, 183, Some("2xx,18x")),
        (HeaderName::RecordRoute, 486, None),
        (HeaderName::RAck, 200, None),
    ] {
        let row = table.row(header, Some(status));
        let found = row.map(|row| row.statuses.as_str());
        assert_eq!(found, expected, "{header} {status}");
    }
    let body = standard.headers(MessageKind::Bye).body(None).unwrap();
    assert_eq!((body.part, body.name), (Part::Body, "SDP"));
    assert_eq!(table.other().unwrap().name, "other");
}

#[test]
fn a_code_without_a_row_falls_under_the_others_of_its_class() {
    let standard = Standard::get();
    for (request, code, table, is_other) in [
        (MessageKind::Invite, 486, "13-2", false),
        (MessageKind::ReInvite, 486, "13-2", false),
        (MessageKind::Invite, 499, "13-2", true),
        (MessageKind::Update, 200, "13-3", false),
        (MessageKind::ResponseToRegister, 423, "13-4", false),
        (MessageKind::Bye, 699, "13-5", true),
    ] {
        let row = standard.response(request, code).unwrap();
        assert_eq!(
            (row.table, row.is_other),
            (table, is_other),
            "{request} {code}"
        );
        assert!(row.statuses.contains(code));
    }
    assert!(standard.response(MessageKind::Ack2xx, 200).is_none());
    assert!(standard.response(MessageKind::Invite, 700).is_none());
}

#[test]
fn every_demand_stands_on_a_row_that_can_be_mandatory() {
    let standard = Standard::get();
    for demand in standard.demands() {
        let stands = MessageKind::ALL.into_iter().any(|kind| {
            let table = standard.headers(kind);
            (100..700).any(|status| {
                let status = (!kind.is_request()).then_some(status);
                let row = match demand.header {
                    Some(header) => table.row(header, status),
                    None => table.body(status),
                };
                BOTH.iter().any(|role| demand.covers(*role, kind, status)) && row.is_some()
            })
        });
        assert!(stands, "{demand:?}");
    }
}

/// R-13.2.2-1.
#[test]
fn the_limits_that_messages_are_written_by_are_those_of_the_table() {
    use naisen_sip::limits;
    for (name, written) in [
        ("header-line", limits::GENERATED_LINE_BYTES),
        ("via-branch", limits::GENERATED_BRANCH_BYTES),
        ("tag", limits::GENERATED_TAG_BYTES),
        ("call-id", limits::GENERATED_CALL_ID_BYTES),
        ("local-uri-user", limits::GENERATED_USER_BYTES),
        ("remote-uri-user", limits::GENERATED_USER_BYTES),
        ("local-uri-host", limits::GENERATED_HOST_BYTES),
        ("remote-uri-host", limits::GENERATED_HOST_BYTES),
        ("location-user", limits::GENERATED_USER_BYTES),
        ("location-uri", limits::GENERATED_CONTACT_URI_BYTES),
        ("remote-target-user", limits::GENERATED_USER_BYTES),
        ("remote-target-uri", limits::GENERATED_CONTACT_URI_BYTES),
        ("record-route-entry", limits::GENERATED_RECORD_ROUTE_BYTES),
        ("initial-cseq", limits::INITIAL_CSEQ_MAX as usize),
        ("initial-rseq", limits::INITIAL_RSEQ_MAX as usize),
    ] {
        let limit = Standard::get().limit(name).unwrap();
        assert_eq!(
            limit.generated_max.map(|max| max as usize),
            Some(written),
            "{name}"
        );
    }
}
