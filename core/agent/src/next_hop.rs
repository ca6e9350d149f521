//! The first request to a phone: where its Contact is, seen from the path that its messages came by.

use naisen_node::Flow;

use crate::target;

/// The path for a request outside of dialogs to `uri`, the Contact of a peer whose own messages came
/// by `flow`: where the URI names the address that the peer is seen at, its port counts; otherwise
/// there is a NAT or a name in between, and the path stays as it is (R-7.1-2).
pub fn next_hop(flow: Flow, uri: &str) -> Flow {
    target::address(uri, flow.transport)
        .and_then(|address| target::at_other_end(flow, address))
        .unwrap_or(flow)
}
