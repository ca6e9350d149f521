//! Calls of the simulator on a network without faults: nobody is accused.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use naisen_cause::{Bearing, Cause, Rule};
use naisen_node::Random;
use naisen_sim::{Options, run};
use naisen_trace::{Analyst, Carried, Confidence, Frame, Kind, Limits, diagnose};

/// Calls that must have been judged.
const CALLS: usize = 200;

#[test]
fn calls_of_the_simulator_yield_no_fault() {
    let options = Options {
        duration: Duration::from_secs(120),
        loss_max: 0.0,
        crashes: false,
        trace: true,
        usual_settings: true,
        ..Options::default()
    };
    let mut judged = 0;
    let mut hung_up_at_once = 0;
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut seed = 0;
    while judged < CALLS {
        let report = run(seed, &options);
        // A link that was cut is a fault of the network.
        let disturbed: BTreeSet<&str> = report
            .trace
            .iter()
            .filter(|packet| packet.lost)
            .map(|packet| &*packet.call_id)
            .collect();
        let mut calls = Vec::new();
        let mut analyst = Analyst::new(Limits::default(), &mut Random::from_number(seed));
        for (index, packet) in report.trace.iter().enumerate() {
            let frame = Frame {
                number: index as u64 + 1,
                at: packet.at,
                source: packet.from,
                destination: packet.to,
                carried: Carried::Datagram(&packet.bytes),
            };
            analyst.feed(frame, &mut |call| calls.push(call));
        }
        analyst.finish(&mut |call| calls.push(call));
        for call in &calls {
            if call
                .legs
                .iter()
                .any(|leg| disturbed.contains(&*leg.call_id))
            {
                continue;
            }
            let diagnosis = diagnose(call);
            for finding in &diagnosis.findings {
                // Whoever hangs up in the instant of the challenge looks like a phone without
                // credentials; the finding says so by naming nobody.
                if finding.rule == Rule::NoCredentials {
                    let naming = (finding.confidence, finding.place, finding.host);
                    assert_eq!(naming, (Confidence::Likely, None, None));
                    hung_up_at_once += 1;
                    continue;
                }
                // Users do switch their phones off, and the exchange says so.
                if finding.rule == Rule::NotRegistered {
                    assert_eq!(diagnosis.cause, Some(Cause::SUBSCRIBER_ABSENT));
                    continue;
                }
                assert_eq!(
                    finding.rule.bearing(),
                    Bearing::Outcome,
                    "seed {seed}, call {}: {diagnosis:#?}\n{}",
                    call.number,
                    drawn(call)
                );
            }
            if call.kind == Kind::Call {
                judged += 1;
                let first = diagnosis.findings.first();
                *outcomes
                    .entry(first.map_or("none", |it| it.rule.id()))
                    .or_default() += 1;
            }
        }
        seed += 1;
    }
    for outcome in ["completed", "busy", "caller-gave-up", "rejected"] {
        assert!(outcomes.contains_key(outcome), "{outcomes:?}");
    }
    assert!(
        hung_up_at_once * 10 < judged,
        "{hung_up_at_once} of {judged}"
    );
    let nothing = outcomes.get("none").copied().unwrap_or_default();
    assert!(nothing * 20 < judged, "{outcomes:?}");
}

fn drawn(call: &naisen_trace::Call) -> String {
    let mut text = String::new();
    for message in &call.messages {
        let line = message
            .bytes
            .split(|byte| *byte == b'\r')
            .next()
            .unwrap_or_default();
        text += &format!(
            "{:?} leg {} {} > {} {} x{}\n",
            message.at,
            message.leg,
            message.source,
            message.destination,
            String::from_utf8_lossy(line),
            message.repetitions.len()
        );
    }
    text
}
