//! What the settings of a node settle.

use crate::context::Context;

/// The facts that the settings of a node settle for all its messages: for its requests, and for its
/// responses. An exchange may use an extension towards the called side always, and towards the caller
/// only if the called side does; what no setting settles is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// When it asks.
    pub requests: Context,
    /// When it answers.
    pub responses: Context,
}

impl From<Context> for Settled {
    /// The same facts for both.
    fn from(context: Context) -> Self {
        Self {
            requests: context,
            responses: context,
        }
    }
}
