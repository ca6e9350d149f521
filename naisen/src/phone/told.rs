//! How an event is told: a line for people, or a line of JSON.

use naisen_agent::{Caller, PeerReason};
use naisen_cause::Language;
use naisen_node::Time;
use naisen_terminal::{AudioStatistics, EndedBy, Event, withheld_meaning};
use serde_json::{Value, json};

/// A line for people; `None` for what is only heard.
pub(super) fn line(now: Time, event: &Event, language: Language) -> Option<String> {
    Some(match event {
        Event::Registered { until } => {
            format!("registered for {} s", seconds(now, *until))
        }
        Event::RegistrationFailed { problem, retry_at } => match retry_at {
            Some(at) => format!(
                "not registered: {problem}; the next attempt is due in {} s",
                seconds(now, *at)
            ),
            None => format!("not registered: {problem}"),
        },
        Event::Unregistered => "no longer registered".to_owned(),
        Event::Bindings { bindings } => {
            let each = bindings.iter().map(|(uri, seconds)| match seconds {
                Some(seconds) => format!("{uri} for {seconds} s"),
                None => uri.to_string(),
            });
            format!("locations: {}", each.collect::<Vec<_>>().join(", "))
        }
        Event::Dialling { call, to } => format!("call {call}: calling {to}"),
        Event::NotDialled { to, error } => format!("`{to}` is not called: {error}"),
        Event::Incoming { call, caller } => {
            format!("call {call}: {} is calling", shown(caller, language))
        }
        Event::Ringing { call } => format!("call {call}: ringing"),
        Event::Hears { call, hears } => format!("call {call}: {hears}"),
        Event::Answered { call } => format!("call {call}: answered"),
        Event::HeldByPeer { call, held: true } => format!("call {call}: on hold"),
        Event::HeldByPeer { call, held: false } => format!("call {call}: no longer on hold"),
        Event::HoldDone {
            call,
            refused: Some(status),
            ..
        } => format!(
            "call {call}: hold was refused: {} {}",
            status.code(),
            status.reason()
        ),
        Event::HoldDone {
            call, held: true, ..
        } => format!("call {call}: the other side is on hold"),
        Event::HoldDone { call, .. } => format!("call {call}: the other side is back"),
        Event::Heard { .. } => return None,
        Event::DigitHeard { call, key } => format!("call {call}: heard key {}", key.as_char()),
        Event::DigitsNotSent { call, digits } => {
            format!("call {call}: `{digits}` cannot be sent as keys")
        }
        Event::PlayedOut { call } => format!("call {call}: played to the end"),
        Event::Ended {
            call,
            by,
            status,
            reason,
            rule,
            statistics,
            ..
        } => {
            let status_told = status.map_or_else(String::new, |it| format!(" ({})", it.code()));
            let why = match by {
                EndedBy::Us => String::new(),
                _ => format!(
                    "\n    {}",
                    rule.caller_sentence(*status).in_language(language)
                ),
            };
            format!(
                "call {call}: ended by {}: {reason}{status_told}{}{why}",
                who(*by),
                counts(statistics),
            )
        }
    })
}

/// A JSON object; `None` for what is only heard.
pub(super) fn object(now: Time, event: &Event, language: Language) -> Option<Value> {
    let (name, fields) = match event {
        Event::Registered { until } => {
            ("registered", json!({ "lifetime_s": seconds(now, *until) }))
        }
        Event::RegistrationFailed { problem, retry_at } => (
            "registration_failed",
            json!({
                "problem": problem.to_string(),
                "retry_in_s": retry_at.map(|at| seconds(now, at)),
            }),
        ),
        Event::Unregistered => ("unregistered", json!({})),
        Event::Bindings { bindings } => {
            let bindings: Vec<Value> = bindings
                .iter()
                .map(|(uri, seconds)| json!({ "uri": uri, "expires_s": seconds }))
                .collect();
            ("bindings", json!({ "bindings": bindings }))
        }
        Event::Dialling { call, to } => ("dialling", json!({ "call": call.number(), "to": to })),
        Event::NotDialled { to, error } => (
            "not_dialled",
            json!({ "to": to, "problem": error.to_string() }),
        ),
        Event::Incoming { call, caller } => (
            "incoming",
            json!({
                "call": call.number(),
                "caller": match caller {
                    Caller::Shown(text) => Some(text),
                    Caller::Withheld(_) => None,
                },
                "withheld": match caller {
                    Caller::Shown(_) => None,
                    Caller::Withheld(reason) => {
                        Some(withheld_meaning(*reason).in_language(language))
                    }
                },
            }),
        ),
        Event::Ringing { call } => ("ringing", json!({ "call": call.number() })),
        Event::Hears { call, hears } => (
            "hears",
            json!({ "call": call.number(), "hears": hears.to_string() }),
        ),
        Event::Answered { call } => ("answered", json!({ "call": call.number() })),
        Event::HeldByPeer { call, held } => (
            "held_by_peer",
            json!({ "call": call.number(), "held": held }),
        ),
        Event::HoldDone {
            call,
            held,
            refused,
        } => (
            "hold",
            json!({
                "call": call.number(),
                "held": held,
                "refused": refused.map(|status| status.code()),
            }),
        ),
        Event::Heard { .. } => return None,
        Event::DigitHeard { call, key } => (
            "digit",
            json!({ "call": call.number(), "key": key.as_char().to_string() }),
        ),
        Event::DigitsNotSent { call, digits } => (
            "digits_not_sent",
            json!({ "call": call.number(), "digits": digits }),
        ),
        Event::PlayedOut { call } => ("played_out", json!({ "call": call.number() })),
        Event::Ended {
            call,
            by,
            status,
            reason,
            rule,
            said,
            lines,
            statistics,
        } => (
            "ended",
            json!({
                "call": call.number(),
                "by": match by {
                    EndedBy::Us => "us",
                    EndedBy::Peer => "peer",
                    EndedBy::Failure => "failure",
                },
                "status": status.map(|status| status.code()),
                "reason": reason.to_string(),
                "rule": rule.id(),
                "cause": said.q850(),
                "said": said_values(said),
                "sentence": rule.caller_sentence(*status).in_language(language),
                "headers": String::from_utf8_lossy(lines).lines().collect::<Vec<_>>(),
                "packets_sent": statistics.sent,
                "packets_received": statistics.received,
                "packets_lost": statistics.lost,
                "jitter_ms": statistics.jitter.as_secs_f64() * 1000.0,
            }),
        ),
    };
    let mut object = json!({ "event": name, "time": now.as_micros() as f64 / 1e6 });
    if let (Value::Object(all), Value::Object(fields)) = (&mut object, fields) {
        all.extend(fields);
    }
    Some(object)
}

