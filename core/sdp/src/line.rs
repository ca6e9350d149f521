//! The lines of a description beside `v= o= s= c= m=`.

use crate::Attribute;

/// One line: a letter and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    kind: u8,
    value: Box<str>,
}

impl Line {
    /// A line of the type `kind`, which is an ASCII letter.
    pub(crate) fn new(kind: u8, value: impl Into<Box<str>>) -> Self {
        Self {
            kind,
            value: value.into(),
        }
    }

    /// An `a=` line.
    pub fn attribute(value: impl Into<Box<str>>) -> Self {
        Self::new(b'a', value)
    }

    /// The letter before `=`.
    pub fn kind(&self) -> char {
        char::from(self.kind)
    }

    /// What stands after `=`.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The attribute, if it is an `a=` line.
    pub fn as_attribute(&self) -> Option<Attribute<'_>> {
        (self.kind == b'a').then(|| Attribute::parse(&self.value))
    }

    /// Its place in a section (RFC 8866 §9). Times and their repeats share one, so that they stay
    /// together. Letters that the RFC does not know come last.
    fn rank(&self) -> u8 {
        match self.kind {
            b'i' => 0,
            b'u' => 1,
            b'e' => 2,
            b'p' => 3,
            b'c' => CONNECTION_RANK,
            b'b' => 5,
            b't' | b'r' => 6,
            b'z' => 7,
            b'k' => 8,
            b'a' => 9,
            _ => 10,
        }
    }
}

/// Where the `c=` line stands among the others.
const CONNECTION_RANK: u8 = 4;

/// Lines in the order in which RFC 8866 §9 wants them; lines of one type as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(Vec<Line>);

impl Lines {
    /// Adds a line behind those of its type.
    pub fn push(&mut self, line: Line) {
        let place = self.0.partition_point(|other| other.rank() <= line.rank());
        self.0.insert(place, line);
    }

    /// Keeps the lines for which `keep` is true.
    pub fn retain(&mut self, keep: impl FnMut(&Line) -> bool) {
        self.0.retain(keep);
    }

    /// All lines.
    pub fn iter(&self) -> std::slice::Iter<'_, Line> {
        self.0.iter()
    }

    /// The attributes among them.
    pub fn attributes(&self) -> impl Iterator<Item = Attribute<'_>> {
        self.0.iter().filter_map(Line::as_attribute)
    }

    /// The first attribute of that name.
    pub fn find(&self, name: &str) -> Option<Attribute<'_>> {
        self.attributes().find(|attribute| attribute.is(name))
    }

    /// The lines before and the lines after the place of `c=`.
    pub(crate) fn around_connection(&self) -> (&[Line], &[Line]) {
        self.0
            .split_at(self.0.partition_point(|line| line.rank() < CONNECTION_RANK))
    }
}

impl<'a> IntoIterator for &'a Lines {
    type Item = &'a Line;
    type IntoIter = std::slice::Iter<'a, Line>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Line> for Lines {
    fn from_iter<I: IntoIterator<Item = Line>>(lines: I) -> Self {
        let mut all: Vec<Line> = lines.into_iter().collect();
        all.sort_by_key(Line::rank);
        Self(all)
    }
}
