//! The settings file of `naisen phone --config`: the options of the standard, as the exchange
//! prescribes them (R-1.3.4-1). `naisen-phone.example.toml` has every key with its default.
//!
//! What a key changes has its default in [`Config`], and nowhere else.

use std::path::Path;
use std::time::Duration;

use naisen_agent::{Presentation, PresentationMethod};
use naisen_sip::Uri;
use naisen_terminal::{Config, ContactUser, ExpiresPlace, MAX_LINES, UserParameter};

use crate::config::{Audio, ConfigError, Document, Section, thousandths, timer_policy};

/// Names that only the command line can make addresses and credentials of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Account {
    /// The host of the AoR.
    pub(super) domain: Option<Box<str>>,
    /// The user name of digest authentication.
    pub(super) user: Option<Box<str>>,
    /// The registrar, `HOST[:PORT]`.
    pub(super) registrar: Option<Box<str>>,
}

/// Puts what `text` says into `config`; errors name `path` as where it comes from.
pub(super) fn apply(path: &Path, text: &str, config: &mut Config) -> Result<Account, ConfigError> {
    let mut document = Document::parse(path, text)?;
    let mut account = read_account(document.section("account")?)?;
    account.registrar = read_registration(document.section("registration")?, config)?;
    read_identity(document.section("identity")?, config)?;
    read_calls(document.section("calls")?, config)?;
    read_timer(document.section("session_timer")?, config)?;
    read_media(document.section("media")?, config)?;
    document.finish()?;
    Ok(account)
}

/// Text where nothing stands for what is usual.
fn optional(
    section: &mut Section<'_, '_>,
    key: &'static str,
    allowed: &str,
    is_allowed: impl Fn(&str) -> bool,
) -> Result<Option<Box<str>>, ConfigError> {
    let said = section.text(key, allowed, |said| said.is_empty() || is_allowed(said))?;
    Ok(said.filter(|said| !said.is_empty()).map(Into::into))
}

fn is_host(said: &str) -> bool {
    Uri::parse(&format!("sip:{said}")).is_ok_and(|uri| uri.user.is_none())
}

const HOST: &str = "a name or an address with or without port, or \"\"";

fn read_account(mut section: Section<'_, '_>) -> Result<Account, ConfigError> {
    let domain = optional(&mut section, "domain", HOST, is_host)?;
    let allowed = "a user name without control characters, or \"\"";
    let user = optional(&mut section, "user", allowed, |said| {
        !said.contains(char::is_control)
    })?;
    section.finish()?;
    Ok(Account {
        domain,
        user,
        registrar: None,
    })
}

/// Gives the registrar that was named.
fn read_registration(
    mut section: Section<'_, '_>,
    config: &mut Config,
) -> Result<Option<Box<str>>, ConfigError> {
    let is_used = section.boolean("use", true)?;
    let registrar = optional(&mut section, "registrar", HOST, is_host)?;
    if let Some(registration) = &mut config.registration {
        registration.host = optional(&mut section, "request_host", HOST, is_host)?;
        let allowed = "a SIP URI, or \"\"";
        registration.third_party = optional(&mut section, "third_party_from", allowed, |said| {
            Uri::parse(said).is_ok()
        })?;
        registration.expires_s =
            section.integer("expires_s", registration.expires_s, 1..=604_800, "seconds")?;
        registration.expires_place = section.choice(
            "expires_place",
            registration.expires_place,
            &[
                ("header", ExpiresPlace::Header),
                ("parameter", ExpiresPlace::Parameter),
            ],
        )?;
        let allowed = "1 to 16 characters of the user part of a SIP URI, or \"\"";
        let user = optional(&mut section, "contact_user", allowed, |said| {
            said.len() <= 16 && Uri::parse(&format!("sip:{said}@192.0.2.1")).is_ok()
        })?;
        if let Some(user) = user {
            registration.contact_user = ContactUser::Set(user);
        }
        let allowed = "\"0\" to \"1\" with at most three decimals, or \"\"";
        let q = optional(&mut section, "q", allowed, |said| q_value(said).is_some())?;
        registration.q_thousandths = q.and_then(|said| q_value(&said));
        registration.user_parameter = section.choice(
            "user_parameter",
            registration.user_parameter,
            &[
                ("none", None),
                ("phone", Some(UserParameter::Phone)),
                ("ip", Some(UserParameter::Ip)),
            ],
        )?;
        registration.delete_all_on_start =
            section.boolean("delete_all_on_start", registration.delete_all_on_start)?;
        let fraction = f64::from(registration.refresh_thousandths) / 1000.0;
        let fraction = section.fraction("refresh_fraction", fraction, 0.001..=0.999)?;
        registration.refresh_thousandths = thousandths(fraction);
        let retry = &mut registration.retry;
        retry.base = section.seconds("retry_base_s", seconds(retry.base), 1..=86_400)?;
        retry.jitter = section.seconds("retry_jitter_s", seconds(retry.jitter), 0..=86_400)?;
        registration.reuse_nonce = section.boolean("reuse_nonce", registration.reuse_nonce)?;
    }
    section.finish()?;
    if !is_used {
        config.registration = None;
    }
    Ok(registrar)
}