/// The values of the other side's Reason headers.
fn said_values(said: &PeerReason) -> Vec<&str> {
    let values = [said.sip_value(), said.q850_value()];
    values.into_iter().flatten().collect()
}

/// Whole seconds from now, rounded.
fn seconds(now: Time, at: Time) -> u64 {
    at.since(now).as_secs_f64().round() as u64
}

fn shown(caller: &Caller, language: Language) -> String {
    match caller {
        Caller::Shown(text) => text.chars().filter(|c| !c.is_control()).collect(),
        Caller::Withheld(reason) => {
            let meaning = withheld_meaning(*reason).in_language(language);
            format!("somebody ({meaning})")
        }
    }
}

const fn who(by: EndedBy) -> &'static str {
    match by {
        EndedBy::Us => "this side",
        EndedBy::Peer => "the other side",
        EndedBy::Failure => "a failure",
    }
}

fn counts(statistics: &AudioStatistics) -> String {
    if statistics.sent == 0 && statistics.received == 0 {
        return String::new();
    }
    format!(
        "; {} packets sent, {} received, {} lost",
        statistics.sent, statistics.received, statistics.lost
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use naisen_terminal::{DialledError, RegistrationProblem};
    use std::time::Duration;

    const NOW: Time = Time::from_unix_seconds(1_800_000_000);

    #[test]
    fn events_are_told_to_people_and_to_scripts() {
        let later = NOW + Duration::from_millis(59_990);
        let rows = [
            (
                Event::Registered { until: later },
                "registered for 60 s",
                json!({ "event": "registered", "time": 1.8e9, "lifetime_s": 60 }),
            ),
            (
                Event::RegistrationFailed {
                    problem: RegistrationProblem::WrongCredentials,
                    retry_at: None,
                },
                "not registered: the user name or the password is wrong",
                json!({
                    "event": "registration_failed",
                    "time": 1.8e9,
                    "problem": "the user name or the password is wrong",
                    "retry_in_s": null,
                }),
            ),
            (
                Event::NotDialled {
                    to: "a b".into(),
                    error: DialledError::NotANumber,
                },
                "`a b` is not called: that is no number, and no URI with one",
                json!({
                    "event": "not_dialled",
                    "time": 1.8e9,
                    "to": "a b",
                    "problem": "that is no number, and no URI with one",
                }),
            ),
            (
                Event::Bindings {
                    bindings: vec![("sip:a@h".into(), Some(7)), ("sip:b@h".into(), None)],
                },
                "locations: sip:a@h for 7 s, sip:b@h",
                json!({
                    "event": "bindings",
                    "time": 1.8e9,
                    "bindings": [
                        { "uri": "sip:a@h", "expires_s": 7 },
                        { "uri": "sip:b@h", "expires_s": null },
                    ],
                }),
            ),
        ];
        for (event, text, value) in rows {
            assert_eq!(line(NOW, &event, Language::En).as_deref(), Some(text));
            assert_eq!(object(NOW, &event, Language::En), Some(value));
        }
    }

    #[test]
    fn a_callers_name_cannot_move_the_cursor() {
        let caller = Caller::Shown("101\u{1b}[2J\r".to_owned());
        assert_eq!(shown(&caller, Language::En), "101[2J");
    }
}
