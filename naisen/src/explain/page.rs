//! Explanations laid out for people: labels, wrapped text, colours on a terminal only.

use std::io::{self, Write};

use naisen_cause::{Explanation, Language, Text};
use textwrap::Options;
use textwrap::core::display_width;

use super::labels;

/// The most columns that labels get; a longer label has a line of its own.
const LABEL_COLUMNS_MAX: usize = 28;

/// The widest that text runs, however wide the terminal is: longer lines are hard to read.
const MAX_COLUMNS: usize = 100;

/// Where explanations are written to.
pub(super) struct Page<'w> {
    out: &'w mut dyn Write,
    pub(super) language: Language,
    pub(super) columns: usize,
    pub(super) colour: bool,
    /// Only titles, sentences for the caller and next steps.
    pub(super) short: bool,
    /// Columns of the labels.
    labels: usize,
}

/// How a piece of text looks on a terminal.
#[derive(Clone, Copy)]
pub(super) enum Style {
    Plain,
    Heading,
    Label,
    Dim,
    Warning,
}

impl Style {
    const fn code(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Heading => "\x1b[1m",
            Style::Label => "\x1b[36m",
            Style::Dim => "\x1b[2m",
            Style::Warning => "\x1b[33m",
        }
    }
}

impl<'w> Page<'w> {
    pub(super) fn new(
        out: &'w mut dyn Write,
        language: Language,
        columns: usize,
        colour: bool,
        short: bool,
    ) -> Self {
        let widths = labels::LABELS.iter();
        let widest = widths
            .map(|it| display_width(it.in_language(language)))
            .max();
        Self {
            out,
            language,
            columns,
            colour,
            short,
            labels: (widest.unwrap_or(0) + 4).min(LABEL_COLUMNS_MAX),
        }
    }

    /// The text in the reader's language.
    pub(super) fn say(&self, text: Text) -> &'static str {
        text.in_language(self.language)
    }

    /// A heading, with its explanation's title unless that says the same.
    pub(super) fn heading(&mut self, heading: &str, title: Option<Text>) -> io::Result<()> {
        let title = title
            .map(|title| self.say(title))
            .filter(|title| !heading.to_lowercase().contains(&title.to_lowercase()));
        let heading = match title {
            Some(title) => format!("{heading} · {title}"),
            None => heading.to_owned(),
        };
        self.line(&heading, Style::Heading)
    }

    /// A line as it is.
    pub(super) fn line(&mut self, text: &str, style: Style) -> io::Result<()> {
        let painted = self.paint(&harmless(text), style);
        writeln!(self.out, "{painted}")
    }

    /// Lines that were made for the terminal already.
    pub(super) fn raw(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A label and what belongs to it, wrapped.
    pub(super) fn field(&mut self, label: Text, value: &str) -> io::Result<()> {
        self.field_in(label, value, Style::Plain)
    }

    /// The same in a style.
    pub(super) fn field_in(&mut self, label: Text, value: &str, style: Style) -> io::Result<()> {
        self.hanging(Some(label), value, 0, style)
    }

    /// More lines that belong to the label above.
    pub(super) fn more(&mut self, value: &str, style: Style) -> io::Result<()> {
        self.hanging(None, value, 0, style)
    }

    /// A label and what belongs to it; lines after the first are indented by `hang`. Without a label it
    /// belongs to the one above.
    pub(super) fn hanging(
        &mut self,
        label: Option<Text>,
        value: &str,
        hang: usize,
        style: Style,
    ) -> io::Result<()> {
        let indent = " ".repeat(self.labels);
        let mut first = indent.clone();
        if let Some(label) = label.map(|it| self.say(it)) {
            let used = display_width(label) + 2;
            let painted = self.paint(label, Style::Label);
            if used < self.labels {
                first = format!("  {painted}{}", " ".repeat(self.labels - used));
            } else {
                writeln!(self.out, "  {painted}")?;
            }
        }
        let columns = self.columns.min(MAX_COLUMNS).saturating_sub(self.labels);
        let hang = " ".repeat(hang);
        let options = Options::new(columns.max(30)).subsequent_indent(&hang);
        for (index, line) in textwrap::wrap(&harmless(value), options).iter().enumerate() {
            let line = self.paint(line, style);
            let start = if index == 0 { &first } else { &indent };
            writeln!(self.out, "{start}{line}")?;
        }
        Ok(())
    }

    /// The four parts of an explanation.
    pub(super) fn explanation(&mut self, it: &Explanation) -> io::Result<()> {
        self.field(labels::CALLER, self.say(it.caller))?;
        if self.short {
            return self.field(labels::NEXT, self.say(it.next));
        }
        self.field(labels::HAPPENED, self.say(it.happened))?;
        if !it.places.is_empty() {
            let places: Vec<&str> = it.places.iter().map(|it| self.say(it.name())).collect();
            let comma = match self.language {
                Language::Ja | Language::Zh => "、",
                Language::En | Language::Nl => ", ",
            };
            self.field(labels::PLACES, &places.join(comma))?;
        }
        self.field(labels::NEXT, self.say(it.next))
    }

    fn paint(&self, text: &str, style: Style) -> String {
        match style.code() {
            "" => text.to_owned(),
            _ if !self.colour => text.to_owned(),
            code => format!("{code}{text}\x1b[0m"),
        }
    }
}

/// What came from the network or from a file may hold anything, a terminal's commands too.
fn harmless(text: &str) -> String {
    text.replace(|it: char| it.is_control() && it != '\n', "\u{fffd}")
}
