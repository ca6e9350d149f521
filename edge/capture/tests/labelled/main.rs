//! The labelled set: faulty and sound calls of which the ending is known, played on a virtual network,
//! tapped into a pcap, read back, diagnosed and compared with their labels.
//!
//! | file | what |
//! | --- | --- |
//! | `stage`, `actor`, `tape` | the network, who plays on it, the tap on its wire |
//! | `script`, `peer`, `heard`, `vendor` | scripted peers, in the manner of several makers |
//! | `scenario`, `label` | what is played, what is to be said of it |
//! | `faulty`, `sound` | the set |
//!
//! Bounds: at least 95 of 100 faulty calls named right; nobody surely accused who is not at fault;
//! sound calls without any accusation.

mod actor;
mod faulty;
mod heard;
mod label;
mod peer;
mod scenario;
mod script;
mod sound;
mod stage;
mod tape;
mod vendor;

use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use naisen_capture::Capture;
use naisen_cause::Bearing;
use naisen_node::Random;
use naisen_trace::{Analyst, Call, Diagnosis, Kind, Limits, diagnose};

use crate::label::{Hosts, Score};
use crate::scenario::Scenario;
use crate::stage::{CALLEE, CALLER, SERVER, Setup, Stage};

/// Each scenario is played so often in each set-up, with other seeds and strangers of other makers.
const LIVES: std::ops::Range<u64> = 0..2;

/// The calls of a pcap.
fn calls_of(pcap: &[u8]) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut analyst = Analyst::new(Limits::default(), &mut Random::from_number(1));
    Capture::open(pcap)
        .and_then(|mut capture| {
            capture.for_each(&mut |frame| analyst.feed(frame, &mut |call| calls.push(call)))
        })
        .expect("the pcap is sound");
    analyst.finish(&mut |call| calls.push(call));
    calls.sort_by_key(|call| call.number);
    calls
}

/// Plays everything of `things`, several at once, and keeps their order.
fn play_all<T: Sync, R: Send>(things: &[T], play: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(thing) = things.get(index) else {
                        return;
                    };
                    let result = play(thing);
                    let mut done = done.lock().expect("no thread panics while it holds it");
                    done.push((index, result));
                }
            });
        }
    });
    let mut done = done
        .into_inner()
        .expect("no thread panics while it holds it");
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// What a diagnosis says, in a line.
fn words(diagnosis: &Diagnosis) -> String {
    let mut text = String::new();
    for finding in &diagnosis.findings {
        let place = finding.place.map_or("-", naisen_cause::Place::as_str);
        let host = finding
            .host
            .map_or("-".into(), |host| host.ip().to_string());
        let _ = write!(
            text,
            "{} {:?} {place} {host}; ",
            finding.rule.id(),
            finding.confidence
        );
    }
    text
}

/// Whether a diagnosis accuses anybody.
fn accuses(diagnosis: &Diagnosis) -> bool {
    let mut findings = diagnosis.findings.iter();
    findings.any(|finding| finding.rule.bearing() == Bearing::Fault)
}

/// Leaves the pcap of a run behind if somebody wants to look at it.
fn keep(name: &str, pcap: &[u8]) {
    if let Some(folder) = std::env::var_os("NAISEN_LABELLED") {
        let safe = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        let file: String = name.chars().map(safe).collect();
        let path = std::path::Path::new(&folder).join(format!("{file}.pcap"));
        std::fs::write(path, pcap).expect("the folder takes files");
    }
}

fn hosts_of(stage: &Stage) -> Hosts {
    let ip = |address| stage.tape.address(address).ip();
    Hosts {
        caller: ip(CALLER),
        callee: ip(CALLEE),
        exchange: ip(SERVER),
    }
}

/// A faulty call and what was said of it.
struct Verdict {
    name: String,
    expected: &'static str,
    found: String,
    score: Score,
    /// Other groups of the trace that are accused of something.
    others: usize,
}

fn judge(scenario: &Scenario, setup: Setup) -> Verdict {
    let stage = scenario.run(setup);
    let name = format!("{} ({}, {})", scenario.name, setup.name, setup.seed);
    let pcap = stage.tape.pcap();
    keep(&name, &pcap);
    let calls = calls_of(&pcap);
    let index = calls
        .iter()
        .position(|call| call.kind == scenario.label.kind);
    let diagnosis = index.map(|index| diagnose(&calls[index]));
    let others = calls
        .iter()
        .enumerate()
        .filter(|(other, call)| {
            Some(*other) != index && call.kind != Kind::Call && accuses(&diagnose(call))
        })
        .count();
    Verdict {
        name,
        expected: scenario.label.rules.first().map_or("-", |rule| rule.id()),
        found: diagnosis
            .as_ref()
            .map_or("no call in the trace".into(), words),
        score: scenario.label.score(&hosts_of(&stage), diagnosis.as_ref()),
        others,
    }
}

