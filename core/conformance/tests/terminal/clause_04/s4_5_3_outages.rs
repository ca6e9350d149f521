//! JJ-22.11 §4.5.3: after an outage.

use naisen_terminal::Command;

use super::*;

/// So many terminals at 192.0.2.100 and above, with this jitter.
fn crowd(count: u8, jitter: Duration) -> Network {
    let configs = (0..count).map(|host| {
        let local = format!("192.0.2.{}:5060", 100 + host);
        config_at(&local, |it| it.retry.jitter = jitter)
    });
    let mut network = Network::new(configs.collect());
    network.settle();
    network
}

/// R-4.5.3-1, R-4.5.3-2: registered terminals refresh soon after the network is back, whatever
/// lifetime is left, each at a time of its own, uniformly within the jitter.
#[test]
fn after_an_outage_terminals_come_back_spread_over_the_jitter() {
    let count = 40;
    let mut network = crowd(count, Duration::from_secs(40));
    for index in 0..usize::from(count) {
        network.respond(index, "200 OK", "r", "Expires: 3600\r\n", "");
    }
    network.settle();
    let since = network.now;
    for index in 0..usize::from(count) {
        network.command(index, Command::NetworkRestored);
    }
    network.seconds(40);
    let mut quarters = [0; 4];
    for sent in network.log.iter().filter(|sent| sent.at > since) {
        quarters[(sent.at.since(since).as_secs() / 10) as usize] += 1;
    }
    assert_eq!(quarters.iter().sum::<i32>(), i32::from(count));
    assert!(quarters.iter().all(|&count| count >= 3), "{quarters:?}");
}

/// R-4.5.3-2: when the registrar was silent too, those whose wait has the same base do not come
/// back together.
#[test]
fn after_silence_terminals_come_back_spread_over_the_jitter() {
    let jitter = Duration::from_secs(40);
    let mut network = crowd(40, jitter);
    network.run(Duration::from_millis(32_100));
    let first = network.log.len();
    network.seconds(29);
    assert_eq!(network.log.len(), first, "the base is waited out by all");
    network.seconds(42);
    let mut times: Vec<_> = network.log[first..].iter().map(|sent| sent.at).collect();
    assert_eq!(times.len(), 40);
    times.dedup();
    assert!(times.len() > 35, "{times:?}");
    let span = times[times.len() - 1].since(times[0]);
    assert!(span > jitter / 2, "{span:?}");
}

/// R-4.5.3-1: bindings that were lost in the outage are set up again; those at hand are refreshed.
#[test]
fn what_was_lost_in_the_outage_is_registered_again() {
    // The refresh goes unanswered from 60 s to 92 s, the next REGISTER from 122 s to 154 s.
    for (outage_s, is_lost) in [(93, false), (155, true)] {
        let mut network = registered(120);
        network.seconds(outage_s);
        let sent = registers(&network).len();
        let state = network.terminal(0).registration();
        let Some(RegistrationState::Waiting { until, .. }) = state else {
            panic!("{state:?}");
        };
        assert_eq!(until.is_none_or(|until| until <= network.now), is_lost);
        network.command(0, Command::NetworkRestored);
        network.run(Duration::from_millis(100));
        assert_eq!(registers(&network).len(), sent + 1);
        assert_eq!(purpose(last(&network)), (CONTACT.into(), "3600".into()));
        network.events(0);
        accept(&mut network, 120);
        registered_until(&mut network);
    }
}

/// R-4.1.6-3, R-4.5.3-1: a network that comes back again and again never puts a refresh off.
#[test]
fn a_network_that_comes_and_goes_does_not_put_the_refresh_off() {
    let mut network = with(|it| it.retry.jitter = Duration::from_secs(600));
    accept(&mut network, 120);
    network.events(0);
    let since = network.now;
    for _ in 0..130 {
        network.seconds(1);
        network.command(0, Command::NetworkRestored);
    }
    let sent = after(&network, since);
    assert!(sent.first().is_some_and(|first| *first <= 60), "{sent:?}");
}
