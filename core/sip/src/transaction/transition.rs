//! What an event does to one of the four machines.

/// The outcome of an event, with the action `A` that it asks of the layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition<A> {
    /// The machine has entered another state.
    Moved(A),
    /// The state stays: a repetition of what was already known, or one more of the same.
    Already(A),
    /// The figure has no arrow for this event here. The machine has not changed.
    Illegal,
}

/// What a client machine asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientAction {
    /// Nothing.
    Nothing,
    /// Send the request once more.
    Resend,
    /// Give the response to the user.
    PassUp,
    /// Build the ACK, send it, and give the response to the user.
    AcknowledgeAndPassUp,
    /// Send the ACK once more.
    ResendAck,
    /// Tell the user that no final response came in time.
    ReportTimeout,
    /// Tell the user that the peer cannot be reached.
    ReportUnreachable,
}

/// What a server machine asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerAction {
    /// Nothing.
    Nothing,
    /// Send the response that the user gives.
    Send,
    /// Send the last response once more.
    Resend,
    /// Send 100 (Trying), which the layer writes itself.
    SendTrying,
    /// Give the ACK to the user.
    PassUp,
    /// Tell the user that the final response was never acknowledged.
    ReportUnacknowledged,
    /// Tell the user that the peer cannot be reached.
    ReportUnreachable,
}

/// Every state against every event, one line each, for the snapshots of the machines.
#[cfg(test)]
pub(crate) fn every_transition<S, E, A>(
    states: &[S],
    events: &[E],
    on: impl Fn(&mut S, E) -> Transition<A>,
) -> String
where
    S: Copy + std::fmt::Debug + PartialEq,
    E: Copy + std::fmt::Debug,
    A: std::fmt::Debug,
{
    use std::fmt::Write as _;

    let mut table = String::new();
    for &from in states {
        for &event in events {
            let mut state = from;
            let outcome = on(&mut state, event);
            let row = match outcome {
                Transition::Moved(action) => {
                    assert_ne!(state, from, "{from:?} + {event:?} moved nowhere");
                    format!("moved to {state:?}, {action:?}")
                }
                Transition::Already(action) => {
                    assert_eq!(state, from, "{from:?} + {event:?} moved in secret");
                    format!("stays, {action:?}")
                }
                Transition::Illegal => {
                    assert_eq!(state, from, "{from:?} + {event:?} moved illegally");
                    "not legal here".to_owned()
                }
            };
            writeln!(table, "{from:?} + {event:?}: {row}").expect("a string takes all");
        }
    }
    table
}
