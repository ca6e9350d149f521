//! `naisen explain`: what a code, a cause, octets, a message or a trace means, to the caller and to
//! the technician.

mod calls;
mod codes;
mod labels;
mod list;
mod message;
mod octets;
mod page;
mod reasons;
mod subject;
mod tables;
mod words;

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use naisen_capture::Error as CaptureError;
use naisen_cause::{Language, Reasons, search};
use naisen_sip::Message;
use serde_json::{Value, json};

use crate::language;
use crate::trace;
use list::Catalogue;
use page::Page;
use subject::Subject;
use tables::Tables;

/// The most that is read of standard input, or of a file that is no trace: more than any message.
const MAX_TEXT_BYTES: u64 = 1 << 20;

/// Say what a code, a cause, octets, a message or a trace means, and what to do.
#[derive(Debug, Args)]
#[command(
    arg_required_else_help = true,
    after_help = "WHAT is a SIP status (486), a cause (q850/17, cause 17), a phrase or part of one \
                  (busy here, 話中, bezet, 忙線), octets in hex (08 02 81 90, a Cause element or a \
                  whole Q.931 message), a Reason header, a SIP message, a file (pcap, pcapng, or a text \
                  trace of Asterisk, FreeSWITCH, SIPp, ngrep ...), or - for standard input.\n\n\
                  Exit codes: 0 explained, 1 nothing recognised, 2 unreadable input.\n\n\
                  Examples:\n  naisen explain 486 --lang nl\n  naisen explain q850/34 --lang ja\n  \
                  naisen explain 08 02 81 90\n  naisen explain 'Q.850;cause=47;text=\"x\", SIP;cause=480'\n  \
                  naisen explain trace.pcap\n  naisen explain trace.pcap --json\n  \
                  naisen explain 503 --table asterisk\n  naisen explain --list causes --lang zh"
)]
pub(crate) struct ExplainArgs {
    /// What to explain.
    #[arg(value_name = "WHAT", required_unless_present = "list")]
    what: Vec<String>,
    /// The language: en, ja, nl or zh; by default that of the locale.
    #[arg(long, value_name = "LANG", value_parser = language::parse)]
    lang: Option<Language>,
    /// The table between status codes and causes that is shown first and judges Reason headers:
    /// rfc3398, rfc4497, q1912.5, asterisk, freeswitch, or a file in the same form.
    #[arg(long, value_name = "NAME|FILE")]
    table: Option<String>,
    /// Print JSON; of a trace, one object a call.
    #[arg(long)]
    json: bool,
    /// Take every line of standard input as a question of its own; with --json, one object a line.
    #[arg(long)]
    each: bool,
    /// Of a trace, only this call, counted from 1.
    #[arg(long, value_name = "N")]
    call: Option<u64>,
    /// Of a trace, only the calls with a fault.
    #[arg(long)]
    faults: bool,
    /// Of a trace, without ladders.
    #[arg(long)]
    no_ladder: bool,
    /// Print a catalogue instead: all, statuses, causes, locations, rules or tables.
    #[arg(long, value_name = "CATALOGUE", num_args = 0..=1, default_missing_value = "all", conflicts_with = "what")]
    list: Option<Catalogue>,
}

/// Explains what was asked for.
pub(crate) fn run(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let tables = Tables::choose(args.table.as_deref())?;
    let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut speaker = Speaker {
        args,
        tables,
        language: args.lang.unwrap_or_else(language::of_locale),
        colour,
        columns: columns(),
    };
    let told = speaker.run(&mut out).and_then(|told| {
        out.flush()?;
        Ok(told)
    });
    match told {
        Ok(true) => Ok(ExitCode::SUCCESS),
        Ok(false) => Ok(ExitCode::from(1)),
        // Whoever reads has seen enough.
        Err(error) if is_broken_pipe(&error) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error),
    }
}

/// Whether the reader of our output has gone.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|it| it.kind() == io::ErrorKind::BrokenPipe)
}

/// The width of the terminal; of what is no terminal, one that suits most.
pub(crate) fn columns() -> usize {
    let width = crossterm::terminal::size().map(|(columns, _)| usize::from(columns));
    match width {
        Ok(width) if io::stdout().is_terminal() && width > 0 => width,
        _ => 100,
    }
}

/// How the answers are given.
struct Speaker<'a> {
    args: &'a ExplainArgs,
    tables: Tables,
    language: Language,
    colour: bool,
    columns: usize,
}

