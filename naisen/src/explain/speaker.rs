//! Questions taken from the command line, from standard input and from files, and answered.

use std::io::{self, BufRead, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use naisen_capture::Error as CaptureError;
use naisen_cause::Language;
use naisen_trace::diagnose;

use super::answer::Answer;
use super::page::{Page, Style};
use super::question::{Question, questions};
use super::source::{Source, single_message};
use super::subject::{Recognised, Subject};
use super::tables::Tables;
use super::tally::{Tally, counted};
use super::{ExplainArgs, calls, decoding, is_broken_pipe, labels, list};
use crate::trace;

/// How the answers are given.
pub(super) struct Speaker<'a> {
    pub(super) args: &'a ExplainArgs,
    pub(super) tables: Tables,
    pub(super) language: Language,
    pub(super) colour: bool,
    pub(super) columns: usize,
}

impl Speaker<'_> {
    /// Answers all questions: 0 if anything was explained, 1 if not. A file that cannot be read keeps
    /// no other question from its answer; the first error is returned in the end.
    pub(super) fn run(&self, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
        if let Some(which) = self.args.list {
            if self.args.json {
                let lists = list::list_json(which, self.language, &self.tables);
                writeln!(out, "{lists}")?;
            } else {
                list::print(&mut self.page(out, self.language), which)?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        let mut any = false;
        let mut failed = None;
        let questions = match &self.args.what[..] {
            [] => vec![Question::StandardInput],
            what => questions(what),
        };
        let are_many = questions.len() > 1;
        for question in questions {
            let answered = match question {
                Question::StandardInput if self.args.each => self.each_line(out),
                Question::StandardInput => Source::read(io::stdin(), None)
                    .and_then(|source| self.source(out, "-", source))
                    .context("standard input"),
                Question::File(path) => {
                    if are_many && !self.args.json {
                        let mut page = self.page(out, self.language);
                        page.line(&path.display().to_string(), Style::Heading)?;
                    }
                    self.file(out, &path)
                }
                Question::Asked(input, recognised) => self.explain(out, &input, &recognised),
            };
            match answered {
                Ok(explained) => any |= explained,
                Err(error) if is_broken_pipe(&error) => return Err(error),
                Err(error) => match failed {
                    None => failed = Some(error),
                    Some(_) => eprintln!("naisen: {error:#}"),
                },
            }
        }
        match failed {
            Some(error) => Err(error),
            None if any => Ok(ExitCode::SUCCESS),
            None => Ok(ExitCode::from(1)),
        }
    }

    fn page<'w>(&self, out: &'w mut dyn Write, language: Language) -> Page<'w> {
        Page::new(out, language, self.columns, self.colour, self.args.short)
    }

    /// Every line of standard input as a question of its own.
    fn each_line(&self, out: &mut dyn Write) -> anyhow::Result<bool> {
        let mut any = false;
        for line in io::stdin().lock().split(b'\n') {
            let line = line.context("cannot read standard input")?;
            let line = String::from_utf8_lossy(&line);
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            if !self.args.json {
                let mut page = self.page(out, self.language);
                page.line(&format!("── {line}"), Style::Dim)?;
            }
            any |= self.explain(out, line, &Recognised::of(line))?;
        }
        Ok(any)
    }

    fn file(&self, out: &mut dyn Write, path: &Path) -> anyhow::Result<bool> {
        let source = Source::open(path)?;
        self.source(out, &path.display().to_string(), source)
    }

    /// A trace, or a text with one message, a code or octets in it.
    fn source(&self, out: &mut dyn Write, name: &str, source: Source) -> anyhow::Result<bool> {
        let text = match source {
            Source::Stream(reader, length) => return self.trace(out, name, reader, length),
            Source::Text(text) => text,
        };
        if let Some(message) = single_message(&text) {
            return self.explain(out, &text, &message);
        }
        let plain = decoding::unwrapped(&text);
        for version in [Some(&text), plain.as_ref()].into_iter().flatten() {
            match self.trace(out, name, version.as_bytes(), None) {
                Err(error) if is_no_trace(&error) => {}
                other => return other,
            }
        }
        let recognised = Recognised::of(&text);
        // Words of a whole file are no phrase to look for, unless they are few.
        let is_prose = text.trim().lines().count() > 1;
        match &recognised.subjects[..] {
            [Subject::Words(_)] if is_prose => {
                let nothing = labels::NOTHING.in_language(self.language);
                eprintln!("naisen: {nothing}: {name}");
                Ok(false)
            }
            _ => self.explain(out, &text, &recognised),
        }
    }

    fn trace(
        &self,
        out: &mut dyn Write,
        name: &str,
        reader: impl Read,
        length: Option<u64>,
    ) -> anyhow::Result<bool> {
        let mut tally = Tally::default();
        let summary = trace::read_calls(reader, length, |call| {
            let diagnosis = diagnose(&call);
            tally.add(&call, &diagnosis);
            let other = self.args.call.is_some_and(|wanted| wanted != call.number);
            if other || self.args.faults && !calls::has_fault(&diagnosis) {
                return Ok(());
            }
            tally.shown += 1;
            if self.args.json {
                let value = calls::call_json(&call, &diagnosis, self.language, &self.tables);
                writeln!(out, "{value}")
            } else {
                let with_ladder = !self.args.no_ladder && !self.args.short;
                let mut page = self.page(out, self.language);
                calls::print(&mut page, &call, &diagnosis, with_ladder, &self.tables)
            }
        });
        let summary = summary.map_err(|error| match name {
            _ if is_no_trace(&error) => error,
            "-" => error,
            name => error.context(name.to_owned()),
        })?;
        let is_cut_off = summary.truncated && summary.packets == 0;
        anyhow::ensure!(!is_cut_off, "{name} ends before its first packet is whole");
        for reservation in trace::reservations(&summary) {
            eprintln!("naisen: {name}: {reservation}");
        }
        let say = |text: naisen_cause::Text| text.in_language(self.language);
        if tally.groups == 0 {
            let packets = summary.packets;
            eprintln!("naisen: {name}: {}: {packets}", say(labels::NO_CALL));
            return Ok(false);
        }
        if tally.shown == 0 && !self.args.faults {
            let calls = counted(tally.groups, self.language);
            eprintln!("naisen: {name}: {calls} {}", say(labels::IN_TRACE));
            return Ok(false);
        }
        if !self.args.json {
            let mut page = self.page(out, self.language);
            if tally.shown == 0 {
                let calls = counted(tally.groups, self.language);
                let line = format!("{calls}, {}", say(labels::NO_FAULT));
                page.line(&line, Style::Plain)?;
            } else if self.args.call.is_none() {
                tally.print(&mut page)?;
            }
        }
        Ok(true)
    }

    /// Answers one question; whether anything of it was explained.
    fn explain(
        &self,
        out: &mut dyn Write,
        input: &str,
        recognised: &Recognised,
    ) -> anyhow::Result<bool> {
        let mut any = false;
        for subject in &recognised.subjects {
            let answer = Answer::of(subject);
            let language = match self.args.lang.or(recognised.language) {
                Some(language) => language,
                None => answer.language(self.language),
            };
            if self.args.json {
                writeln!(out, "{}", answer.json(input, language, &self.tables))?;
            } else if answer.explains() {
                let mut page = self.page(out, language);
                answer.print(&mut page, &self.tables)?;
                page.blank()?;
            } else {
                eprintln!("naisen: {}", answer.excuse(input, language));
            }
            any |= answer.explains();
        }
        if !recognised.unexplained.is_empty() {
            let label = labels::NOT_EXPLAINED.in_language(self.language);
            eprintln!("naisen: {label}: {}", recognised.unexplained.join(" "));
        }
        Ok(any)
    }
}

/// Whether the input is readable and simply not a trace.
fn is_no_trace(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref::<CaptureError>(),
        Some(CaptureError::NoMessage)
    )
}
