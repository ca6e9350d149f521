//! The configuration as its user meets it: files, and the sentences they are answered with.

use std::fs;
use std::time::Duration;

use naisen_agent::{RefreshFailure, RefreshMethod, TimerPolicy};
use naisen_sip::Refresher;

use super::*;

const EXAMPLE: &str = include_str!("../../../naisen.example.toml");

fn parse(text: &str) -> Result<ServeConfig, ConfigError> {
    ServeConfig::parse(Path::new("naisen.toml"), text)
}

fn accepted(text: &str) -> ServeConfig {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refusal(text: &str) -> String {
    match parse(text) {
        Ok(_) => panic!("this must be refused: {text}"),
        Err(error) => error.to_string(),
    }
}

/// A section with one line in it.
fn line(section: &str, line: &str) -> String {
    format!("[{section}]\n{line}\n")
}

#[test]
fn the_example_is_exactly_the_defaults() {
    assert_eq!(accepted(EXAMPLE), ServeConfig::default());
}

#[test]
fn the_example_with_its_optional_keys_turned_on_is_accepted_too() {
    let optional = [
        "media_address",
        "[[extension]]",
        "number",
        "password =",
        "name =",
    ];
    let mut turned_on = 0;
    let lines: Vec<&str> = EXAMPLE
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(key) if optional.iter().any(|optional| key.starts_with(optional)) => {
                turned_on += 1;
                key
            }
            _ => line,
        })
        .collect();
    assert_eq!(turned_on, optional.len());
    let config = accepted(&lines.join("\n"));
    assert_eq!(config.listen.media_address, "192.0.2.10".parse().ok());
    let [extension] = config.extensions.as_slice() else {
        panic!("{:?}", config.extensions);
    };
    assert_eq!(&*extension.number, "101");
    assert_eq!(extension.password.expose(), "a long random password");
    assert_eq!(extension.name.as_deref(), Some("Reception"));
}

#[test]
fn the_example_has_every_key() {
    // An unknown key far from all others makes the error list them all.
    let sections = [
        "listen",
        "data",
        "sip",
        "registrar",
        "authentication",
        "calls",
        "session_timer",
        "sdp",
        "service_lines",
        "log",
    ];
    for section in sections {
        let sentence = refusal(&line(section, "xxxxxxxxxxxxxxxxxxxxxxxx = 1"));
        let (_, known) = sentence.split_once("known here: ").expect(&sentence);
        let start = EXAMPLE.find(&format!("\n[{section}]\n")).expect(section);
        let (body, _) = EXAMPLE[start + 2..]
            .split_once("\n[")
            .unwrap_or((&EXAMPLE[start..], ""));
        for key in known.split(", ") {
            let is_there = body.lines().any(|line| {
                line.trim_start_matches("# ")
                    .starts_with(&format!("{key} = "))
            });
            assert!(is_there, "[{section}] {key}");
        }
    }
}

#[test]
fn the_defaults_are_those_that_the_design_names() {
    let config = ServeConfig::default();
    let listeners = ["0.0.0.0:5060", "[::]:5060"].map(|address| Listener {
        address: address.parse().unwrap(),
        may_be_missing: address.starts_with('['),
    });
    assert_eq!(config.listen.udp, listeners);
    assert_eq!(config.listen.tcp, listeners);
    assert_eq!(config.listen.media_ports.pairs(), 5000);
    assert_eq!(config.data.directory, Path::new("naisen-data"));
    assert_eq!(&*config.sip.realm, "naisen");
    assert_eq!(config.sip.t1, Duration::from_millis(500));
    assert_eq!(config.registrar.expires_max, Duration::from_secs(7200));
    assert_eq!(
        config.authentication.invite,
        InviteChallenge::ProxyAuthentication
    );
    assert_eq!(config.authentication.algorithms, [Algorithm::Md5]);
    assert_eq!(config.calls.reliable_provisional, ExtensionUse::AsCaller);
    assert_eq!(config.session_timer.policy, TimerPolicy::default());
    assert_eq!(config.log.level, LogLevel::Info);
    assert_eq!(config.log.format, LogFormat::Text);
    assert!(!config.log.watch_own_messages);
    assert_eq!(config.extensions, []);
}

/// Section, what else the section needs, key, accepted values, refused values.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

