//! One line of a terminal, cell by cell.
//!
//! A wide character takes two cells. What has no width, and what would command the terminal or turn
//! the direction of writing, is not drawn as it is.

use unicode_width::UnicodeWidthChar;

/// How a cell is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ink {
    #[default]
    Plain,
    Faint,
    Bold,
    Blue,
    Cyan,
    Green,
    Yellow,
    Red,
    Magenta,
}

impl Ink {
    /// The sequence of ECMA-48 that turns it on.
    const fn code(self) -> &'static str {
        match self {
            Ink::Plain => "",
            Ink::Faint => "\x1b[2m",
            Ink::Bold => "\x1b[1m",
            Ink::Blue => "\x1b[34m",
            Ink::Cyan => "\x1b[36m",
            Ink::Green => "\x1b[32m",
            Ink::Yellow => "\x1b[33m",
            Ink::Red => "\x1b[31m",
            Ink::Magenta => "\x1b[35m",
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Cell {
    Character(char, Ink),
    /// The second half of a wide character.
    Covered,
}

/// One line.
#[derive(Debug)]
pub(super) struct Line {
    cells: Vec<Cell>,
}

const BLANK: Cell = Cell::Character(' ', Ink::Plain);

impl Line {
    pub(super) fn new(width: usize) -> Self {
        Self {
            cells: vec![BLANK; width],
        }
    }

    /// Draws text from a cell on, as far as the line goes; a wide character that does not fit is
    /// left out.
    pub(super) fn put(&mut self, start: usize, text: &str, ink: Ink) {
        let mut at = start;
        for character in text.chars().filter_map(harmless) {
            let width = character.width().unwrap_or(0);
            if at + width > self.cells.len() {
                return;
            }
            self.set(at, Cell::Character(character, ink));
            if width == 2 {
                self.set(at + 1, Cell::Covered);
            }
            at += width;
        }
    }

    /// Draws the same character from one cell up to another.
    pub(super) fn fill(&mut self, cells: std::ops::Range<usize>, character: char, ink: Ink) {
        for at in cells {
            self.set(at, Cell::Character(character, ink));
        }
    }

    /// A half of a wide character does not stay behind alone.
    fn set(&mut self, at: usize, cell: Cell) {
        if matches!(self.cells.get(at), Some(Cell::Covered))
            && !matches!(cell, Cell::Covered)
            && let Some(first) = at.checked_sub(1).and_then(|at| self.cells.get_mut(at))
        {
            *first = BLANK;
        }
        if let Some(Cell::Covered) = self.cells.get(at + 1)
            && !matches!(cell, Cell::Covered)
            && let Some(second) = self.cells.get_mut(at + 1)
        {
            *second = BLANK;
        }
        if let Some(place) = self.cells.get_mut(at) {
            *place = cell;
        }
    }

    /// Appends the line without blanks at its end, and a line feed.
    pub(super) fn write(&self, out: &mut String, colour: bool) {
        let is_blank = |cell: &Cell| matches!(cell, Cell::Character(' ', _));
        let end = self.cells.iter().rposition(|cell| !is_blank(cell));
        let cells = self.cells.get(..end.map_or(0, |end| end + 1));
        let mut current = Ink::Plain;
        for cell in cells.unwrap_or_default() {
            let Cell::Character(character, ink) = *cell else {
                continue;
            };
            if colour && ink != current && character != ' ' {
                if current != Ink::Plain {
                    out.push_str("\x1b[0m");
                }
                out.push_str(ink.code());
                current = ink;
            }
            out.push(character);
        }
        if current != Ink::Plain {
            out.push_str("\x1b[0m");
        }
        out.push('\n');
    }
}

/// The cells that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars()
        .filter_map(harmless)
        .map(|character| character.width().unwrap_or(0))
        .sum()
}

/// Cuts a text into lines of at most `max` cells, at blanks where there are any.
pub(super) fn wrap(text: &str, max: usize) -> Vec<String> {
    let max = max.max(2);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_inclusive(' ') {
        let needed = width(word.trim_end());
        if used > 0 && used + needed > max {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        for character in word.chars().filter_map(harmless) {
            let own = character.width().unwrap_or(0);
            if used + own > max {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                used = 0;
                if character == ' ' {
                    continue;
                }
            }
            line.push(character);
            used += own;
        }
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// A character that can be shown, in place of this one; `None` if nothing should be.
pub(super) fn harmless(character: char) -> Option<char> {
    match character {
        '\t' | '\r' | '\n' => Some(' '),
        // Marks and orders that turn the direction of writing (UAX 9).
        '\u{061c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        _ if character.is_control() || character == '\u{feff}' => Some('\u{fffd}'),
        _ if character.width() == Some(0) => None,
        _ => Some(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(line: &Line) -> String {
        let mut out = String::new();
        line.write(&mut out, false);
        out
    }

    #[test]
    fn wide_characters_are_never_cut_in_half() {
        let mut line = Line::new(6);
        line.put(0, "話中です", Ink::Plain);
        assert_eq!(drawn(&line), "話中で\n");
        line.put(1, "x", Ink::Plain);
        assert_eq!(drawn(&line), " x中で\n");
        line.put(4, "y", Ink::Plain);
        assert_eq!(drawn(&line), " x中y\n");
        line.put(5, "話", Ink::Plain);
        assert_eq!(drawn(&line), " x中y\n");
    }

    #[test]
    fn what_commands_a_terminal_is_not_drawn() {
        let mut line = Line::new(20);
        line.put(0, "a\x1b[31m\u{202e}b\u{200b}\u{0301}\nc", Ink::Plain);
        assert_eq!(drawn(&line), "a\u{fffd}[31m\u{fffd}b c\n");
    }

    #[test]
    fn colours_are_turned_off_where_they_end() {
        let mut line = Line::new(8);
        line.put(1, "ab", Ink::Red);
        line.put(3, "c", Ink::Plain);
        let mut out = String::new();
        line.write(&mut out, true);
        assert_eq!(out, " \x1b[31mab\x1b[0mc\n");
    }

    #[test]
    fn lines_are_cut_at_blanks_and_by_force() {
        for (text, max, expected) in [
            ("one two three", 8, &["one two", "three"][..]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("話中です", 5, &["話中", "です"]),
            ("a 話中です", 4, &["a", "話中", "です"]),
            ("", 4, &[""]),
        ] {
            assert_eq!(wrap(text, max), expected, "{text}");
        }
    }
}
