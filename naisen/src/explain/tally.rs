//! What became of all calls of a trace.

use std::io;

use naisen_cause::{Language, Rule};
use naisen_trace::{Call, Diagnosis, Kind};

use super::labels;
use super::page::{Page, Style};

/// So many calls, in words.
pub(super) fn counted(calls: u64, language: Language) -> String {
    let word = if calls == 1 {
        labels::ONE_CALL
    } else {
        labels::CALLS
    };
    format!("{calls} {}", word.in_language(language))
}

/// The calls of a trace, counted by their decisive findings.
#[derive(Default)]
pub(super) struct Tally {
    /// Calls, registrations and others.
    pub(super) groups: u64,
    /// Those that were shown.
    pub(super) shown: u64,
    calls: u64,
    /// Calls with media.
    heard: u64,
    /// In the order in which they were first met; at most one entry a rule.
    by_rule: Vec<(Rule, u64)>,
}

impl Tally {
    /// Counts a call.
    pub(super) fn add(&mut self, call: &Call, diagnosis: &Diagnosis) {
        self.groups += 1;
        if call.kind != Kind::Call {
            return;
        }
        self.calls += 1;
        self.heard += u64::from(!call.streams.is_empty());
        let Some(finding) = diagnosis.findings.first() else {
            return;
        };
        match self
            .by_rule
            .iter_mut()
            .find(|(rule, _)| *rule == finding.rule)
        {
            Some((_, count)) => *count += 1,
            None => self.by_rule.push((finding.rule, 1)),
        }
    }

    /// Prints the counts of more than one call, and that no sound was heard.
    pub(super) fn print(&self, page: &mut Page<'_>) -> io::Result<()> {
        if self.calls > 1 {
            let mut counts = self.by_rule.clone();
            counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            let counts = counts
                .iter()
                .map(|(rule, count)| format!("{count} {}", rule.id()));
            let counts: Vec<String> = counts.collect();
            let line = format!(
                "{}: {}",
                counted(self.calls, page.language),
                counts.join(", ")
            );
            page.line(&line, Style::Heading)?;
        }
        if self.calls > 0 && self.heard == 0 {
            page.line(page.say(labels::NO_RTP), Style::Dim)?;
        }
        Ok(())
    }
}
