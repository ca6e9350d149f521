//! The enterprise of a run: one exchange, its extensions, its phones, and what each of them is set
//! to. All of it follows from the seed.

mod draw;
mod exchange_settings;
mod phone_settings;
mod timer;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use naisen_exchange::{Binding, DigestSecrets, Exchange, Extension};
use naisen_media::{AudioSource, Law};
use naisen_node::{Flow, Random, Time, Transport};
use naisen_sip::digest::{ChallengeSettings, ClientCredentials};
use naisen_terminal::Terminal;

use phone_settings::Scope;

const REALM: &str = "naisen";
const PASSWORD: &str = "secret";

/// The name of the exchange, for phones that do not use its address.
const DOMAIN: &str = "pbx.example";

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
    Extension {
        number: number.into(),
        name: None,
        secrets: DigestSecrets::of_password(number, REALM, PASSWORD),
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

/// The credentials of a phone of this number, right or wrong.
pub(crate) fn credentials(number: &str, right: bool) -> ClientCredentials {
    let password = if right { PASSWORD } else { "guess" };
    ClientCredentials::with_password(number, password)
}

/// A phone of the run.
#[derive(Clone, Debug)]
pub(crate) struct Phone {
    pub(crate) number: Box<str>,
    pub(crate) config: naisen_terminal::Config,
    /// Whether it starts with the right password.
    pub(crate) knows_password: bool,
}

impl Phone {
    /// Whether the exchange may take its registrations, with the right password.
    pub(crate) fn may_register(&self) -> bool {
        let registration = self.config.registration.as_ref();
        registration.is_some_and(|it| {
            let own = format!("sip:{}@", self.number);
            it.third_party
                .as_ref()
                .is_none_or(|from| from.starts_with(&own))
        })
    }

    /// The longest wait after a registration that failed.
    fn registration_wait(&self) -> Duration {
        let registration = self.config.registration.as_ref();
        registration.map_or(Duration::ZERO, |it| it.retry.base + it.retry.jitter)
    }
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
    /// The longest session interval that anybody asks for.
    pub(crate) longest_session: Duration,
}

impl Enterprise {
    pub(crate) fn draw(random: &mut Random, phones: usize) -> Self {
        let scope = Scope {
            all_timed: random.chance(0.5),
            numbers_apart: random.chance(0.7),
            longest_s: timer::longest(random),
        };
        let exchange = exchange_settings::draw(random, scope.all_timed, scope.longest_s);
        let phones = (0..phones)
            .map(|index| {
                // Now and then two phones share a number.
                let number = if !scope.numbers_apart && index == 1 {
                    0
                } else {
                    index
                };
                let number = format!("{}", 101 + number);
                let mut config = phone_settings::draw(random, index, &number, scope);
                let knows_password = random.chance(0.95);
                config.credentials = Some(credentials(&number, knows_password));
                Phone {
                    number: number.into(),
                    config,
                    knows_password,
                }
            })
            .collect();
        Self {
            exchange,
            phones,
            all_timed: scope.all_timed,
            numbers_apart: scope.numbers_apart,
            longest_session: Duration::from_secs(scope.longest_s.into()),
        }
    }

    /// Takes back what the seed drew but who has which number.
    pub(crate) fn set_as_usual(&mut self) {
        self.exchange = exchange_config();
        self.all_timed = false;
        for (index, phone) in self.phones.iter_mut().enumerate() {
            phone.config = phone_config(index, &phone.number);
            phone.config.media.play = voice(&phone.number);
            phone.knows_password = true;
        }
    }

    /// The longest that any phone rings.
    pub(crate) fn longest_ringing(&self) -> Duration {
        let phones = self.phones.iter().map(|phone| phone.config.ring_limit);
        phones.fold(self.exchange.ring_timeout, Duration::max)
    }

    /// The longest that any phone waits after a registration that failed.
    pub(crate) fn longest_registration_wait(&self) -> Duration {
        let phones = self.phones.iter().map(Phone::registration_wait);
        phones.fold(Duration::ZERO, Duration::max)
    }

    /// The longest that a binding lasts.
    pub(crate) fn longest_binding(&self) -> Duration {
        Duration::from_secs(self.exchange.registrar.expires_max_s.into())
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
