//! The enterprise of a run: one exchange, its extensions, its phones, and what each of them is set
//! to. All of it follows from the seed.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use naisen_agent::{Margin, Policy, RefreshFailure, RefreshMethod, TimerPolicy};
use naisen_exchange::{Binding, DigestSecrets, Exchange, Extension, InviteChallenge, Use};
use naisen_media::{AudioSource, Law};
use naisen_node::{Flow, Random, Time, Transport};
use naisen_sdp::CodecOrder;
use naisen_sip::digest::{Algorithm, ChallengeSettings, ClientCredentials, Ha1};
use naisen_sip::{Refresher, StatusCode};
use naisen_terminal::{AnswerMode, Terminal};

const REALM: &str = "naisen";
const PASSWORD: &str = "secret";

/// The address of the exchange.
pub const EXCHANGE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 168, 0, 200)), 5060);

/// The address of the phone with this index, counted from 0.
pub fn phone_address(index: usize) -> SocketAddr {
    let last = u8::try_from(101 + index).unwrap_or(u8::MAX);
    SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 168, 0, last)), 5060)
}

/// The path from a phone to the exchange.
pub fn path(phone: usize) -> Flow {
    Flow {
        transport: Transport::Udp,
        local: phone_address(phone),
        remote: EXCHANGE,
    }
}

/// An extension whose phones know the password of the simulation.
pub fn extension(number: &str) -> Extension {
    let secret = |algorithm| Ha1::new(algorithm, number, REALM, PASSWORD).reveal().into();
    Extension {
        number: number.into(),
        name: None,
        secrets: DigestSecrets {
            md5: secret(Algorithm::Md5),
            sha256: secret(Algorithm::Sha256),
            sha512_256: secret(Algorithm::Sha512_256),
        },
    }
}

/// The usual settings of the exchange.
pub fn exchange_config() -> naisen_exchange::Config {
    let challenge = ChallengeSettings::new(REALM).expect("the realm is plain");
    naisen_exchange::Config::new(challenge)
}

/// The settings of the exchange of the appendix: challenges with realm, nonce and algorithm only.
pub fn exchange_config_of_appendix() -> naisen_exchange::Config {
    let challenge = ChallengeSettings::minimal(REALM).expect("the realm is plain");
    naisen_exchange::Config::new(challenge)
}

/// The usual settings of the phone with this index.
pub fn phone_config(index: usize, number: &str) -> naisen_terminal::Config {
    let domain = EXCHANGE.ip().to_string();
    let mut config = naisen_terminal::Config::new(number, &domain, path(index));
    config.credentials = Some(ClientCredentials::with_password(number, PASSWORD));
    config
}

/// A phone of the run.
#[derive(Clone, Debug)]
pub(crate) struct Phone {
    pub(crate) number: Box<str>,
    pub(crate) config: naisen_terminal::Config,
}

/// The settings that a seed gives.
#[derive(Clone, Debug)]
pub(crate) struct Enterprise {
    pub(crate) exchange: naisen_exchange::Config,
    pub(crate) phones: Vec<Phone>,
    /// Every leg of every call has a session timer.
    pub(crate) all_timed: bool,
    /// Each phone has its number for itself.
    pub(crate) numbers_apart: bool,
}

impl Enterprise {
    pub(crate) fn draw(random: &mut Random, phones: usize) -> Self {
        let all_timed = random.chance(0.5);
        let numbers_apart = random.chance(0.7);
        let mut exchange = exchange_config();
        exchange.authentication.invite = match random.below(4) {
            0 => InviteChallenge::Off,
            1 => InviteChallenge::Server401,
            _ => InviteChallenge::Proxy407,
        };
        exchange.rel100 = choose_use(random);
        exchange.update = random.chance(0.8);
        exchange.timer = if all_timed {
            if random.chance(0.5) {
                Use::Always
            } else {
                Use::AsCaller
            }
        } else {
            choose_use(random)
        };
        exchange.timer_policy = timer(random);
        exchange.ring_timeout = Duration::from_secs(10 + random.below(30));
        exchange.registrar.expires_min_s = 60;
        exchange.registrar.expires_max_s = 300;
        let phones = (0..phones)
            .map(|index| {
                // Now and then two phones share a number.
                let number = if !numbers_apart && index == 1 {
                    0
                } else {
                    index
                };
                let number = format!("{}", 101 + number);
                let mut config = phone_config(index, &number);
                tune(&mut config, random, all_timed, numbers_apart);
                config.media.play = voice(&number);
                Phone {
                    number: number.into(),
                    config,
                }
            })
            .collect();
        Self {
            exchange,
            phones,
            all_timed,
            numbers_apart,
        }
    }

