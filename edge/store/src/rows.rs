//! Rows and the values they stand for.

use std::net::SocketAddr;

use naisen_cause::{Cause, Rule};
use naisen_exchange::{Binding, CallRecord, DecidingLeg, DigestSecrets, Extension, Releaser};
use naisen_node::{Flow, Time, Transport};
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Row, Sqlite, query, query_scalar};

type Query = sqlx::query::Query<'static, Sqlite, SqliteArguments>;

pub(crate) async fn realm(
    connection: &mut SqliteConnection,
) -> Result<Option<Box<str>>, sqlx::Error> {
    query_scalar("SELECT realm FROM realm")
        .fetch_optional(connection)
        .await
}

pub(crate) fn put_realm(realm: &str) -> Query {
    query(
        "INSERT INTO realm (only_row, realm) VALUES (1, ?)
         ON CONFLICT (only_row) DO UPDATE SET realm = excluded.realm",
    )
    .bind(realm.to_owned())
}

pub(crate) async fn extensions(
    connection: &mut SqliteConnection,
) -> Result<Vec<Extension>, sqlx::Error> {
    query("SELECT number, name, md5, sha256, sha512_256 FROM extensions ORDER BY number")
        .try_map(|row| extension(&row))
        .fetch_all(connection)
        .await
}

/// An upsert, because replacing the row would take its bindings with it.
pub(crate) fn put_extension(extension: &Extension) -> Query {
    let secrets = &extension.secrets;
    query(
        "INSERT INTO extensions (number, name, md5, sha256, sha512_256) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (number) DO UPDATE SET
             name = excluded.name, md5 = excluded.md5,
             sha256 = excluded.sha256, sha512_256 = excluded.sha512_256",
    )
    .bind(extension.number.clone())
    .bind(extension.name.clone())
    .bind(secrets.md5.clone())
    .bind(secrets.sha256.clone())
    .bind(secrets.sha512_256.clone())
}

pub(crate) fn remove_extension(number: &str) -> Query {
    query("DELETE FROM extensions WHERE number = ?").bind(number.to_owned())
}

pub(crate) async fn bindings(
    connection: &mut SqliteConnection,
) -> Result<Vec<Binding>, sqlx::Error> {
    query(
        "SELECT number, contact, q_thousandths, call_id, cseq, expires_at,
                transport, local, remote, user_agent
         FROM bindings ORDER BY number, contact",
    )
    .try_map(|row| binding(&row))
    .fetch_all(connection)
    .await
}

pub(crate) fn put_binding(binding: &Binding) -> Query {
    query(
        "INSERT INTO bindings (number, contact, q_thousandths, call_id, cseq, expires_at,
                               transport, local, remote, user_agent)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (number, contact) DO UPDATE SET
             q_thousandths = excluded.q_thousandths, call_id = excluded.call_id,
             cseq = excluded.cseq, expires_at = excluded.expires_at,
             transport = excluded.transport, local = excluded.local,
             remote = excluded.remote, user_agent = excluded.user_agent",
    )
    .bind(binding.number.clone())
    .bind(binding.contact.clone())
    .bind(i64::from(binding.q_thousandths))
    .bind(binding.call_id.clone())
    .bind(i64::from(binding.cseq))
    .bind(micros(binding.expires_at))
    .bind(binding.flow.transport.name())
    .bind(binding.flow.local.to_string())
    .bind(binding.flow.remote.to_string())
    .bind(binding.user_agent.clone())
}

pub(crate) fn remove_binding(number: &str, contact: &str) -> Query {
    query("DELETE FROM bindings WHERE number = ? AND contact = ?")
        .bind(number.to_owned())
        .bind(contact.to_owned())
}

pub(crate) fn remove_bindings(number: &str) -> Query {
    query("DELETE FROM bindings WHERE number = ?").bind(number.to_owned())
}

/// The newest `limit` records, newest first; of one moment, the one written last comes first.
pub(crate) async fn records(
    connection: &mut SqliteConnection,
    limit: u32,
) -> Result<Vec<CallRecord>, sqlx::Error> {
    query(
        "SELECT id, caller, dialled, answered_by, started_at, rang_at, answered_at, ended_at,
                status, cause, released_by, leg, rule, caller_call_id, callee_call_id,
                packets_from_caller, packets_from_callee
         FROM records ORDER BY started_at DESC, rowid DESC LIMIT ?",
    )
    .bind(limit)
    .try_map(|row| record(&row))
    .fetch_all(connection)
    .await
}