/// R-4.1.3.2-17, R-9.4.1-1, R-9.5.1-1, R-9.6-6, R-13.2.2-15, R-13.2.2-18
#[test]
fn every_key_is_accepted_at_its_bounds_and_refused_beyond_them() {
    let cases: &[Case] = &[
        (
            "listen",
            "",
            "udp",
            &[
                "[]",
                "[\"127.0.0.1:0\", \"127.0.0.1:0\"]",
                "[\"192.0.2.1:65535\", \"[::1]:65535\"]",
            ],
            &[
                "\"0.0.0.0:5060\"",
                "[5060]",
                "[\"0.0.0.0\"]",
                "[\"localhost:5060\"]",
                "[\"0.0.0.0:65536\"]",
                "[\"224.0.1.75:5060\"]",
            ],
        ),
        (
            "listen",
            "",
            "tcp",
            &["[]", "[\"[::1]:5060\"]"],
            &["true", "[\"::1:5060\"]"],
        ),
        (
            "listen",
            "",
            "media_ports",
            &["\"1024-1025\"", "\"65534-65535\""],
            &[
                "\"1023-1025\"",
                "\"1022-1025\"",
                "\"10000-19998\"",
                "\"10001-20001\"",
                "\"20000-19999\"",
                "\"10000-65536\"",
                "\"10000\"",
                "10000",
            ],
        ),
        (
            "listen",
            "",
            "media_address",
            &["\"192.0.2.10\"", "\"2001:db8::1\""],
            &[
                "\"0.0.0.0\"",
                "\"::\"",
                "\"192.0.2.10:5060\"",
                "\"224.0.0.1\"",
                "\"\"",
                "1",
            ],
        ),
        (
            "data",
            "",
            "directory",
            &["\"/var/lib/naisen\""],
            &["\"\"", "\"a\\u0000b\"", "1"],
        ),
        (
            "sip",
            "",
            "realm",
            &[
                "\"x\"",
                "\"Example Ltd. (Tokyo)\"",
                "\"123456789012345678901234567890123456789012345678\"",
            ],
            &[
                "\"\"",
                "\"a\\\"b\"",
                "\"a\\\\b\"",
                "\"内線\"",
                "\"1234567890123456789012345678901234567890123456789\"",
                "1",
            ],
        ),
        (
            "sip",
            "t2_ms = 32000",
            "t1_ms",
            &["10", "5000"],
            &["9", "5001", "-1", "500.0", "\"500\""],
        ),
        (
            "sip",
            "t1_ms = 10",
            "t2_ms",
            &["10", "32000"],
            &["9", "32001", "4e3"],
        ),
        ("sip", "", "t4_ms", &["10", "32_000"], &["9", "32001"]),
        (
            "sip",
            "",
            "user_agent",
            &["\"\"", "\"Naisen/0.1 (test)\""],
            &["\" x\"", "\"a\\r\\nb\"", "false"],
        ),
        (
            "registrar",
            "expires_min = 1\nexpires_max = 604800",
            "expires_default",
            &["1", "604800"],
            &["0", "604801"],
        ),
        (
            "registrar",
            "expires_default = 86400\nexpires_max = 86400",
            "expires_min",
            &["1", "86400"],
            &["0", "86401"],
        ),
        (
            "registrar",
            "expires_min = 1\nexpires_default = 1",
            "expires_max",
            &["1", "604800"],
            &["0", "604801"],
        ),
        (
            "registrar",
            "",
            "contacts_max",
            &["1", "100"],
            &["0", "101", "4294967297"],
        ),
        (
            "authentication",
            "",
            "invite",
            &["\"407\"", "\"401\"", "\"off\""],
            &["407", "\"no\"", "false"],
        ),
        (
            "authentication",
            "",
            "algorithms",
            &["[\"MD5\"]", "[\"SHA-512-256\", \"SHA-256\", \"MD5\"]"],
            &["[]", "[\"md5\"]", "[\"MD5\", \"MD5\"]", "\"MD5\"", "[5]"],
        ),
        (
            "authentication",
            "",
            "qop",
            &["true", "false"],
            &["\"auth\"", "1"],
        ),
        (
            "authentication",
            "",
            "opaque",
            &["true", "false"],
            &["\"\""],
        ),
        (
            "authentication",
            "",
            "nonce_lifetime_s",
            &["10", "86400"],
            &["9", "86401"],
        ),
        (
            "calls",
            "",
            "ring_timeout_s",
            &["1", "3600"],
            &["0", "3601"],
        ),
        (
            "calls",
            "",
            "offerless_invite",
            &["true", "false"],
            &["\"off\"", "0"],
        ),
        (
            "calls",
            "",
            "reliable_provisional",
            &["\"as-caller\"", "\"always\"", "\"off\""],
            &["\"on\"", "true"],
        ),
        ("calls", "", "update", &["true", "false"], &["\"off\"", "0"]),
        (
            "calls",
            "",
            "invites_per_second",
            &["0", "100000"],
            &["100001", "\"many\""],
        ),
        ("calls", "", "retry_after_s", &["1", "3600"], &["0", "3601"]),
        (
            "calls",
            "",
            "cause_table",
            &["\"rfc4497\"", "\"rfc3398\"", "\"asterisk\""],
            &["\"jj-22.02\"", "4497"],
        ),
        (
            "registrar",
            "",
            "registers_per_second",
            &["0", "100000"],
            &["100001", "\"many\""],
        ),
        (
            "session_timer",
            "",
            "use",
            &["\"as-caller\"", "\"always\"", "\"off\""],
            &["\"never\"", "true"],
        ),
        (
            "session_timer",
            "",
            "expires_s",
            &["90", "86400"],
            &["89", "86401"],
        ),
        (
            "session_timer",
            "expires_s = 86400",
            "min_se_s",
            &["90", "86400"],
            &["89", "86401"],
        ),
        (
            "session_timer",
            "",
            "sent_min_se_s",
            &["0", "90", "1800"],
            &["89", "1801"],
        ),
        (
            "session_timer",
            "",
            "asked_refresher",
            &["\"none\"", "\"uas\"", "\"uac\""],
            &["\"both\""],
        ),
        (
            "session_timer",
            "",
            "refresher",
            &["\"uas\"", "\"uac\""],
            &["\"both\""],
        ),
        (
            "session_timer",
            "",
            "method",
            &["\"update\"", "\"re-invite\""],
            &["\"UPDATE\"", "\"reinvite\""],
        ),
        (
            "session_timer",
            "",
            "refresh_fraction",
            &["0.1", "0.65"],
            &["0.09", "0.66", "nan", "inf", "1", "\"0.5\""],
        ),
        (
            "session_timer",
            "",
            "refresh_failure",
            &["\"immediately\"", "\"10s-before-expiry\""],
            &["\"later\"", "10"],
        ),
        (
            "session_timer",
            "",
            "margin_s",
            &["32", "10"],
            &["9", "11", "31", "33"],
        ),
        (
            "sdp",
            "",
            "username",
            &["\"x\"", "\"1234567890\""],
            &["\"\"", "\"12345678901\"", "\"a b\"", "\"内線\""],
        ),
        (
            "sdp",
            "",
            "session_name",
            &["\"a call\"", "\"内線x\""],
            &["\"\"", "\"内線内線\"", "\"a\\nb\"", "1"],
        ),
        (
            "service_lines",
            "",
            "codecs",
            &["[\"PCMA\"]", "[\"PCMA\", \"PCMU\"]"],
            &["[]", "[\"G729\"]", "\"PCMU\""],
        ),
        ("service_lines", "", "max_codecs", &["0", "16"], &["17"]),
        (
            "service_lines",
            "",
            "packet_time_ms",
            &["0", "200"],
            &["201"],
        ),
        (
            "service_lines",
            "",
            "answer_order",
            &["\"offerer\"", "\"own\""],
            &["\"caller\""],
        ),
        (
            "service_lines",
            "",
            "warn_in_488",
            &["true", "false"],
            &["1"],
        ),
        (
            "service_lines",
            "",
            "list_codecs_in_488",
            &["true", "false"],
            &["\"no\""],
        ),
        (
            "log",
            "",
            "level",
            &["\"error\"", "\"trace\""],
            &["\"verbose\"", "3"],
        ),
        ("log", "", "format", &["\"text\"", "\"json\""], &["\"xml\""]),
        (
            "log",
            "",
            "watch_own_messages",
            &["true", "false"],
            &["\"true\"", "1"],
        ),
        (
            "[extension]",
            "password = \"x\"",
            "number",
            &["\"1\"", "\"a-_.+*7890123456\""],
            &["\"\"", "101", "\"12345678901234567\"", "\"a b\"", "\"a@b\""],
        ),
        (
            "[extension]",
            "number = \"101\"",
            "password",
            &["\"x\""],
            &["\"\"", "1", "\"a\\tb\""],
        ),
        (
            "[extension]",
            "number = \"101\"\npassword = \"x\"",
            "name",
            &["\"内線\""],
            &["\"\"", "1", "\"a\\u0007\""],
        ),
    ];
    for (section, rest, key, allowed, forbidden) in cases {
        let with = |value: &str| format!("[{section}]\n{rest}\n\n{key} = {value}\n");
        for value in *allowed {
            accepted(&with(value));
        }
        for value in *forbidden {
            let text = with(value);
            let sentence = refusal(&text);
            let number = text.lines().count();
            let start = format!("naisen.toml, line {number}: [{section}] {key} ");
            assert!(sentence.starts_with(&start), "{text}{sentence}");
            assert!(sentence.contains("; allowed: "), "{text}{sentence}");
            assert!(!sentence.contains('\n'), "{text}{sentence}");
        }
    }
}