/// A q of the Contact in thousandths (RFC 3261 §25.1).
fn q_value(said: &str) -> Option<u16> {
    let decimals = said.split_once('.').map_or("", |(_, decimals)| decimals);
    let is_plain = said.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    let value: f64 = said.parse().ok()?;
    (is_plain && decimals.len() <= 3 && (0.0..=1.0).contains(&value)).then(|| thousandths(value))
}

fn read_identity(mut section: Section<'_, '_>, config: &mut Config) -> Result<(), ConfigError> {
    config.presentation_method = section.choice(
        "method",
        config.presentation_method,
        &[
            ("headers", PresentationMethod::Headers),
            ("prefix", PresentationMethod::Prefix),
        ],
    )?;
    config.presentation = section.choice(
        "presentation",
        config.presentation,
        &[
            ("presented", Presentation::Presented),
            ("restricted", Presentation::Restricted),
        ],
    )?;
    config.presentation_prefixes =
        section.boolean("dialled_prefixes", config.presentation_prefixes)?;
    config.omits_preferred_identity =
        section.boolean("omit_preferred_identity", config.omits_preferred_identity)?;
    config.names_itself = section.boolean("display_name", config.names_itself)?;
    config.display_method = section.choice(
        "shown_caller",
        config.display_method,
        &[
            ("asserted", PresentationMethod::Headers),
            ("from", PresentationMethod::Prefix),
        ],
    )?;
    section.finish()
}

fn read_calls(mut section: Section<'_, '_>, config: &mut Config) -> Result<(), ConfigError> {
    let policy = &mut config.policy;
    policy.rel100 = section.boolean("reliable_provisional", policy.rel100)?;
    policy.update = section.boolean("update", policy.update)?;
    policy.follows_redirection =
        section.boolean("trusted_redirection", policy.follows_redirection)?;
    config.invite_spacing = section.milliseconds(
        "invite_spacing_ms",
        milliseconds(config.invite_spacing),
        0..=60_000,
    )?;
    let lines = number(MAX_LINES);
    let lines = section.integer("lines", number(config.max_lines), 1..=lines, "calls")?;
    config.max_lines = lines as usize;
    config.ring_limit = section.seconds("ring_limit_s", seconds(config.ring_limit), 1..=3600)?;
    section.finish()
}

fn read_timer(mut section: Section<'_, '_>, config: &mut Config) -> Result<(), ConfigError> {
    let is_used = section.boolean("use", true)?;
    let policy = timer_policy(&mut section, config.policy.update)?;
    section.finish()?;
    config.policy.timer = is_used.then_some(policy);
    Ok(())
}

