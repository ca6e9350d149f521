//! How the exchange of a run is set.

use std::time::Duration;

use naisen_cause::Translation;
use naisen_exchange::{Config, InviteChallenge, Rate, ServiceLines, Use};
use naisen_node::Random;
use naisen_sdp::{Codec, CodecOrder};
use naisen_sip::digest::{Algorithm, ChallengeSettings, StaleDirective};

use super::draw::{between, one_of};
use super::{DOMAIN, REALM, timer};

/// Draws them. With `all_timed` every leg has a session timer.
pub(super) fn draw(random: &mut Random, all_timed: bool, longest_s: u32) -> Config {
    let mut config = Config::new(challenge(random));
    config.hosts = vec![DOMAIN.into()];
    config.authentication.invite = one_of(
        random,
        &[
            InviteChallenge::Off,
            InviteChallenge::Server401,
            InviteChallenge::Proxy407,
            InviteChallenge::Proxy407,
        ],
    );
    let nonce_lifetime_s = one_of(random, &[2, 20, 300, 3600]);
    config.authentication.nonce_lifetime = Duration::from_secs(nonce_lifetime_s);
    config.authentication.accept_without_qop = random.chance(0.5);
    config.offerless_invite = random.chance(0.15);
    config.rel100 = any_use(random);
    config.update = random.chance(0.8);
    config.timer = match (all_timed, any_use(random)) {
        (true, Use::Off) => Use::AsCaller,
        (_, drawn) => drawn,
    };
    config.timer_policy = timer::policy(random, longest_s);
    config.ring_timeout = Duration::from_secs(between(random, 3, 40).into());
    if random.chance(0.3) {
        config.description.username = one_of(random, &["pbx", "0123456789"]).into();
        config.description.session_name = one_of(random, &["call", "a call"]).into();
    }
    config.registrar.expires_min_s = one_of(random, &[10, 60, 60, 120]);
    config.registrar.expires_max_s = one_of(random, &[120, 300, 7200]);
    config.registrar.contacts_max = one_of(random, &[1, 2, 8]);
    config.media.ports = 20_000..=one_of(random, &[20_003, 20_015, 39_999, 39_999, 39_999]);
    config.calls_max = one_of(random, &[1, 20_000, 20_000, 20_000]);
    config.admission.invite = rate(random);
    config.admission.register = rate(random);
    let translation = one_of(random, &["rfc4497", "rfc3398", "jj-22.02"]);
    config.translation = Translation::builtin(translation).expect("it is built in");
    config.admission.retry_after_s = one_of(random, &[1, 5, 20]);
    service_lines(&mut config.services, random);
    config.user_agent = random.chance(0.3).then(|| "exchange/1".into());
    config
}

fn any_use(random: &mut Random) -> Use {
    let uses = [Use::Off, Use::Always, Use::AsCaller, Use::AsCaller];
    one_of(random, &uses)
}

/// How the lines that answer themselves speak.
fn service_lines(lines: &mut ServiceLines, random: &mut Random) {
    let (mu, a) = (Codec::PCMU, Codec::PCMA);
    let capabilities = &mut lines.capabilities;
    capabilities.codecs = match random.below(5) {
        0 => vec![mu],
        1 => vec![a],
        2 => vec![a, mu],
        _ => vec![mu, a],
    };
    capabilities.max_codecs = one_of(random, &[None, None, Some(1)]);
    capabilities.packet_time_ms = one_of(random, &[None, Some(20), Some(20), Some(40), Some(200)]);
    lines.answer_order = one_of(random, &[CodecOrder::Offerer, CodecOrder::Own]);
    lines.warns_in_488 = random.chance(0.7);
    lines.lists_codecs_in_488 = random.chance(0.3);
}

/// A limit on bursts, mostly none: it leaves room for a registration that deletes first and whose
/// nonces are stale.
fn rate(random: &mut Random) -> Option<Rate> {
    random.chance(0.2).then(|| Rate {
        per_second: between(random, 1, 5),
        burst: between(random, 8, 20),
    })
}

/// The challenges that an exchange may send: qop is missing only beside MD5 (RFC 8760 §2.6).
fn challenge(random: &mut Random) -> ChallengeSettings {
    let algorithms: &[Algorithm] = one_of(
        random,
        &[
            &[Algorithm::Md5] as &[Algorithm],
            &[Algorithm::Md5],
            &[Algorithm::Sha256],
            &[Algorithm::Sha512_256],
            &[Algorithm::Sha256, Algorithm::Md5],
        ],
    );
    let settings = match random.chance(0.2) && algorithms == [Algorithm::Md5] {
        true => ChallengeSettings::minimal(REALM),
        false => ChallengeSettings::new(REALM),
    };
    let mut settings = settings
        .and_then(|it| it.with_algorithms(algorithms))
        .expect("the realm is plain and there are algorithms");
    if random.chance(0.5) {
        let opaque = one_of(random, &[None, Some("5ccc069c403ebaf9")]);
        settings = settings.with_opaque(opaque).expect("it is plain");
    }
    if algorithms == [Algorithm::Md5] && random.chance(0.3) {
        settings.qop.clear();
    }
    settings.stale = one_of(random, &[StaleDirective::Always, StaleDirective::WhenTrue]);
    settings
}
