//! What the virtual network does to packets.

use std::time::Duration;

use naisen_node::Random;

/// The faults of every link, or of one. [`Faults::none`] is a wire of constant delay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Faults {
    /// The share of SIP datagrams that are lost, 0 to 1.
    pub loss: f64,
    /// The share of media datagrams that are lost, 0 to 1.
    pub media_loss: f64,
    /// The share of datagrams that arrive twice, 0 to 1.
    pub duplication: f64,
    /// The share of datagrams that others may overtake, 0 to 1.
    pub reordering: f64,
    /// How much later, at most, an overtaken or doubled datagram arrives.
    pub straggle: Duration,
    /// How long every packet takes at least.
    pub delay: Duration,
    /// What chance adds to it, at most; it does not change the order.
    pub jitter: Duration,
    /// Whether the host of a node that is down says so to whoever sends to it (ICMP).
    pub unreachable: bool,
}

impl Faults {
    /// A perfect network.
    pub const fn none() -> Self {
        Self {
            loss: 0.0,
            media_loss: 0.0,
            duplication: 0.0,
            reordering: 0.0,
            straggle: Duration::ZERO,
            delay: Duration::from_millis(1),
            jitter: Duration::ZERO,
            unreachable: false,
        }
    }

    /// What a seed draws, with at most `loss_max` of loss (0 to 1); one run in five has no faults but delay.
    pub(crate) fn draw(random: &mut Random, loss_max: f64) -> Self {
        let share = |random: &mut Random, most: f64| random.below(1_000) as f64 / 1_000.0 * most;
        let calm = random.chance(0.2);
        let scale = if calm { 0.0 } else { 1.0 };
        Self {
            loss: share(random, loss_max) * scale,
            media_loss: share(random, loss_max) * scale,
            duplication: share(random, 0.2) * scale,
            reordering: share(random, 0.3) * scale,
            straggle: Duration::from_millis(random.below(700)),
            delay: Duration::from_micros(200 + random.below(60_000)),
            jitter: Duration::from_micros(random.below(30_000)),
            unreachable: random.chance(0.5),
        }
    }
}