fn read_media(mut section: Section<'_, '_>, config: &mut Config) -> Result<(), ConfigError> {
    let media = &mut config.media;
    let usual = Audio {
        codecs: media.codecs.clone(),
        max_codecs: media.max_codecs,
        packet_time_ms: media.packet_time_ms,
        answer_order: media.answer_order,
        warns_in_488: media.warns_in_488,
        lists_codecs_in_488: media.lists_codecs_in_488,
    };
    let audio = Audio::read(&mut section, &usual)?;
    media.codecs = audio.codecs;
    media.max_codecs = audio.max_codecs;
    media.packet_time_ms = audio.packet_time_ms;
    media.answer_order = audio.answer_order;
    media.warns_in_488 = audio.warns_in_488;
    media.lists_codecs_in_488 = audio.lists_codecs_in_488;
    let allowed = "0 for none, or a dynamic payload type from 96 to 127";
    let events = u32::from(media.telephone_event.unwrap_or(0));
    let events = section.integer("telephone_event", events, 0..=127, "as payload type")?;
    if (1..96).contains(&events) {
        return Err(section.not_allowed("telephone_event", events, allowed));
    }
    media.telephone_event = u8::try_from(events).ok().filter(|it| *it > 0);
    media.hold = section.boolean("hold", media.hold)?;
    media.requests_changes = section.boolean("request_changes", media.requests_changes)?;
    let allowed = "1 to 10 letters, digits and ASCII signs without spaces";
    let username = section.text("username", allowed, |said| {
        fits(said) && said.bytes().all(|byte| byte.is_ascii_graphic())
    })?;
    if let Some(username) = username {
        media.username = username.into();
    }
    let allowed = "1 to 10 bytes of text without control characters";
    let name = section.text("session_name", allowed, |said| {
        fits(said.trim()) && !said.contains(char::is_control)
    })?;
    if let Some(name) = name {
        media.session_name = name.into();
    }
    section.finish()
}

/// What `o=` and `s=` can take (JJ-22.11 T13-8).
fn fits(said: &str) -> bool {
    (1..=10).contains(&said.len())
}

fn seconds(span: Duration) -> u32 {
    u32::try_from(span.as_secs()).unwrap_or(u32::MAX)
}