#[test]
fn faulty_calls_are_named_and_nobody_is_slandered() {
    let lists = [
        faulty::attempt::ALL,
        faulty::dialog::ALL,
        faulty::media::ALL,
        faulty::network::ALL,
    ];
    let runs: Vec<(&Scenario, Setup)> = lists
        .into_iter()
        .flatten()
        .flat_map(|scenario| {
            let seeds = move |setup: &Setup| {
                let setup = *setup;
                LIVES.map(move |life| Setup {
                    seed: setup.seed + 17 * life,
                    ..setup
                })
            };
            let setups = scenario.setups.iter().flat_map(seeds);
            setups.map(move |setup| (scenario, setup))
        })
        .collect();
    let verdicts = play_all(&runs, |(scenario, setup)| judge(scenario, *setup));

    let mut table = String::new();
    for verdict in &verdicts {
        let mark = match verdict.score {
            Score { slander: true, .. } => "SLANDER",
            Score { named: false, .. } => "WRONG",
            Score { fair: false, .. } => "unfair",
            _ if verdict.others > 0 => "others",
            _ => "right",
        };
        let Verdict {
            name,
            expected,
            found,
            ..
        } = verdict;
        let _ = writeln!(table, "{mark:8} {name:72} {expected:22} {found}");
    }
    let named = verdicts.iter().filter(|it| it.score.named).count();
    let slandered = verdicts.iter().filter(|it| it.score.slander).count();
    let unfair = verdicts.iter().filter(|it| !it.score.fair).count();
    let others: usize = verdicts.iter().map(|it| it.others).sum();
    let blamed = verdicts.iter().filter(|it| it.score.blamed).count();
    let total = verdicts.len();
    let sum = format!(
        "{total} faulty calls, {named} named right, {slandered} with a sure and wrong accusation, \
         {unfair} with any wrong accusation, {blamed} that name who is to blame, {others} accusations of sound registrations"
    );
    report(&table, &sum);
    assert!(total >= 70, "{sum}");
    assert!(named * 100 >= total * 95, "{table}{sum}");
    assert_eq!((slandered, others), (0, 0), "{table}{sum}");
}

#[test]
fn sound_calls_are_not_accused() {
    enum Run {
        Known(&'static sound::Sound, Setup),
        Random(u64),
    }
    let known = sound::ALL.iter().flat_map(|sound| {
        sound
            .setups
            .iter()
            .map(move |setup| Run::Known(sound, *setup))
    });
    let runs: Vec<Run> = known.chain((1..=sound::SEEDS).map(Run::Random)).collect();
    let lines = play_all(&runs, |run| {
        let (name, stage) = match run {
            Run::Known(sound, setup) => {
                let mut stage = Stage::new(*setup, (sound.cast)());
                (sound.play)(&mut stage);
                (format!("{} ({})", sound.name, setup.name), stage)
            }
            Run::Random(seed) => {
                let stage = sound::random(*seed);
                (format!("seed {seed} ({})", stage.setup.name), stage)
            }
        };
        let pcap = stage.tape.pcap();
        keep(&name, &pcap);
        let calls = calls_of(&pcap);
        let spoken = calls.iter().any(|call| call.kind == Kind::Call);
        assert!(spoken, "{name}: there is no call in the trace");
        let said = calls.iter().map(diagnose);
        let accusations: Vec<String> = said.filter(accuses).map(|it| words(&it)).collect();
        (name, accusations)
    });
    let mut table = String::new();
    for (name, accusations) in &lines {
        for words in accusations {
            let _ = writeln!(table, "ACCUSED  {name:72} {words}");
        }
    }
    let accused = lines.iter().filter(|(_, it)| !it.is_empty()).count();
    let sum = format!("{} sound calls, {accused} accused", lines.len());
    report(&table, &sum);
    assert!(lines.len() >= 25, "{sum}");
    assert_eq!(accused, 0, "{table}{sum}");
}

/// Shows the score to whoever runs the test with `--nocapture`.
#[allow(clippy::print_stdout)]
fn report(table: &str, sum: &str) {
    println!("{table}{sum}");
}
