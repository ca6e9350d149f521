//! The two nodes that the standard is held against, and whose duty is whose.

use naisen_jj2211::Actor;

/// A node under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    /// `naisen-terminal`.
    Terminal,
    /// `naisen-exchange`.
    Exchange,
}

impl Node {
    pub(crate) const ALL: [Self; 2] = [Self::Terminal, Self::Exchange];

    /// As the tables of `docs/conformance` write it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Exchange => "exchange",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|node| node.as_str() == text)
    }

    /// Its clause tree, relative to the root of the workspace.
    pub(crate) const fn clause_tree(self) -> &'static str {
        match self {
            Self::Terminal => "core/conformance/tests/terminal",
            Self::Exchange => "core/conformance/tests/exchange",
        }
    }

    /// The file that names every key of its configuration.
    pub(crate) const fn example(self) -> &'static str {
        match self {
            Self::Terminal => "naisen-phone.example.toml",
            Self::Exchange => "naisen.example.toml",
        }
    }

    /// The nodes that have the duty of an actor: the exchange calls on one leg and is called on the
    /// other, so that what binds a caller or a callee binds both nodes.
    pub(crate) const fn of(actor: Actor) -> &'static [Self] {
        match actor {
            Actor::Terminal => &[Self::Terminal],
            Actor::Server => &[Self::Exchange],
            Actor::Both
            | Actor::Caller
            | Actor::Callee
            | Actor::Refresher
            | Actor::NonRefresher => &Self::ALL,
        }
    }
}