pub(crate) fn add_record(record: &CallRecord) -> Query {
    query(
        "INSERT INTO records (id, caller, dialled, answered_by, started_at, rang_at, answered_at,
                              ended_at, status, cause, released_by, leg, rule,
                              caller_call_id, callee_call_id,
                              packets_from_caller, packets_from_callee)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(record.id.clone())
    .bind(record.caller.clone())
    .bind(record.dialled.clone())
    .bind(record.answered_by.clone())
    .bind(micros(record.started_at))
    .bind(record.rang_at.map(micros))
    .bind(record.answered_at.map(micros))
    .bind(micros(record.ended_at))
    .bind(i64::from(record.status))
    .bind(i64::from(record.cause.value()))
    .bind(record.released_by.as_str())
    .bind(record.leg.map(|leg| leg.to_string()))
    .bind(record.rule.id())
    .bind(record.caller_call_id.clone())
    .bind(record.callee_call_id.clone())
    .bind(signed(record.packets_from_caller))
    .bind(signed(record.packets_from_callee))
}

fn extension(row: &SqliteRow) -> Result<Extension, sqlx::Error> {
    Ok(Extension {
        number: row.try_get("number")?,
        name: row.try_get("name")?,
        secrets: DigestSecrets {
            md5: row.try_get("md5")?,
            sha256: row.try_get("sha256")?,
            sha512_256: row.try_get("sha512_256")?,
        },
    })
}

fn binding(row: &SqliteRow) -> Result<Binding, sqlx::Error> {
    Ok(Binding {
        number: row.try_get("number")?,
        contact: row.try_get("contact")?,
        q_thousandths: row.try_get("q_thousandths")?,
        call_id: row.try_get("call_id")?,
        cseq: row.try_get("cseq")?,
        expires_at: time(row.try_get("expires_at")?),
        flow: Flow {
            transport: word(row, "transport", |name| {
                [Transport::Udp, Transport::Tcp]
                    .into_iter()
                    .find(|transport| transport.name() == name)
            })?,
            local: address(row, "local")?,
            remote: address(row, "remote")?,
        },
        user_agent: row.try_get("user_agent")?,
    })
}

fn record(row: &SqliteRow) -> Result<CallRecord, sqlx::Error> {
    Ok(CallRecord {
        id: row.try_get("id")?,
        caller: row.try_get("caller")?,
        dialled: row.try_get("dialled")?,
        answered_by: row.try_get("answered_by")?,
        started_at: time(row.try_get("started_at")?),
        rang_at: row.try_get::<Option<i64>, _>("rang_at")?.map(time),
        answered_at: row.try_get::<Option<i64>, _>("answered_at")?.map(time),
        ended_at: time(row.try_get("ended_at")?),
        status: row.try_get("status")?,
        cause: cause(row)?,
        released_by: word(row, "released_by", Releaser::parse)?,
        leg: match row.try_get::<Option<&str>, _>("leg")? {
            None => None,
            Some(_) => Some(word(row, "leg", DecidingLeg::parse)?),
        },
        rule: word(row, "rule", Rule::parse)?,
        caller_call_id: row.try_get("caller_call_id")?,
        callee_call_id: row.try_get("callee_call_id")?,
        packets_from_caller: unsigned(row.try_get("packets_from_caller")?),
        packets_from_callee: unsigned(row.try_get("packets_from_callee")?),
    })
}

fn cause(row: &SqliteRow) -> Result<Cause, sqlx::Error> {
    let value: u8 = row.try_get("cause")?;
    Cause::new(value).ok_or_else(|| sqlx::Error::ColumnDecode {
        index: "cause".to_owned(),
        source: format!("{value} is no cause").into(),
    })
}

/// A text column whose words `parse` knows.
fn word<T>(
    row: &SqliteRow,
    column: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, sqlx::Error> {
    let text: &str = row.try_get(column)?;
    parse(text).ok_or_else(|| sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: format!("\"{text}\" is none of its values").into(),
    })
}

fn address(row: &SqliteRow, column: &str) -> Result<SocketAddr, sqlx::Error> {
    word(row, column, |text| text.parse().ok())
}

fn micros(time: Time) -> i64 {
    signed(time.as_micros())
}

fn time(micros: i64) -> Time {
    Time::from_micros(unsigned(micros))
}

/// SQLite's integers have a sign; what does not fit is as good as the largest.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
