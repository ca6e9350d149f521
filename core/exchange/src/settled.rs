//! What the settings settle for every message of ours, in the words of the standard.

use naisen_jj2211::{Context, Fact, Settled};

use crate::config::{Config, Use};

impl Config {
    /// The facts that hold for each leg of each call, as [`naisen_jj2211::Watch`] wants them. What
    /// goes as the other leg has it is settled by no setting.
    pub fn settled(&self) -> Settled {
        let mut context = Context::new()
            .with(Fact::PresentsByHeaders, true)
            .with(Fact::NeedsRegistration, false)
            .with(Fact::TrustsRedirection, false)
            .with(Fact::DescribesIn488, self.services.lists_codecs_in_488);
        if !self.update {
            context.set(Fact::UsesUpdate, false);
            context.set(Fact::RefreshesByUpdate, false);
        }
        let mut settled = Settled::from(context);
        for (fact, when) in [
            (Fact::Uses100rel, self.rel100),
            (Fact::UsesTimer, self.timer),
        ] {
            match when {
                Use::Off => {
                    settled.requests.set(fact, false);
                    settled.responses.set(fact, false);
                }
                Use::Always => settled.requests.set(fact, true),
                Use::AsCaller => {}
            }
        }
        // Whoever asks for the timer gets it.
        if self.timer != Use::Off {
            settled.responses.set(Fact::UsesTimer, true);
        }
        settled
    }
}
