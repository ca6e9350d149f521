//! The ladder for a terminal.

use std::borrow::Cow;
use std::time::Duration;

use naisen_cause::Language;

use super::canvas::{Ink, Line, width, wrap};
use super::{Arrow, Ladder, Row, Tone, words};

/// Cells of the frame number and the time at the left.
const MARGIN: usize = 18;
/// The least cells from column to column in which arrows can be read.
const GAP_MIN: usize = 17;
/// More than this only makes the eye travel.
const GAP_MAX: usize = 36;
/// The narrowest line that is drawn, whatever the terminal says.
const WIDTH_MIN: usize = 40;

impl Ladder {
    /// The ladder as lines of at most `width` cells, but at least 40; with colours of ECMA-48 if
    /// asked for. Hosts that do not fit side by side are named in each line instead.
    pub fn text(&self, width: usize, colour: bool, language: Language) -> String {
        let width = width.max(WIDTH_MIN);
        let mut page = Page {
            out: String::new(),
            width,
            colour,
            language,
        };
        for line in wrap(&self.title(language), width) {
            page.line(|drawn| drawn.put(0, &line, Ink::Bold));
        }
        let room = (width - MARGIN) / self.columns.len().max(1);
        let widest = self.columns.iter().map(|column| column.name.len()).max();
        if room < GAP_MIN || widest.unwrap_or(0) >= room {
            self.write_list(&mut page);
        } else {
            let rails = Rails {
                gap: room.min(GAP_MAX),
                count: self.columns.len(),
            };
            self.write_rails(&mut page, &rails);
        }
        page.out
    }

    fn write_rails(&self, page: &mut Page, rails: &Rails) {
        let language = page.language;
        page.line(|line| {
            line.put(0, words::FRAME.in_language(language), Ink::Faint);
            let time = words::TIME.in_language(language);
            line.put(MARGIN - 2 - width(time), time, Ink::Faint);
            for (index, column) in self.columns.iter().enumerate() {
                rails.centre(line, index, &column.name, Ink::Bold);
            }
        });
        page.line(|line| {
            for (index, column) in self.columns.iter().enumerate() {
                rails.centre(line, index, column.role.name(language), Ink::Faint);
            }
        });
        for row in &self.rows {
            let drawing = Drawing::of(row, page.language);
            let (from, to) = (rails.at(drawing.from), rails.at(drawing.to));
            let (left, right) = (from.min(to), from.max(to));
            let inner = (right - left).saturating_sub(3);
            let inside = width(&drawing.caption) + 2 <= inner;
            let mut marked = false;
            if !inside {
                marked = true;
                let mut first = true;
                rails.caption(page, left, &drawing.caption, drawing.ink, |line| {
                    if std::mem::take(&mut first) {
                        mark(line, row);
                    }
                });
            }
            if from != to {
                page.line(|line| {
                    rails.draw(line);
                    if !marked {
                        mark(line, row);
                    }
                    line.fill(left + 1..right, drawing.shaft, drawing.ink);
                    let head = if from < to { right - 1 } else { left + 1 };
                    line.fill(head..head + 1, drawing.head(from < to), drawing.ink);
                    if inside {
                        let start = left + 1 + (right - left - 1 - width(&drawing.caption)) / 2;
                        let text = format!(" {} ", drawing.caption);
                        line.put(start - 1, &text, drawing.ink);
                    }
                });
            }
            if let Some(detail) = &drawing.detail {
                rails.caption(page, left, detail, Ink::Faint, |_| {});
            }
        }
    }

