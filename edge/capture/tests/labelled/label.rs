//! What is known of a run beforehand, and how well a diagnosis agrees with it.

use std::net::{IpAddr, SocketAddr};

use naisen_cause::{Bearing, Place, Rule};
use naisen_trace::{Confidence, Diagnosis, Kind};

/// Who may be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// The person who calls.
    Caller,
    /// The caller's phone.
    CallerPhone,
    /// What lies between the caller and the next hop.
    CallerNetwork,
    /// The exchange, or the server in its place.
    Exchange,
    /// The called phone or person.
    Callee,
    /// What lies between the called phone and the hop before it.
    CalleeNetwork,
    /// A network beyond.
    Carrier,
}

impl Who {
    const fn places(self) -> &'static [Place] {
        match self {
            Who::Caller => &[Place::Caller],
            Who::CallerPhone => &[Place::OwnPhone],
            Who::CallerNetwork => &[Place::OwnNetwork],
            Who::Exchange => &[Place::Exchange],
            Who::Callee | Who::CalleeNetwork => &[Place::OtherParty],
            Who::Carrier => &[Place::Carrier],
        }
    }
}

/// The label of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Label {
    /// What the decisive finding may be called.
    pub(crate) rules: &'static [Rule],
    /// Who may be named as the one to blame; naming nobody is right, too.
    pub(crate) who: &'static [Who],
    /// What must be among the findings.
    pub(crate) also: Option<Rule>,
    /// What the group is in which it is found.
    pub(crate) kind: Kind,
}

/// The addresses of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hosts {
    pub(crate) caller: IpAddr,
    pub(crate) callee: IpAddr,
    pub(crate) exchange: IpAddr,
}

/// How a diagnosis compares with its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Score {
    /// The decisive finding has a right name.
    pub(crate) named: bool,
    /// Nobody else is blamed than who may be, however sure.
    pub(crate) fair: bool,
    /// Somebody else is blamed, and surely.
    pub(crate) slander: bool,
    /// The decisive finding blames somebody, and rightly.
    pub(crate) blamed: bool,
}

impl Label {
    /// The same; this has to be among the findings.
    pub(crate) const fn with(mut self, rule: Rule) -> Self {
        self.also = Some(rule);
        self
    }

    pub(crate) fn score(&self, hosts: &Hosts, diagnosis: Option<&Diagnosis>) -> Score {
        let Some(diagnosis) = diagnosis else {
            return Score {
                named: false,
                fair: true,
                slander: false,
                blamed: false,
            };
        };
        let first = diagnosis.findings.first();
        let has = |rule| {
            diagnosis
                .findings
                .iter()
                .any(|finding| finding.rule == rule)
        };
        let named = first.is_some_and(|finding| self.rules.contains(&finding.rule))
            && self.also.is_none_or(has);
        let mut fair = true;
        let mut slander = false;
        for (index, finding) in diagnosis.findings.iter().enumerate() {
            // What is told beside the decisive finding accuses only if it is a fault.
            if index > 0 && finding.rule.bearing() == Bearing::Outcome {
                continue;
            }
            let place_right = finding
                .place
                .is_none_or(|place| self.who.iter().any(|who| who.places().contains(&place)));
            let host_right = finding.host.is_none_or(|host| self.may_be(hosts, host));
            if !place_right || !host_right {
                fair = false;
                slander |= finding.confidence == Confidence::Certain;
            }
        }
        Score {
            named,
            fair,
            slander,
            blamed: fair && first.is_some_and(|it| it.place.is_some() || it.host.is_some()),
        }
    }

    fn may_be(&self, hosts: &Hosts, host: SocketAddr) -> bool {
        self.who.iter().any(|who| match who {
            Who::Caller | Who::CallerPhone | Who::CallerNetwork => host.ip() == hosts.caller,
            Who::Callee | Who::CalleeNetwork => host.ip() == hosts.callee,
            Who::Exchange => host.ip() == hosts.exchange,
            Who::Carrier => ![hosts.caller, hosts.callee, hosts.exchange].contains(&host.ip()),
        })
    }
}

/// A label of a call.
pub(crate) const fn call(rules: &'static [Rule], who: &'static [Who]) -> Label {
    Label {
        rules,
        who,
        also: None,
        kind: Kind::Call,
    }
}

/// A label of a registration.
pub(crate) const fn registration(rules: &'static [Rule], who: &'static [Who]) -> Label {
    Label {
        rules,
        who,
        also: None,
        kind: Kind::Registration,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use naisen_trace::Finding;

    /// What a label of a busy phone says of one finding.
    fn score(rule: Rule, confidence: Confidence, place: Option<Place>, host: u8) -> Score {
        let ip = |last| IpAddr::from([192, 0, 2, last]);
        let hosts = Hosts {
            caller: ip(1),
            callee: ip(2),
            exchange: ip(9),
        };
        let finding = Finding {
            rule,
            confidence,
            place,
            host: (host > 0).then(|| SocketAddr::new(ip(host), 5060)),
            evidence: Vec::new(),
        };
        let diagnosis = Diagnosis {
            findings: vec![finding],
            status: None,
            cause: None,
            made_by: None,
            changed_by: Vec::new(),
        };
        call(&[Rule::Busy], &[Who::Callee]).score(&hosts, Some(&diagnosis))
    }

    #[test]
    fn a_wrong_name_and_a_wrong_accusation_are_noticed() {
        use Confidence::{Certain, Likely};
        let other = Some(Place::OtherParty);
        let own = Some(Place::OwnPhone);
        // Named, fair, slander, blamed.
        for (score, expected) in [
            (
                score(Rule::Busy, Certain, None, 0),
                [true, true, false, false],
            ),
            (
                score(Rule::Busy, Certain, other, 2),
                [true, true, false, true],
            ),
            (
                score(Rule::Busy, Certain, own, 0),
                [true, false, true, false],
            ),
            (
                score(Rule::Busy, Likely, own, 0),
                [true, false, false, false],
            ),
            (
                score(Rule::Busy, Certain, other, 9),
                [true, false, true, false],
            ),
            (
                score(Rule::Rejected, Certain, None, 0),
                [false, true, false, false],
            ),
            (
                score(Rule::LegLost, Certain, None, 1),
                [false, false, true, false],
            ),
        ] {
            let found = [score.named, score.fair, score.slander, score.blamed];
            assert_eq!(found, expected);
        }
    }
}