    pub(crate) fn extensions(&self) -> Vec<Extension> {
        let mut extensions: Vec<Extension> = Vec::new();
        for phone in &self.phones {
            if extensions.iter().all(|known| known.number != phone.number) {
                extensions.push(extension(&phone.number));
            }
        }
        extensions
    }

    pub(crate) fn start_exchange(
        &self,
        now: Time,
        bindings: Vec<Binding>,
        random: Random,
    ) -> Exchange {
        Exchange::new(
            now,
            self.exchange.clone(),
            self.extensions(),
            bindings,
            random,
        )
    }

    pub(crate) fn start_phone(&self, now: Time, index: usize, random: Random) -> Terminal {
        let config = self.phones[index].config.clone();
        Terminal::new(now, config, random).expect("the simulation's settings are good")
    }
}

fn choose_use(random: &mut Random) -> Use {
    match random.below(5) {
        0 => Use::Off,
        1 => Use::Always,
        _ => Use::AsCaller,
    }
}

fn timer(random: &mut Random) -> TimerPolicy {
    let refresher = |random: &mut Random| {
        if random.chance(0.5) {
            Refresher::Uac
        } else {
            Refresher::Uas
        }
    };
    TimerPolicy {
        expires_s: 90 + u32::try_from(random.below(60)).unwrap_or(0),
        min_se_s: if random.chance(0.2) { 120 } else { 90 },
        sent_min_se_s: None,
        asked_refresher: random.chance(0.3).then(|| refresher(random)),
        chosen_refresher: refresher(random),
        method: if random.chance(0.3) {
            RefreshMethod::ReInvite
        } else {
            RefreshMethod::UpdateIfAllowed
        },
        failure: if random.chance(0.5) {
            RefreshFailure::Immediately
        } else {
            RefreshFailure::TenSecondsBeforeExpiry
        },
        margin: if random.chance(0.5) {
            Margin::Seconds32
        } else {
            Margin::Seconds10
        },
        ..TimerPolicy::default()
    }
}

/// How long a phone rings at most: longer than the exchange lets it.
pub(crate) const RING_LIMIT: Duration = Duration::from_secs(60);

fn tune(
    config: &mut naisen_terminal::Config,
    random: &mut Random,
    all_timed: bool,
    numbers_apart: bool,
) {
    let timed = all_timed || random.chance(0.7);
    config.policy = Policy {
        rel100: random.chance(0.7),
        update: random.chance(0.7),
        ..Policy::automatic(timed.then(|| timer(random)))
    };
    config.answer = match random.below(10) {
        0 => AnswerMode::Refuse(StatusCode::BUSY_HERE),
        1..=3 => AnswerMode::Manual,
        _ => AnswerMode::Automatic {
            ring: Duration::from_millis(random.below(5_000)),
        },
    };
    if random.chance(0.3) {
        config.media.codecs = vec![Law::A, Law::Mu];
    }
    if random.chance(0.3) {
        config.media.answer_order = CodecOrder::Own;
    }
    config.ring_limit = RING_LIMIT;
    config.busy_tone = Duration::from_secs(random.below(4));
    config.max_lines = 1 + usize::try_from(random.below(2)).unwrap_or(0);
    if let Some(registration) = &mut config.registration {
        registration.expires_s = 60 + u32::try_from(random.below(240)).unwrap_or(0);
        // It would delete the binding of the other phone of the number.
        registration.delete_all_on_start = numbers_apart && random.chance(0.7);
        registration.reuse_nonce = random.chance(0.5);
    }
}

/// What a phone of this number says: one sample, without end. Nobody else says that.
pub(crate) fn voice(number: &str) -> AudioSource {
    let samples: Arc<[i16]> = vec![mark(number); naisen_media::FRAME].into();
    AudioSource::samples(samples, true)
}

/// The octet that the phone of this number sends all the time.
pub(crate) fn marked_octet(law: Law, number: &str) -> u8 {
    law.encode(mark(number))
}

fn mark(number: &str) -> i16 {
    let index = number.parse::<i16>().unwrap_or(100) - 100;
    // Far enough apart for either law to tell them from each other.
    index * 2_000
}