#[test]
fn values_mean_what_they_say() {
    let config = accepted(
        r#"
        sip.realm = "example.com"
        [listen]
        udp = ["[::]:5070", "0.0.0.0:5060", "[::]:5060"]
        [authentication]
        invite = "401"
        algorithms = ["SHA-256", "MD5"]
        [calls]
        update = false
        [session_timer]
        use = "off"
        refresh_failure = "10s-before-expiry"
        refresher = "uac"
        "#,
    );
    assert_eq!(&*config.sip.realm, "example.com");
    let may_be_missing: Vec<_> = config
        .listen
        .udp
        .iter()
        .map(|listener| listener.may_be_missing)
        .collect();
    assert_eq!(may_be_missing, [false, false, true]);
    assert_eq!(config.authentication.invite, InviteChallenge::Unauthorized);
    assert_eq!(
        config.authentication.algorithms,
        [Algorithm::Sha256, Algorithm::Md5]
    );
    assert_eq!(config.session_timer.usage, ExtensionUse::Off);
    assert_eq!(config.session_timer.policy.method, RefreshMethod::ReInvite);
    assert_eq!(config.session_timer.policy.chosen_refresher, Refresher::Uac);
    assert_eq!(
        config.session_timer.policy.failure,
        RefreshFailure::TenSecondsBeforeExpiry
    );
    assert_eq!(accepted("sip.user_agent = \"\"").sip.user_agent, None);
}

