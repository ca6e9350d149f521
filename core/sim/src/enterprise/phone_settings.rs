//! How a phone of a run is set.

use std::time::Duration;

use naisen_agent::{Policy, Presentation, PresentationMethod};
use naisen_media::Law;
use naisen_node::Random;
use naisen_sdp::CodecOrder;
use naisen_sip::StatusCode;
use naisen_terminal::{
    AnswerMode, Config, ContactUser, ExpiresPlace, RegistrationConfig, RetryConfig, UserParameter,
};

use super::draw::{between, one_of};
use super::{DOMAIN, EXCHANGE, phone_config, timer, voice};

/// What the whole run has in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// Every leg has a session timer.
    pub(super) all_timed: bool,
    /// Each phone has its number for itself.
    pub(super) numbers_apart: bool,
    /// The longest session interval that is asked for, in seconds.
    pub(super) longest_s: u32,
}

/// Draws the settings of the phone with this index.
pub(super) fn draw(random: &mut Random, index: usize, number: &str, scope: Scope) -> Config {
    let mut config = phone_config(index, number);
    if random.chance(0.3) {
        config.domain = DOMAIN.into();
    }
    identity(&mut config, random);
    let timed = scope.all_timed || random.chance(0.7);
    config.policy = Policy {
        rel100: random.chance(0.7),
        update: random.chance(0.7),
        follows_redirection: random.chance(0.3),
        ..Policy::automatic(timed.then(|| timer::policy(random, scope.longest_s)))
    };
    config.answer = answer(random);
    media(&mut config, random);
    config.media.play = voice(number);
    config.ring_limit = Duration::from_secs(between(random, 5, 60).into());
    config.busy_tone = Duration::from_secs(random.below(4));
    config.max_lines = one_of(random, &[1, 2, 4]);
    config.invite_spacing = Duration::from_millis(one_of(random, &[0, 500, 2_000]));
    config.user_agent = random.chance(0.3).then(|| "phone/1".into());
    if let Some(registration) = &mut config.registration {
        registers(registration, number, random, scope);
    }
    // Now and then a phone only calls.
    if random.chance(0.03) {
        config.registration = None;
    }
    config
}

fn identity(config: &mut Config, random: &mut Random) {
    let methods = [PresentationMethod::Headers, PresentationMethod::Prefix];
    config.presentation_method = one_of(random, &methods);
    config.display_method = one_of(random, &methods);
    config.omits_preferred_identity = random.chance(0.3);
    config.names_itself = random.chance(0.3);
    if random.chance(0.3) {
        config.presentation = Presentation::Restricted;
    }
    config.presentation_prefixes = random.chance(0.7);
}

fn answer(random: &mut Random) -> AnswerMode {
    let refusals = [
        StatusCode::BUSY_HERE,
        StatusCode::DECLINE,
        StatusCode::TEMPORARILY_UNAVAILABLE,
        StatusCode::NOT_FOUND,
    ];
    match random.below(10) {
        0 => AnswerMode::Refuse(one_of(random, &refusals)),
        1..=3 => AnswerMode::Manual,
        4 => AnswerMode::Automatic {
            ring: Duration::ZERO,
        },
        _ => AnswerMode::Automatic {
            ring: Duration::from_millis(random.below(5_000)),
        },
    }
}

fn media(config: &mut Config, random: &mut Random) {
    let media = &mut config.media;
    media.codecs = match random.below(10) {
        0 => vec![Law::Mu],
        1 => vec![Law::A],
        2..=4 => vec![Law::A, Law::Mu],
        _ => vec![Law::Mu, Law::A],
    };
    media.max_codecs = one_of(random, &[None, None, None, Some(1), Some(2)]);
    media.packet_time_ms = one_of(
        random,
        &[None, Some(20), Some(20), Some(10), Some(40), Some(200)],
    );
    media.telephone_event = one_of(random, &[None, Some(101), Some(101), Some(96), Some(127)]);
    media.hold = random.chance(0.8);
    media.requests_changes = random.chance(0.8);
    media.answer_order = one_of(random, &[CodecOrder::Offerer, CodecOrder::Own]);
    if random.chance(0.3) {
        media.username = one_of(random, &["phone", "0123456789"]).into();
        media.session_name = one_of(random, &["talk", "my talk"]).into();
    }
    if random.chance(0.1) {
        // One pair and no more.
        media.ports = 16_384..=16_385;
    }
}

fn registers(
    registration: &mut RegistrationConfig,
    number: &str,
    random: &mut Random,
    scope: Scope,
) {
    registration.expires_s = one_of(random, &[5, 60, 100, 240, 3600]);
    // It would delete the binding of the other phone of the number.
    registration.delete_all_on_start = scope.numbers_apart && random.chance(0.6);
    registration.reuse_nonce = random.chance(0.5);
    registration.expires_place = one_of(random, &[ExpiresPlace::Header, ExpiresPlace::Parameter]);
    if random.chance(0.3) {
        registration.contact_user = ContactUser::Set(format!("line{number}").into());
    }
    registration.user_parameter = one_of(
        random,
        &[
            None,
            None,
            Some(UserParameter::Phone),
            Some(UserParameter::Ip),
        ],
    );
    registration.q_thousandths = one_of(random, &[None, None, Some(0), Some(700), Some(1000)]);
    registration.refresh_thousandths = one_of(random, &[50, 300, 500, 500, 800, 999]);
    registration.retry = RetryConfig {
        base: Duration::from_secs(one_of(random, &[1, 10, 30, 60])),
        jitter: Duration::from_secs(one_of(random, &[0, 1, 30])),
    };
    if random.chance(0.2) {
        registration.host = Some(DOMAIN.into());
    }
    if random.chance(0.1) {
        // The exchange looks at the user part alone, and takes nobody for another.
        let user = one_of(random, &[number, number, "199"]);
        registration.third_party = Some(format!("sip:{user}@{}", EXCHANGE.ip()).into());
    }
}
