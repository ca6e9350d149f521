//! The requirements of the clauses, one sentence each.

use crate::csv::{DataError, rows};

/// Something that the standard demands, recommends or permits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The id, as `R-9.5.1-1`.
    pub id: &'static str,
    /// The clause, as `9.5.1`.
    pub clause: &'static str,
    /// Whose duty it is.
    pub actor: Actor,
    /// How strong it is.
    pub level: Level,
    /// What it is about, as `session-timer`.
    pub topic: &'static str,
    /// What is demanded.
    pub statement: &'static str,
    /// What a test looks at.
    pub verify: &'static str,
}

macro_rules! named {
    ($(#[doc = $doc:literal])+ $type:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident $name:literal,)* }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type {
            $($(#[doc = $variant_doc])+ $variant,)*
        }

        impl $type {
            /// As in the data.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            fn parse(text: &str) -> Option<Self> {
                match text {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

named! {
    /// Whose duty a requirement is.
    Actor {
        /// Server and terminal.
        Both "both",
        /// The SIP server of the PINX.
        Server "server",
        /// The SIP terminal.
        Terminal "terminal",
        /// Whoever calls, be it terminal or server.
        Caller "caller",
        /// Whoever is called.
        Callee "callee",
        /// The side that refreshes the session.
        Refresher "refresher",
        /// The side that waits for the refresh.
        NonRefresher "non-refresher",
    }
}

named! {
    /// How strong a requirement is.
    Level {
        /// It is demanded.
        Must "must",
        /// It is forbidden.
        MustNot "must-not",
        /// It is recommended.
        Should "should",
        /// It is advised against.
        ShouldNot "should-not",
        /// It is permitted.
        May "may",
    }
}

pub(crate) fn parse(text: &'static str) -> Result<Vec<Requirement>, DataError> {
    let rows = rows::<7>("requirements.csv", text)?;
    rows.iter()
        .map(|row| {
            let [id, clause, actor, level, topic, statement, verify] = row.fields;
            Ok(Requirement {
                id,
                clause,
                actor: Actor::parse(actor)
                    .ok_or_else(|| row.error(format!("{actor} is no actor")))?,
                level: Level::parse(level)
                    .ok_or_else(|| row.error(format!("{level} is no level")))?,
                topic,
                statement,
                verify,
            })
        })
        .collect()
}
