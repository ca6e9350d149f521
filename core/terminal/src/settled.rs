//! What the settings settle for every message of ours, in the words of the standard.

use naisen_agent::PresentationMethod;
use naisen_jj2211::{Context, Fact, Settled};

use crate::config::Config;

impl Config {
    /// The facts that hold for each call and for the registration, as [`naisen_jj2211::Watch`] wants
    /// them.
    pub fn settled(&self) -> Settled {
        let by_headers = self.presentation_method == PresentationMethod::Headers;
        let context = Context::new()
            .with(Fact::Uses100rel, self.policy.rel100)
            .with(Fact::UsesTimer, self.policy.timer.is_some())
            .with(Fact::UsesUpdate, self.policy.update)
            .with(Fact::RefreshesByUpdate, self.policy.update)
            .with(Fact::PresentsByHeaders, by_headers)
            .with(Fact::NeedsRegistration, self.registration.is_some())
            .with(Fact::TrustsRedirection, false)
            .with(Fact::DescribesIn488, self.media.lists_codecs_in_488);
        context.into()
    }
}
