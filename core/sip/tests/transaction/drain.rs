//! Whatever comes in whatever order: nothing panics, and every transaction ends.

use naisen_sip::{Method, RequestFrom, ServerId};
use proptest::prelude::*;

use crate::bench::{Bench, INVITE, Peer, TCP, UDP, answer, flow};

/// What may happen next. Small numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
    Request {
        method: u8,
        reliable: bool,
    },
    Respond {
        request: u8,
        status: u16,
        tag: u8,
    },
    Cancel {
        client: u8,
    },
    Abandon {
        client: u8,
    },
    Receive {
        method: u8,
        branch: u8,
        tag: u8,
        reliable: bool,
    },
    Answer {
        server: u8,
        status: u16,
    },
    Acknowledged {
        server: u8,
    },
    Unreachable {
        reliable: bool,
    },
    Pass {
        ms: u32,
    },
}

fn status() -> impl Strategy<Value = u16> {
    prop::sample::select(vec![100u16, 180, 183, 200, 202, 302, 404, 487, 503, 600])
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (any::<u8>(), any::<bool>())
            .prop_map(|(method, reliable)| Step::Request { method, reliable }),
        (any::<u8>(), status(), 0u8..3).prop_map(|(request, status, tag)| Step::Respond {
            request,
            status,
            tag
        }),
        any::<u8>().prop_map(|client| Step::Cancel { client }),
        any::<u8>().prop_map(|client| Step::Abandon { client }),
        (any::<u8>(), 0u8..4, 0u8..3, any::<bool>()).prop_map(|(method, branch, tag, reliable)| {
            Step::Receive {
                method,
                branch,
                tag,
                reliable,
            }
        }),
        (any::<u8>(), status()).prop_map(|(server, status)| Step::Answer { server, status }),
        any::<u8>().prop_map(|server| Step::Acknowledged { server }),
        any::<bool>().prop_map(|reliable| Step::Unreachable { reliable }),
        prop_oneof![0u32..300, 0u32..40_000].prop_map(|ms| Step::Pass { ms }),
    ]
}

fn pick<T>(from: &[T], number: u8) -> Option<&T> {
    from.get(usize::from(number) % from.len().max(1))
}

fn transport(reliable: bool) -> naisen_node::Transport {
    if reliable { TCP } else { UDP }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_packets_and_timeouts_drains_to_empty_tables(
        steps in prop::collection::vec(step(), 1..120)
    ) {
        let mut bench = Bench::new();
        bench.layer = bench.layer.bounded(12, 12);
        let mut clients = Vec::new();
        let mut requests: Vec<String> = Vec::new();
        let mut servers: Vec<ServerId> = Vec::new();
        for step in steps {
            match step {
                Step::Request { method, reliable } => {
                    let methods = [Method::Invite, Method::Bye, Method::Options];
                    let method = *pick(&methods, method).expect("methods");
                    if let Ok(id) = bench.request(transport(reliable), method) {
                        clients.push(id);
                    }
                }
                Step::Respond { request, status, tag } => {
                    if let Some(request) = pick(&requests, request) {
                        let tag = ["", "a", "b"][usize::from(tag)];
                        let text = answer(request, status, tag);
                        bench.response(&text);
                    }
                }
                Step::Cancel { client } => {
                    if let Some(&client) = pick(&clients, client) {
                        let cancelled =
                            bench.layer.cancel(bench.now, client, 0, b"", &mut bench.sends);
                        clients.extend(cancelled.ok());
                    }
                }
                Step::Abandon { client } => {
                    if let Some(&client) = pick(&clients, client) {
                        bench.layer.stop_retransmitting(client);
                    }
                }
                Step::Receive { method, branch, tag, reliable } => {
                    let methods = ["INVITE", "ACK", "CANCEL", "BYE", "OPTIONS"];
                    let vias = [
                        "SIP/2.0/UDP 192.0.2.101;branch=z9hG4bKp",
                        "SIP/2.0/UDP 192.0.2.101;branch=z9hG4bKq;rport",
                        "SIP/2.0/UDP 192.0.2.101",
                        "nonsense",
                    ];
                    let peer = Peer {
                        method: pick(&methods, method).expect("methods"),
                        via: vias[usize::from(branch)],
                        to_tag: ["", "theirs", "x"][usize::from(tag)],
                        ..INVITE
                    };
                    match bench.receive(transport(reliable), &peer.text()) {
                        RequestFrom::New(id) => servers.push(id),
                        RequestFrom::Cancels { cancel, .. } => servers.push(cancel),
                        _ => {}
                    }
                }
                Step::Answer { server, status } => {
                    if let Some(&server) = pick(&servers, server) {
                        bench.respond(server, status);
                    }
                }
                Step::Acknowledged { server } => {
                    if let Some(&server) = pick(&servers, server) {
                        bench.layer.acknowledged(server);
                    }
                }
                Step::Unreachable { reliable } => {
                    bench.layer.handle_unreachable(bench.now, flow(transport(reliable)));
                }
                Step::Pass { ms } => {
                    let until = bench.elapsed() + u64::from(ms);
                    bench.run(until);
                }
            }
            for (_, text) in bench.sent() {
                prop_assert!(naisen_sip::Message::parse(text.as_bytes()).is_ok(), "{text}");
                if !text.starts_with("SIP/2.0") && !text.starts_with("ACK") {
                    requests.push(text);
                }
            }
            bench.events();
        }
        // The users do what is theirs: answer what they were asked, cancel what they began.
        for server in servers {
            bench.respond(server, 500);
        }
        for client in clients {
            let _ = bench.layer.cancel(bench.now, client, 0, b"", &mut bench.sends);
        }
        let until = bench.elapsed() + 70_000;
        bench.run(until);
        prop_assert!(bench.layer.is_empty(), "{} are left", bench.layer.len());
        prop_assert_eq!(bench.layer.poll_timeout(), None);
    }
}