fn milliseconds(span: Duration) -> u32 {
    u32::try_from(span.as_millis()).unwrap_or(u32::MAX)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use naisen_node::{Flow, Transport};

    const EXAMPLE: &str = include_str!("../../../naisen-phone.example.toml");

    fn usual() -> Config {
        let address = "192.0.2.1:5060".parse().expect("an address");
        let flow = Flow {
            transport: Transport::Udp,
            local: address,
            remote: address,
        };
        Config::new("101", "192.0.2.9", flow)
    }

    fn read(text: &str) -> Result<Config, ConfigError> {
        let mut config = usual();
        apply(Path::new("phone.toml"), text, &mut config).map(|_| config)
    }

    /// The settings, written out so that they can be compared.
    fn written(config: &Config) -> String {
        format!("{config:#?}")
    }

    #[test]
    fn the_example_is_exactly_the_defaults() {
        assert_eq!(written(&read(EXAMPLE).expect("allowed")), written(&usual()));
        assert_eq!(written(&read("").expect("allowed")), written(&usual()));
    }

    #[test]
    fn the_example_has_every_key() {
        for section in [
            "account",
            "registration",
            "identity",
            "calls",
            "session_timer",
            "media",
        ] {
            let unknown = format!("[{section}]\nxxxxxxxxxxxxxxxxxxxxxxxx = 1\n");
            let sentence = read(&unknown).expect_err("unknown").to_string();
            let (_, known) = sentence.split_once("known here: ").expect(&sentence);
            let start = EXAMPLE.find(&format!("[{section}]\n")).expect(section);
            let body = EXAMPLE[start + 1..].split("\n[").next().unwrap_or("");
            for key in known.split(", ") {
                let is_there = body
                    .lines()
                    .any(|line| line.starts_with(&format!("{key} = ")));
                assert!(is_there, "[{section}] {key}");
            }
        }
    }

    /// Each key with a value that is not its default, and with one that is refused.
    #[test]
    fn every_key_changes_the_settings_and_knows_its_bounds() {
        let rows = [
            ("registration", "use", "false", "1"),
            ("registration", "request_host", "\"sip.example\"", "\"a b\""),
            ("registration", "third_party_from", "\"sip:9@h\"", "\"9\""),
            ("registration", "expires_s", "60", "0"),
            ("registration", "expires_place", "\"parameter\"", "\"\""),
            ("registration", "contact_user", "\"line1\"", "\"a@b\""),
            ("registration", "q", "\"0.5\"", "\"1.001\""),
            ("registration", "q", "\"0\"", "\"0.1234\""),
            ("registration", "user_parameter", "\"phone\"", "\"tel\""),
            ("registration", "delete_all_on_start", "false", "0"),
            ("registration", "refresh_fraction", "0.9", "1"),
            ("registration", "retry_base_s", "60", "0"),
            ("registration", "retry_jitter_s", "0", "-1"),
            ("registration", "reuse_nonce", "true", "1"),
            ("identity", "method", "\"prefix\"", "\"pai\""),
            ("identity", "presentation", "\"restricted\"", "true"),
            ("identity", "dialled_prefixes", "false", "0"),
            ("identity", "omit_preferred_identity", "true", "1"),
            ("identity", "display_name", "true", "\"101\""),
            ("identity", "shown_caller", "\"from\"", "\"to\""),
            ("calls", "reliable_provisional", "false", "\"off\""),
            ("calls", "update", "false", "0"),
            ("calls", "trusted_redirection", "true", "1"),
            ("calls", "invite_spacing_ms", "0", "60001"),
            ("calls", "lines", "1", "0"),
            ("calls", "ring_limit_s", "60", "0"),
            ("session_timer", "use", "false", "\"off\""),
            ("session_timer", "expires_s", "180", "89"),
            ("session_timer", "min_se_s", "120", "89"),
            ("session_timer", "sent_min_se_s", "90", "89"),
            ("session_timer", "asked_refresher", "\"uac\"", "\"both\""),
            ("session_timer", "refresher", "\"uac\"", "\"none\""),
            ("session_timer", "method", "\"re-invite\"", "\"bye\""),
            ("session_timer", "refresh_fraction", "0.6", "0.7"),
            (
                "session_timer",
                "refresh_failure",
                "\"10s-before-expiry\"",
                "10",
            ),
            ("session_timer", "margin_s", "10", "11"),
            ("media", "codecs", "[\"PCMA\"]", "[]"),
            ("media", "max_codecs", "1", "17"),
            ("media", "packet_time_ms", "0", "201"),
            ("media", "answer_order", "\"own\"", "\"peer\""),
            ("media", "warn_in_488", "false", "0"),
            ("media", "list_codecs_in_488", "true", "1"),
            ("media", "telephone_event", "0", "95"),
            ("media", "hold", "false", "0"),
            ("media", "request_changes", "false", "0"),
            ("media", "username", "\"pbx\"", "\"12345678901\""),
            ("media", "session_name", "\"call\"", "\"\""),
        ];
        for (section, key, other, refused) in rows {
            let line = |value| format!("[{section}]\n{key} = {value}\n");
            let config = read(&line(other)).expect(key);
            assert_ne!(written(&config), written(&usual()), "{key} = {other}");
            config.check().expect(key);
            let sentence = read(&line(refused)).expect_err(key).to_string();
            assert!(sentence.starts_with("phone.toml, line 2: "), "{sentence}");
        }
    }

    #[test]
    fn names_are_handed_to_the_command_line() {
        let text = "[account]\ndomain = \"example.com\"\nuser = \"u\"\n\
                    [registration]\nregistrar = \"192.0.2.3:5070\"\n";
        let account = apply(Path::new("phone.toml"), text, &mut usual()).expect("allowed");
        let expected = Account {
            domain: Some("example.com".into()),
            user: Some("u".into()),
            registrar: Some("192.0.2.3:5070".into()),
        };
        assert_eq!(account, expected);
        for line in ["domain = \"a b\"", "user = \"\\n\""] {
            assert!(read(&format!("[account]\n{line}\n")).is_err(), "{line}");
        }
    }
}