impl Speaker<'_> {
    /// Whether anything was recognised.
    fn run(&mut self, out: &mut dyn Write) -> anyhow::Result<bool> {
        if let Some(which) = self.args.list {
            if self.args.json {
                let lists = list::list_json(which, self.language, &self.tables);
                writeln!(out, "{lists}")?;
            } else {
                list::print(&mut self.page(out), which)?;
            }
            return Ok(true);
        }
        if let [only] = &self.args.what[..] {
            if only == "-" {
                return self.standard_input(out);
            }
            let path = Path::new(only);
            if path.is_file() {
                return self.file(out, path);
            }
        }
        if let Some(missing) = self.args.what.iter().find(|word| looks_like_a_file(word)) {
            anyhow::bail!("there is no file {missing}");
        }
        let mut any = false;
        for subject in Subject::from_arguments(&self.args.what) {
            let input = self.args.what.join(" ");
            any |= self.explain(out, &input, &subject)?;
        }
        Ok(any)
    }

    fn page<'w>(&self, out: &'w mut dyn Write) -> Page<'w> {
        Page::new(out, self.language, self.columns, self.colour)
    }

    fn standard_input(&mut self, out: &mut dyn Write) -> anyhow::Result<bool> {
        if self.args.each {
            let mut any = false;
            for line in io::stdin().lines() {
                let line = line.context("cannot read standard input")?;
                if !line.trim().is_empty() {
                    any |= self.explain(out, &line, &Subject::recognise(&line))?;
                }
            }
            return Ok(any);
        }
        let text = read_text(io::stdin().lock()).context("standard input")?;
        self.explain(out, &text, &Subject::recognise(&text))
    }

    /// A file: a trace, or a text with one message or octets in it.
    fn file(&mut self, out: &mut dyn Write, path: &Path) -> anyhow::Result<bool> {
        match self.trace(out, path) {
            Err(error) if is_no_trace(&error) => {}
            other => return other,
        }
        let file =
            fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        let text = read_text(file).with_context(|| path.display().to_string())?;
        let subject = Subject::recognise(&text);
        // Words of a whole file are no phrase to look for.
        match subject {
            Subject::Words(_) => Ok(self.unrecognised(&path.display().to_string())),
            subject => self.explain(out, &text, &subject),
        }
    }

    fn trace(&mut self, out: &mut dyn Write, path: &Path) -> anyhow::Result<bool> {
        let mut any = false;
        let summary = trace::read_calls(path, |call| {
            if self.args.call.is_some_and(|wanted| wanted != call.number) {
                return Ok(());
            }
            if self.args.faults && !calls::has_fault(&call) {
                any = true;
                return Ok(());
            }
            any = true;
            if self.args.json {
                let value = calls::call_json(&call, self.language, &self.tables);
                writeln!(out, "{value}")
            } else {
                let with_ladder = !self.args.no_ladder;
                calls::print(&mut self.page(out), &call, with_ladder, &self.tables)
            }
        })?;
        out.flush()?;
        for reservation in trace::reservations(&summary) {
            eprintln!("naisen: {}: {reservation}", path.display());
        }
        if !any {
            return Ok(self.unrecognised(&path.display().to_string()));
        }
        Ok(any)
    }

    /// Answers one question; whether it was recognised.
    fn explain(
        &mut self,
        out: &mut dyn Write,
        input: &str,
        subject: &Subject,
    ) -> anyhow::Result<bool> {
        let hits = match subject {
            Subject::Words(words) => search(words),
            _ => Vec::new(),
        };
        let nothing = match subject {
            Subject::Words(_) => hits.is_empty(),
            Subject::Octets(octets) => octets::read(octets).is_none(),
            _ => false,
        };
        if nothing && !self.args.json {
            return Ok(self.unrecognised(input));
        }
        let tables = &self.tables;
        if self.args.json {
            let language = self.language;
            let mut value = match subject {
                Subject::Status(code) => codes::status_json(*code, language, tables),
                Subject::Cause(number) => codes::cause_json(*number, language, tables),
                Subject::StatusOrCause(code, number) => {
                    let mut value = codes::cause_json(*number, language, tables);
                    value["or"] = codes::status_json(*code, language, tables);
                    value
                }
                Subject::Octets(bytes) => octets::octets_json(bytes, language, tables),
                Subject::Reasons(values) => {
                    reasons::reasons_json(&Reasons::parse(values), language, tables)
                }
                Subject::Message(bytes) => match Message::parse(bytes) {
                    Ok(message) => message::message_json(&message, language, tables),
                    Err(error) => json!({ "kind": "unreadable", "problem": error.to_string() }),
                },
                Subject::Rule(rule) => words::rule_json(*rule, language),
                Subject::Words(text) => words::hits_json(text, &hits, language, tables),
            };
            if let Value::Object(fields) = &mut value {
                fields.insert("input".to_owned(), json!(input));
            }
            writeln!(out, "{value}")?;
            return Ok(!nothing);
        }
        let mut page = self.page(out);
        match subject {
            Subject::Status(code) => codes::print_status(&mut page, *code, tables)?,
            Subject::Cause(number) => codes::print_cause(&mut page, *number, tables)?,
            Subject::StatusOrCause(code, number) => {
                codes::print_cause(&mut page, *number, tables)?;
                page.blank()?;
                codes::print_status(&mut page, *code, tables)?;
            }
            Subject::Octets(bytes) => octets::print(&mut page, bytes, tables)?,
            Subject::Reasons(values) => {
                reasons::print(&mut page, &Reasons::parse(values), tables)?;
            }
            Subject::Message(bytes) => {
                if let Ok(message) = Message::parse(bytes) {
                    message::print(&mut page, &message, tables)?;
                }
            }
            Subject::Rule(rule) => words::print_rule(&mut page, *rule)?,
            Subject::Words(_) => words::print(&mut page, &hits, tables)?,
        }
        page.blank()?;
        Ok(true)
    }

    fn unrecognised(&self, input: &str) -> bool {
        let shown: String = input.trim().chars().take(60).collect();
        let nothing = labels::NOTHING.in_language(self.language);
        eprintln!("naisen: {nothing}: {shown}");
        false
    }
}

fn read_text(reader: impl Read) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    reader.take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes)?;
    anyhow::ensure!(
        bytes.len() as u64 <= MAX_TEXT_BYTES,
        "this is more than one message: more than {MAX_TEXT_BYTES} bytes"
    );
    String::from_utf8(bytes).context("this is neither a trace nor a text")
}

/// Whether the file is readable and simply not a trace.
fn is_no_trace(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref::<CaptureError>(),
        Some(CaptureError::NoMessage)
    )
}

/// Whether a word can only be meant as a file.
fn looks_like_a_file(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let ends = [".pcap", ".pcapng", ".cap", ".log", ".txt", ".trace"];
    ends.iter().any(|end| lower.ends_with(end)) && !word.contains(char::is_whitespace)
}
