//! The ladder as SVG 1.1: one file, nothing loaded, light or dark as the reader's system is.

use std::fmt::Write;

use naisen_cause::Language;
use unicode_width::UnicodeWidthChar;

use super::canvas::harmless;
use super::{Ladder, Row, Tone, words};

/// Pixels of the frame number and the time at the left.
const MARGIN: usize = 130;
/// Pixels from column to column.
const GAP: usize = 250;
/// Cells of text, as on a terminal, that fit between two columns; longer texts are whole in the
/// tooltip.
const GAP_CELLS: usize = 32;
/// Pixels from arrow to arrow.
const STEP: usize = 30;
/// Pixels more for an arrow with a second line.
const DETAIL: usize = 15;
/// Pixels of title and names of hosts.
const HEAD: usize = 92;

/// Colours of both kinds of screen; all of them have a contrast of at least 4.5 to 1 on theirs.
const STYLE: &str = "\
svg{background:#fff;color:#1b1f24;font:13px system-ui,sans-serif}
text{fill:currentColor}.title{font-size:17px;font-weight:600}.host{font-weight:600}
.faint{fill:#59636e}.rail{stroke:#d1d9e0}.line{fill:none;stroke-width:1.6}
.request{stroke:#0b5cc4}.provisional{stroke:#1a6c7a}.success{stroke:#1a7333}
.again{stroke:#8a5a00}.failure,.remark{stroke:#b3202b}.bar{stroke:#7a3bb8;stroke-width:4}
.lost{stroke-dasharray:5 4}.remark{stroke-dasharray:1 4}
.label{paint-order:stroke;stroke:#fff;stroke-width:4px}
@media(prefers-color-scheme:dark){svg{background:#0d1117;color:#e6edf3}
.faint{fill:#9198a1}.rail{stroke:#30363d}
.request{stroke:#6cb0ff}.provisional{stroke:#5cc8d8}.success{stroke:#56d364}
.again{stroke:#e3b341}.failure,.remark{stroke:#ff8a80}.bar{stroke:#c297ff}
.label{stroke:#0d1117}}
";

impl Ladder {
    /// The ladder as a whole SVG document.
    pub fn svg(&self, language: Language) -> String {
        let width = MARGIN + GAP * self.columns.len().max(1);
        let height = HEAD + self.rows.iter().map(step).sum::<usize>() + STEP;
        let title = escaped(&self.title(language));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" lang=\"{}\" aria-labelledby=\"title desc\">\n\
             <title id=\"title\">{title}</title>\n<desc id=\"desc\">{}</desc>\n\
             <style>{STYLE}</style>\n\
             <text class=\"title\" x=\"16\" y=\"28\">{title}</text>\n",
            language.code(),
            escaped(&self.summary(language)),
        );
        for (index, column) in self.columns.iter().enumerate() {
            let x = rail(index);
            line(
                &mut out,
                format_args!(
                    "<text class=\"host\" x=\"{x}\" y=\"58\" text-anchor=\"middle\">{}</text>",
                    escaped(&column.name)
                ),
            );
            line(
                &mut out,
                format_args!(
                    "<text class=\"faint\" x=\"{x}\" y=\"74\" text-anchor=\"middle\">{}</text>",
                    column.role.name(language)
                ),
            );
            line(
                &mut out,
                format_args!(
                    "<path class=\"rail\" d=\"M{x} 82V{}\"/>",
                    height.saturating_sub(STEP / 2)
                ),
            );
        }
        let mut y = HEAD;
        for row in &self.rows {
            y += step(row);
            self.write_row(&mut out, row, y, language);
        }
        out.push_str("</svg>\n");
        out
    }

    /// What a reader that cannot see is told: hosts and messages in a few words.
    fn summary(&self, language: Language) -> String {
        let hosts: Vec<_> = self
            .columns
            .iter()
            .map(|column| format!("{} ({})", column.name, column.role.name(language)))
            .collect();
        format!(
            "{}; {}",
            hosts.join(", "),
            words::rows(self.rows.len(), language)
        )
    }

    fn write_row(&self, out: &mut String, row: &Row, y: usize, language: Language) {
        let (from, to, caption, detail, class, lost) = match row {
            Row::Arrow(arrow) => (
                arrow.from,
                arrow.to,
                arrow.caption(),
                arrow.detail.as_ref().map(|detail| detail.text(language)),
                class(arrow.tone),
                arrow.lost,
            ),
            Row::Bar(bar) => (bar.from, bar.to, bar.caption(language), None, "bar", false),
            Row::Remark(remark) => (
                remark.from,
                remark.to,
                remark.caption(language).to_owned(),
                None,
                "remark",
                true,
            ),
        };
        let (x1, x2) = (rail(from), rail(to));
        let baseline = y - if detail.is_some() { DETAIL } else { 0 };
        let name = |index: usize| self.columns.get(index).map_or("?", |column| &column.name);
        let whole = format!(
            "{} {:.3} s, {} → {}: {caption} {}",
            row.frame(),
            row.at().as_secs_f64(),
            name(from),
            name(to),
            detail.as_deref().unwrap_or_default()
        );
        line(
            out,
            format_args!("<g><title>{}</title>", escaped(whole.trim_end())),
        );
        line(
            out,
            format_args!(
                "<text class=\"faint\" x=\"16\" y=\"{baseline}\">{}</text>\
                 <text class=\"faint\" x=\"{}\" y=\"{baseline}\" text-anchor=\"end\">{:.3}</text>",
                row.frame(),
                MARGIN - 12,
                row.at().as_secs_f64()
            ),
        );
        let lost = if lost { " lost" } else { "" };
        line(
            out,
            format_args!(
                "<path class=\"line {class}{lost}\" d=\"{}\"/>",
                arrow(x1, x2, baseline, !lost.is_empty())
            ),
        );
        let cells = GAP_CELLS * from.abs_diff(to).max(1);
        let middle = x1.midpoint(x2);
        let (middle, anchor) = if x1 == x2 {
            (x1 + 34, "start")
        } else {
            (middle, "middle")
        };
        line(
            out,
            format_args!(
                "<text class=\"label\" x=\"{middle}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                baseline - 6,
                escaped(&fitted(&caption, cells))
            ),
        );
        if let Some(detail) = detail {
            line(
                out,
                format_args!(
                    "<text class=\"label faint\" x=\"{middle}\" y=\"{}\" \
                     text-anchor=\"{anchor}\">{}</text>",
                    baseline + 15,
                    escaped(&fitted(&detail, cells))
                ),
            );
        }
        out.push_str("</g>\n");
    }
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a string takes everything");
    out.push('\n');
}

fn rail(index: usize) -> usize {
    MARGIN + GAP / 2 + index * GAP
}

fn step(row: &Row) -> usize {
    match row {
        Row::Arrow(arrow) if arrow.detail.is_some() => STEP + DETAIL,
        _ => STEP,
    }
}

/// The path of a shaft and its head: an angle, or a cross if it did not arrive.
fn arrow(from: usize, to: usize, y: usize, lost: bool) -> String {
    let (up, down) = (y - 5, y + 5);
    if from == to {
        return format!("M{from} {up}H{}V{down}H{from}", from + 26);
    }
    let (end, back, forth) = if from < to {
        (to - 4, to - 12, to - 4)
    } else {
        (to + 4, to + 12, to + 4)
    };
    let head = if lost {
        format!("M{back} {up}L{forth} {down}M{back} {down}L{forth} {up}")
    } else {
        format!("M{back} {up}L{end} {y}L{back} {down}")
    };
    format!("M{from} {y}H{end}{head}")
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Request => "request",
        Tone::Provisional => "provisional",
        Tone::Success => "success",
        Tone::Again => "again",
        Tone::Failure => "failure",
    }
}

/// The beginning of a text that fits into so many cells.
fn fitted(text: &str, cells: usize) -> String {
    let mut used = 0;
    let end = text.char_indices().find_map(|(at, character)| {
        used += character.width().unwrap_or(0);
        (used > cells).then_some(at)
    });
    match end {
        None => text.to_owned(),
        Some(end) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
    }
}

/// Text for content and attributes: no character of it is markup, and all are legal in XML 1.0.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter_map(harmless) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_by_their_width() {
        for (text, expected) in [
            ("abcd", "abcd"),
            ("abcde", "abcd…"),
            ("話中です", "話中…"),
            ("a 話中", "a 話…"),
        ] {
            assert_eq!(fitted(text, 4), expected);
        }
    }

    #[test]
    fn no_text_becomes_markup() {
        let hostile = "</text><script>\"&'\u{0}\u{1b}\u{ffff}";
        assert_eq!(
            escaped(hostile),
            "&lt;/text&gt;&lt;script&gt;&quot;&amp;&#39;\u{fffd}\u{fffd}\u{fffd}"
        );
    }
}