#[test]
fn errors_are_one_sentence_with_file_line_key_and_what_is_allowed() {
    let cases = [
        (
            "[registrar]\n# a comment\nexpires_min = 90000\n",
            "naisen.toml, line 3: [registrar] expires_min = 90000 is not allowed; allowed: 1 to 86400 seconds",
        ),
        (
            "[registrar]\r\nexpires_mni = 60\r\n",
            "naisen.toml, line 2: [registrar] expires_mni does not exist; did you mean expires_min?",
        ),
        (
            "\n\n[registar]\n",
            "naisen.toml, line 3: [registar] does not exist; did you mean registrar?",
        ),
        (
            "realm = \"x\"\n",
            "naisen.toml, line 1: [realm] does not exist; known here: listen, data, sip, registrar, authentication, calls, session_timer, sdp, service_lines, log, extension",
        ),
        (
            "[sip]\nt1_ms = \"fast\"",
            "naisen.toml, line 2: [sip] t1_ms is a text in quotes; allowed: 10 to 5000 milliseconds",
        ),
        (
            "\nsip = 5",
            "naisen.toml, line 2: sip is a whole number; allowed: a section [sip]",
        ),
        (
            "[extension]\nnumber = \"101\"",
            "naisen.toml, line 1: extension is a table; allowed: sections [[extension]]",
        ),
        (
            "[listen]\nudp = [\n  \"127.0.0.1:5060\",\n  \"127.0.0.2:5060\",\n  \"0.0.0.0:5060\",\n]",
            "naisen.toml, line 5: [listen] udp = \"0.0.0.0:5060\" is not allowed; allowed: an address that does not clash with \"127.0.0.1:5060\" in this list",
        ),
        (
            "[listen]\nmedia_ports = \"5000-5999\"",
            "naisen.toml, line 2: [listen] media_ports is in conflict: the media ports hold the port of udp \"0.0.0.0:5060\"; allowed: ports that SIP does not use",
        ),
        (
            "[listen]\nudp = []\ntcp = []",
            "naisen.toml, line 2: [listen] udp is in conflict: udp and tcp are both empty; allowed: at least one address to listen on",
        ),
        (
            "[sip]\nt1_ms = 5000",
            "naisen.toml, line 2: [sip] t1_ms is in conflict: t1_ms 5000, t2_ms 4000; allowed: t1_ms at most t2_ms",
        ),
        (
            "[registrar]\nexpires_max = 1800",
            "naisen.toml, line 2: [registrar] expires_max is in conflict: expires_min 60, expires_default 3600, expires_max 1800; allowed: each at most the next",
        ),
        (
            "[authentication]\nalgorithms = [\"SHA-256\"]\nqop = false",
            "naisen.toml, line 3: [authentication] qop is in conflict: false, and algorithms has more than MD5; allowed: true, or MD5 alone",
        ),
        (
            "[session_timer]\nmin_se_s = 3600",
            "naisen.toml, line 2: [session_timer] min_se_s is in conflict: min_se_s 3600, expires_s 1800; allowed: min_se_s at most expires_s",
        ),
        (
            "[session_timer]\nmethod = \"update\"\n[calls]\nupdate = false",
            "naisen.toml, line 2: [session_timer] method is in conflict: \"update\", and [calls] update = false; allowed: \"re-invite\"",
        ),
        (
            "[[extension]]\nnumber = \"101\"\npassword = \"a\"\n\n[[extension]]\npassword = \"b\"\nnumber = \"101\"\n",
            "naisen.toml, line 7: [[extension]] number = \"101\" is not allowed; allowed: a number that is not taken, as this one is on line 2",
        ),
        (
            "[[extension]]\nnumber = \"101\"\npassword = \"a\"\n\n[[extension]]\nnumber = \"102\"\n",
            "naisen.toml, line 5: [[extension]] password is missing; write a password of 1 to 128 bytes without control characters, in quotes",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(refusal(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_toml_is_refused_with_its_line() {
    let cases = [
        ("[sip]\nrealm = naisen\n", 2),
        ("[sip]\nrealm = \"a\"\nrealm = \"b\"\n", 3),
        ("[sip\n", 1),
        ("\n\n= 5\n", 3),
    ];
    for (text, number) in cases {
        let sentence = refusal(text);
        assert!(
            sentence.starts_with(&format!("naisen.toml, line {number}: ")),
            "{text}{sentence}"
        );
        assert!(!sentence.contains('\n'), "{sentence}");
    }
}

#[test]
fn no_error_and_no_debug_text_shows_a_password() {
    let password = "hunter2";
    let wrong = [
        format!("[[extension]]\nnumber = \"101\"\npassword = \"{password}\\u0007\""),
        format!("[[extension]]\nnumber = \"101\"\npassword = [\"{password}\"]"),
        format!("[[extension]]\nnumber = \"101\"\npassword = \"{password}"),
        format!("[[extension]]\nnumber = \"101\"\npassword = {password}"),
    ];
    for text in wrong {
        let sentence = refusal(&text);
        assert!(!sentence.contains(password), "{sentence}");
    }
    let right = format!("[[extension]]\nnumber = \"101\"\npassword = \"{password}\"");
    assert!(!format!("{:?}", accepted(&right)).contains(password));
}

#[test]
fn a_file_is_loaded_with_warnings_about_its_passwords() {
    let path = std::env::temp_dir().join(format!("naisen-config-{}.toml", std::process::id()));
    let set_mode = |mode| {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    };
    fs::write(&path, "[sip]\nrealm = \"x\"\n").unwrap();
    set_mode(0o644);
    let (config, warnings) = ServeConfig::load(&path).unwrap();
    assert_eq!(&*config.sip.realm, "x");
    assert_eq!(warnings, []);

    fs::write(&path, "[[extension]]\nnumber = \"101\"\npassword = \"x\"\n").unwrap();
    let clear = ConfigWarning::ClearPasswords {
        path: path.clone(),
        count: 1,
    };
    let readable = ConfigWarning::ReadableByOthers {
        path: path.clone(),
        mode: 0o644,
    };
    assert_eq!(
        ServeConfig::load(&path).unwrap().1,
        [clear.clone(), readable]
    );
    set_mode(0o600);
    assert_eq!(ServeConfig::load(&path).unwrap().1, [clear]);

    fs::write(&path, b"[sip]\nrealm = \"\xff\"\n").unwrap();
    let error = ServeConfig::load(&path).unwrap_err();
    assert!(matches!(error, ConfigError::Unreadable { .. }), "{error}");
    fs::write(&path, " ".repeat(FILE_BYTES_MAX as usize + 1)).unwrap();
    let error = ServeConfig::load(&path).unwrap_err();
    assert!(matches!(error, ConfigError::TooLarge { .. }), "{error}");
    fs::remove_file(&path).unwrap();
    let error = ServeConfig::load(&path).unwrap_err();
    assert!(matches!(error, ConfigError::Unreadable { .. }), "{error}");
    assert!(error.to_string().starts_with(path.to_str().unwrap()));
}
