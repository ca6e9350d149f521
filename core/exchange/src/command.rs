//! What the exchange is asked to do.

use crate::Extension;

/// What its owner asks of the exchange.
#[derive(Clone, Debug)]
pub enum Command {
    /// Adds an extension, or replaces the one of its number; its bindings stay.
    PutExtension(Extension),
    /// Removes an extension and its bindings. Calls go on.
    RemoveExtension {
        /// Its number.
        number: Box<str>,
    },
    /// Refuses new calls with 503; [`crate::Event::Drained`] follows when the last call is over.
    Drain,
    /// Ends every call.
    ReleaseAll,
    /// Asks for an [`crate::Event::Report`].
    Report,
}
