//! The expressions of conditions: atoms joined by `and`, `or`, `not` and brackets.
//!
//! ```text
//! or   = and { "or" and }      not  = [ "not" ] prim
//! and  = not { "and" not }     prim = "(" or ")" | atom
//! ```

use crate::context::Context;
use crate::fact::Fact;

/// Brackets within brackets; the data has one.
const DEPTH_MAX: usize = 16;

/// A condition over facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// The fact holds.
    Atom(Fact),
    /// The inner one does not hold.
    Not(Box<Expression>),
    /// All hold.
    And(Vec<Expression>),
    /// At least one holds.
    Or(Vec<Expression>),
}

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExpressionError {
    /// An atom that names no fact.
    #[error("{0:?} names no fact")]
    UnknownFact(String),
    /// Something is left over, or missing.
    #[error("{0:?} cannot be read on")]
    Syntax(String),
    /// Too many brackets within brackets.
    #[error("more than {DEPTH_MAX} brackets within each other")]
    TooDeep,
}

impl Expression {
    /// Reads an expression. Every atom must name a [`Fact`].
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        let mut reader = Reader {
            rest: text,
            depth: 0,
        };
        let expression = reader.or()?;
        match reader.rest.trim_start() {
            "" => Ok(expression),
            rest => Err(ExpressionError::Syntax(rest.to_owned())),
        }
    }

    /// Whether it holds; `None` if that hangs on a fact that the context does not know.
    pub fn holds(&self, context: &Context) -> Option<bool> {
        match self {
            Self::Atom(fact) => context.knows(*fact),
            Self::Not(inner) => inner.holds(context).map(|holds| !holds),
            Self::And(parts) => decide(parts, context, false),
            Self::Or(parts) => decide(parts, context, true),
        }
    }

    /// Calls `visit` with every fact that it names.
    pub fn facts(&self, visit: &mut impl FnMut(Fact)) {
        match self {
            Self::Atom(fact) => visit(*fact),
            Self::Not(inner) => inner.facts(visit),
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.facts(visit);
                }
            }
        }
    }
}

/// One part that is `deciding` decides; else one that is not known leaves it open.
fn decide(parts: &[Expression], context: &Context, deciding: bool) -> Option<bool> {
    let mut open = false;
    for part in parts {
        match part.holds(context) {
            Some(holds) if holds == deciding => return Some(deciding),
            Some(_) => {}
            None => open = true,
        }
    }
    (!open).then_some(!deciding)
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn or(&mut self) -> Result<Expression, ExpressionError> {
        let mut parts = vec![self.and()?];
        while self.word("or") {
            parts.push(self.and()?);
        }
        Ok(joined(parts, Expression::Or))
    }

    fn and(&mut self) -> Result<Expression, ExpressionError> {
        let mut parts = vec![self.not()?];
        while self.word("and") {
            parts.push(self.not()?);
        }
        Ok(joined(parts, Expression::And))
    }

    fn not(&mut self) -> Result<Expression, ExpressionError> {
        if self.word("not") {
            return Ok(Expression::Not(Box::new(self.primary()?)));
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Expression, ExpressionError> {
        self.rest = self.rest.trim_start();
        if let Some(inside) = self.rest.strip_prefix('(') {
            self.depth += 1;
            if self.depth > DEPTH_MAX {
                return Err(ExpressionError::TooDeep);
            }
            self.rest = inside;
            let expression = self.or()?;
            let Some(after) = self.rest.trim_start().strip_prefix(')') else {
                return Err(ExpressionError::Syntax(self.rest.to_owned()));
            };
            self.rest = after;
            self.depth -= 1;
            return Ok(expression);
        }
        self.atom()
    }

    /// A name, and at once after it an argument in brackets if there is one.
    fn atom(&mut self) -> Result<Expression, ExpressionError> {
        let name = |c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        let mut end = self.rest.find(name).unwrap_or(self.rest.len());
        if end == 0 {
            return Err(ExpressionError::Syntax(self.rest.to_owned()));
        }
        if let Some(argument) = self.rest.get(end..).and_then(|rest| rest.strip_prefix('(')) {
            let length = argument.find(')');
            let length = length.ok_or_else(|| ExpressionError::Syntax(self.rest.to_owned()))?;
            end += length + 2;
        }
        let (atom, rest) = self.rest.split_at(end);
        self.rest = rest;
        let fact = Fact::parse(atom);
        fact.map(Expression::Atom)
            .ok_or_else(|| ExpressionError::UnknownFact(atom.to_owned()))
    }

    fn word(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(word) {
            Some(after) if after.starts_with([' ', '(']) => {
                self.rest = after;
                true
            }
            _ => false,
        }
    }
}

fn joined(mut parts: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.len() {
        1 => parts.remove(0),
        _ => join(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_binds_closer_than_or_and_not_closest() {
        let rel = Context::new().with(Fact::Uses100rel, true);
        let both = rel.with(Fact::UsesTimer, true);
        let none = Context::new()
            .with(Fact::Uses100rel, false)
            .with(Fact::UsesTimer, false);
        for (text, context, holds) in [
            ("uses(100rel)", rel, Some(true)),
            ("not uses(100rel)", rel, Some(false)),
            ("uses(100rel) or uses(timer)", rel, Some(true)),
            ("uses(100rel) and uses(timer)", rel, None),
            (
                "uses(timer) or uses(100rel) and needs_registration",
                both,
                Some(true),
            ),
            (
                "(uses(timer) or uses(100rel)) and needs_registration",
                both,
                None,
            ),
            ("not uses(100rel) and not uses(timer)", none, Some(true)),
            ("not (uses(100rel) or uses(timer))", none, Some(true)),
            ("uses(timer) and needs_registration", none, Some(false)),
            ("needs_registration", both, None),
        ] {
            let expression = Expression::parse(text).unwrap();
            assert_eq!(expression.holds(&context), holds, "{text}");
        }
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for text in [
            "",
            "uses(timer",
            "uses(timer) uses(100rel)",
            "(uses(timer)",
            "and",
            "not",
        ] {
            assert!(Expression::parse(text).is_err(), "{text}");
        }
        assert_eq!(
            Expression::parse("uses(timer) and uses(UFO)"),
            Err(ExpressionError::UnknownFact("uses(UFO)".into()))
        );
        assert_eq!(
            Expression::parse(&"(".repeat(99)),
            Err(ExpressionError::TooDeep)
        );
    }
}
