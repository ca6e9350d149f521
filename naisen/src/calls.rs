//! `naisen calls`: the call records.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use naisen_exchange::CallRecord;
use naisen_node::Time;
use naisen_store::Reader;
use serde_json::{Value, json};

use crate::config::ServeConfig;

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
    let mut out = io::stdout().lock();
    let written = if args.json {
        records
            .iter()
            .try_for_each(|record| writeln!(out, "{}", as_json(record)))
    } else {
        write_table(&mut out, &records)
    };
    match written {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        other => Ok(other.map(|()| ExitCode::SUCCESS)?),
    }
}

fn write_table(out: &mut impl Write, records: &[CallRecord]) -> io::Result<()> {
    writeln!(
        out,
        "{:<20} {:<10} {:<10} {:>6} {:>8}  {:<8} id",
        "started (UTC)", "caller", "dialled", "status", "talk", "ended by"
    )?;
    for record in records {
        let talk = talk_ms(record).map_or_else(
            || "-".to_owned(),
            |ms| format!("{}.{} s", ms / 1000, ms % 1000 / 100),
        );
        writeln!(
            out,
            "{:<20} {:<10} {:<10} {:>6} {:>8}  {:<8} {}",
            utc(record.started_at),
            record.caller,
            record.dialled,
            record.status,
            talk,
            record.released_by.as_str(),
            record.id
        )?;
    }
    Ok(())
}

fn as_json(record: &CallRecord) -> Value {
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
        "released_by": record.released_by.as_str(),
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

/// `2026-11-20 18:53:00`, by the civil-from-days arithmetic of the Gregorian calendar.
fn utc(time: Time) -> String {
    let seconds = time.unix_seconds();
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_follow_the_calendar() {
        for (seconds, text) in [
            (0, "1970-01-01 00:00:00"),
            (951_782_399, "2000-02-28 23:59:59"),
            (951_782_400, "2000-02-29 00:00:00"),
            (951_868_800, "2000-03-01 00:00:00"),
            (1_795_200_780, "2026-11-20 18:53:00"),
        ] {
            assert_eq!(utc(Time::from_unix_seconds(seconds)), text);
        }
    }
}
