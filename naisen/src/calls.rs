//! `naisen calls`: the call records.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use naisen_cause::Language;
use naisen_exchange::CallRecord;
use naisen_node::Time;
use naisen_store::Reader;
use serde_json::{Value, json};

use crate::config::ServeConfig;
use crate::language;
use crate::utc::utc;

/// List call records, the newest first.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  naisen calls\n  naisen calls --limit 5 --json")]
pub(crate) struct CallsArgs {
    /// The configuration file of the exchange, for its data directory.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The data directory; goes before the one of the configuration file.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// How many records at most.
    #[arg(long, default_value_t = 20)]
    limit: u32,
    /// The language of the sentences: en, ja, nl or zh; by default that of the locale.
    #[arg(long, value_name = "LANG", value_parser = language::parse)]
    lang: Option<Language>,
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
}

/// Prints the records.
pub(crate) fn run(args: &CallsArgs) -> anyhow::Result<ExitCode> {
    let directory = match (&args.data, &args.config) {
        (Some(directory), _) => directory.clone(),
        (None, Some(path)) => ServeConfig::load(path)?.0.data.directory,
        (None, None) => ServeConfig::default().data.directory,
    };
    let records = Reader::open(&directory)?.records(args.limit)?;
    let language = args.lang.unwrap_or_else(language::of_locale);
    let mut out = io::stdout().lock();
    let written = if args.json {
        records
            .iter()
            .try_for_each(|record| writeln!(out, "{}", as_json(record, language)))
    } else {
        write_table(&mut out, &records, language)
    };
    match written {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        other => Ok(other.map(|()| ExitCode::SUCCESS)?),
    }
}

fn write_table(out: &mut impl Write, records: &[CallRecord], language: Language) -> io::Result<()> {
    writeln!(
        out,
        "{:<20} {:<10} {:<10} {:>6} {:>5} {:>8}  {:<8} {:<16} why",
        "started (UTC)", "caller", "dialled", "status", "cause", "talk", "ended by", "id"
    )?;
    for record in records {
        let talk = talk_ms(record).map_or_else(
            || "-".to_owned(),
            |ms| format!("{}.{} s", ms / 1000, ms % 1000 / 100),
        );
        writeln!(
            out,
            "{:<20} {:<10} {:<10} {:>6} {:>5} {:>8}  {:<8} {:<16} {}",
            utc(record.started_at),
            record.caller,
            record.dialled,
            record.status,
            record.cause.value(),
            talk,
            record.released_by.as_str(),
            record.id,
            record.sentence(language)
        )?;
    }
    Ok(())
}

fn as_json(record: &CallRecord, language: Language) -> Value {
    let seconds = |time: Time| time.as_micros() as f64 / 1e6;
    json!({
        "id": &*record.id,
        "caller": &*record.caller,
        "dialled": &*record.dialled,
        "answered_by": record.answered_by.as_deref(),
        "started_at": seconds(record.started_at),
        "rang_at": record.rang_at.map(seconds),
        "answered_at": record.answered_at.map(seconds),
        "ended_at": seconds(record.ended_at),
        "duration_s": talk_ms(record).map_or(0.0, |ms| ms as f64 / 1e3),
        "status": record.status,
        "cause": record.cause.value(),
        "released_by": record.released_by.as_str(),
        "leg": record.leg.map(|leg| leg.to_string()),
        "rule": record.rule.id(),
        "sentence": record.sentence(language),
        "caller_call_id": &*record.caller_call_id,
        "callee_call_id": record.callee_call_id.as_deref(),
        "packets_from_caller": record.packets_from_caller,
        "packets_from_callee": record.packets_from_callee,
    })
}

/// From the answer to the end, in milliseconds.
fn talk_ms(record: &CallRecord) -> Option<u128> {
    record
        .answered_at
        .map(|answered| record.ended_at.since(answered).as_millis())
}
