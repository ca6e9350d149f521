//! Whole runs of the simulator: they hold, they replay, and what is broken on purpose is found.

use std::time::Duration;

use naisen_sim::{Flaw, Invariant, Options, Report, run};

/// The most seeds that are tried before a flaw has to show.
const SEEDS_PER_FLAW: u64 = 40;

fn short() -> Options {
    Options {
        duration: Duration::from_secs(60),
        ..Options::default()
    }
}

/// R-13.2.2-1, R-13.2.2-2, R-13.2.2-5, R-13.2.2-6, R-13.2.2-7, R-13.2.2-8, R-13.2.2-9, R-13.2.2-10,
/// R-13.2.2-12, R-13.2.2-13.
#[test]
fn no_seed_breaks_an_invariant() {
    let options = short();
    let mut answered = 0;
    for seed in 0..30 {
        let report = run(seed, &options);
        assert_eq!(report.violation, None, "seed {seed}");
        answered += report.calls_answered;
    }
    assert!(answered > 30, "the phones did talk: {answered} calls");
}

#[test]
fn the_same_seed_gives_the_same_run_and_another_seed_another() {
    let options = short();
    for seed in [3, 4] {
        let (one, again) = (run(seed, &options), run(seed, &options));
        assert_eq!(one.fingerprint, again.fingerprint, "seed {seed}");
        assert_eq!(one.sip_packets, again.sip_packets);
        assert_eq!(one.media_packets, again.media_packets);
    }
    assert_ne!(run(3, &options).fingerprint, run(4, &options).fingerprint);
}

#[test]
fn a_trace_changes_nothing_but_memory() {
    let traced = Options {
        trace: true,
        ..short()
    };
    let (plain, traced) = (run(5, &short()), run(5, &traced));
    assert_eq!(plain.fingerprint, traced.fingerprint);
    assert_eq!(traced.trace.len() as u64, traced.sip_packets);
}

/// The first seed that a flaw breaks; the failure must replay.
fn caught(options: &Options, invariant: Invariant) {
    let broken: Option<Report> = (0..SEEDS_PER_FLAW)
        .map(|seed| run(seed, options))
        .find(|report| report.violation.is_some());
    let Some(report) = broken else {
        panic!("{options:?} was not found in {SEEDS_PER_FLAW} seeds");
    };
    let found = report.violation.as_ref().map(|it| it.invariant);
    assert_eq!(found, Some(invariant), "{:?}", report.violation);
    let again = run(report.seed, options);
    assert_eq!(again.violation, report.violation);
    assert_eq!(again.fingerprint, report.fingerprint);
}

#[test]
fn an_exchange_that_repeats_no_ack_is_caught() {
    let options = Options {
        exchange_flaw: Some(Flaw::RepeatedAck),
        ..short()
    };
    caught(&options, Invariant::Acknowledged);
}

#[test]
fn a_phone_that_repeats_no_ack_is_caught() {
    let options = Options {
        phone_flaw: Some(Flaw::RepeatedAck),
        ..short()
    };
    caught(&options, Invariant::Acknowledged);
}

#[test]
fn an_exchange_that_swallows_the_answers_to_bye_is_caught() {
    let options = Options {
        exchange_flaw: Some(Flaw::ByeAnswer),
        ..short()
    };
    caught(&options, Invariant::Answered);
}

#[test]
fn a_phone_that_swallows_the_answers_to_bye_is_caught() {
    let options = Options {
        phone_flaw: Some(Flaw::ByeAnswer),
        ..short()
    };
    caught(&options, Invariant::Answered);
}

#[test]
fn call_records_that_are_missing_or_doubled_are_caught() {
    for flaw in [Flaw::Record, Flaw::TwoRecords] {
        let options = Options {
            exchange_flaw: Some(flaw),
            ..short()
        };
        caught(&options, Invariant::OneRecord);
    }
}

#[test]
fn a_sequence_number_that_does_not_rise_is_caught() {
    let options = Options {
        phone_flaw: Some(Flaw::Sequence),
        ..short()
    };
    caught(&options, Invariant::LegalDialog);
}

#[test]
fn a_line_that_is_too_long_is_caught() {
    let options = Options {
        exchange_flaw: Some(Flaw::Line),
        ..short()
    };
    caught(&options, Invariant::LegalMessage);
}

#[test]
fn ports_that_stay_open_are_caught() {
    let options = Options {
        phone_flaw: Some(Flaw::Ports),
        ..short()
    };
    caught(&options, Invariant::NothingLeft);
}

#[test]
fn media_that_goes_to_the_wrong_ear_is_caught() {
    let options = Options {
        exchange_flaw: Some(Flaw::Media),
        ..short()
    };
    caught(&options, Invariant::MediaPath);
}