    fn write_list(&self, page: &mut Page) {
        for column in &self.columns {
            let text = format!("{}  {}", column.name, column.role.name(page.language));
            for line in wrap(&text, page.width) {
                page.line(|drawn| drawn.put(0, &line, Ink::Plain));
            }
        }
        let name = |index: usize| self.columns.get(index).map_or("?", |column| &column.name);
        for row in &self.rows {
            let drawing = Drawing::of(row, page.language);
            let arrow = if drawing.lost { "╳" } else { "→" };
            let (from, to) = (name(drawing.from), name(drawing.to));
            let text = format!("{from} {arrow} {to}  {}", drawing.caption);
            let texts = [(text.as_str(), drawing.ink)];
            let detail = drawing.detail.as_deref();
            let detail = detail.map(|detail| (detail, Ink::Faint));
            let mut first = true;
            for (text, ink) in texts.into_iter().chain(detail) {
                for line in wrap(text, page.width - MARGIN) {
                    page.line(|drawn| {
                        if std::mem::take(&mut first) {
                            mark(drawn, row);
                        }
                        drawn.put(MARGIN, &line, ink);
                    });
                }
            }
        }
    }
}

/// The lines written so far.
struct Page {
    out: String,
    width: usize,
    colour: bool,
    language: Language,
}

impl Page {
    fn line(&mut self, draw: impl FnOnce(&mut Line)) {
        let mut line = Line::new(self.width);
        draw(&mut line);
        line.write(&mut self.out, self.colour);
    }
}

/// Where the columns stand.
struct Rails {
    gap: usize,
    count: usize,
}

impl Rails {
    fn at(&self, index: usize) -> usize {
        MARGIN + self.gap / 2 + index * self.gap
    }

    fn draw(&self, line: &mut Line) {
        for index in 0..self.count {
            line.put(self.at(index), "│", Ink::Faint);
        }
    }

    fn centre(&self, line: &mut Line, index: usize, text: &str, ink: Ink) {
        line.put(self.at(index) - width(text) / 2, text, ink);
    }

    /// Text that does not fit into its arrow: beside the column, over the columns to its right.
    fn caption(
        &self,
        page: &mut Page,
        left: usize,
        text: &str,
        ink: Ink,
        mut more: impl FnMut(&mut Line),
    ) {
        let start = (left + 2).min(page.width.saturating_sub(width(text)).max(MARGIN));
        for part in wrap(text, page.width - start) {
            page.line(|line| {
                self.draw(line);
                more(line);
                line.put(start, &part, ink);
            });
        }
    }
}

/// A row as it is drawn.
struct Drawing<'a> {
    from: usize,
    to: usize,
    caption: String,
    detail: Option<Cow<'a, str>>,
    ink: Ink,
    shaft: char,
    lost: bool,
}

impl<'a> Drawing<'a> {
    fn of(row: &'a Row, language: Language) -> Self {
        match row {
            Row::Arrow(arrow) => Self {
                from: arrow.from,
                to: arrow.to,
                caption: arrow.caption(),
                detail: arrow.detail.as_ref().map(|detail| detail.text(language)),
                ink: ink(arrow),
                shaft: if arrow.lost { '╌' } else { '─' },
                lost: arrow.lost,
            },
            Row::Bar(bar) => Self {
                from: bar.from,
                to: bar.to,
                caption: bar.caption(language),
                detail: None,
                ink: Ink::Magenta,
                shaft: '═',
                lost: false,
            },
            Row::Remark(remark) => Self {
                from: remark.from,
                to: remark.to,
                caption: format!("! {}", remark.caption(language)),
                detail: None,
                ink: Ink::Red,
                shaft: '·',
                lost: true,
            },
        }
    }

    fn head(&self, to_the_right: bool) -> char {
        match (self.lost, to_the_right) {
            (true, _) => '╳',
            (false, true) => '▶',
            (false, false) => '◀',
        }
    }
}

fn ink(arrow: &Arrow) -> Ink {
    match arrow.tone {
        _ if arrow.lost => Ink::Red,
        Tone::Request => Ink::Blue,
        Tone::Provisional => Ink::Cyan,
        Tone::Success => Ink::Green,
        Tone::Again => Ink::Yellow,
        Tone::Failure => Ink::Red,
    }
}

/// Frame number and time at the left.
fn mark(line: &mut Line, row: &Row) {
    line.put(0, &row.frame().to_string(), Ink::Faint);
    let time = seconds(row.at());
    line.put((MARGIN - 2).saturating_sub(time.len()), &time, Ink::Faint);
}

fn seconds(span: Duration) -> String {
    format!("{:.3}", span.as_secs_f64())
}
