//! Requests and responses on their way out, and how often they are repeated.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use naisen_node::{Sends, Time};

use super::words::{host_of, with_received};
use super::{Dialog, Job, Peer};
use crate::heard::Heard;
use crate::script::{Answer, Ask};

pub(super) const T1: Duration = Duration::from_millis(500);
pub(super) const T2: Duration = Duration::from_secs(4);
/// 64*T1.
const TIMEOUT: Duration = Duration::from_secs(32);

impl Peer {
    pub(super) fn begin(&mut self, now: Time, method: &str, ask: &Ask, sends: &mut Sends) {
        let shown = self.shown();
        let mut call_id = self.token() + &self.token();
        if self.identity.vendor.call_id_with_host {
            let _ = write!(call_id, "@{}", shown.ip());
        }
        let own_tag = self.token();
        let host = host_of(self.identity.server);
        let own_uri = format!("<sip:{}@{host}>", self.identity.user);
        let number = if method == "REGISTER" {
            self.identity.user
        } else {
            ask.number
        };
        self.calls.push(Dialog {
            call_id,
            caller: true,
            own_tag,
            other_tag: None,
            own_uri,
            other_uri: format!("<sip:{number}@{host}>"),
            target: String::new(),
            routes: Vec::new(),
            next: ask.to.unwrap_or(self.identity.server),
            cseq: 1,
            last_ask: ask.clone(),
            first: Default::default(),
            invite: None,
            over: false,
            ringing: None,
            version: 0,
            rseq: 0,
        });
        self.open(now, self.calls.len() - 1, method, ask, sends);
    }

    /// Sends the first request of a dialog, or that request anew.
    pub(super) fn open(
        &mut self,
        now: Time,
        index: usize,
        method: &str,
        ask: &Ask,
        sends: &mut Sends,
    ) {
        let branch = self.branch();
        let host = host_of(self.identity.server);
        let number = self.calls[index].last_ask.number;
        let uri = match (&ask.uri, method) {
            (Some(uri), _) => uri.clone(),
            (None, "REGISTER") => format!("sip:{host}"),
            _ => format!("sip:{number}@{host}"),
        };
        let next = ask.to.unwrap_or(self.identity.server);
        let cseq = self.calls[index].cseq;
        self.calls[index].first = (method.to_owned(), uri.clone(), branch.clone(), cseq);
        let to = self.to_of(index, false);
        let bytes = self.write(index, method, (&uri, &branch, cseq), Some(&to), ask);
        self.live.insert(format!("open {branch}"));
        if ask.once || !self.script.quirks.repeats {
            return self.transmit(next, &bytes, sends);
        }
        let most = if method == "INVITE" { TIMEOUT } else { T2 };
        self.repeat(now, format!("request {branch}"), next, &bytes, most, sends);
    }

    /// Sends a request within a dialog.
    pub(super) fn send(
        &mut self,
        method: &str,
        index: usize,
        ask: &Ask,
        now: Time,
        sends: &mut Sends,
    ) {
        let branch = self.branch();
        let quirks = self.script.quirks.clone();
        let Some(dialog) = self.calls.get_mut(index) else {
            return;
        };
        if dialog.over && method == "BYE" {
            return;
        }
        if method == "ACK" {
            let cseq = dialog.first.3;
            return self.acknowledge(index, cseq, sends);
        }
        dialog.cseq += 1;
        let cseq = dialog.cseq;
        let uri = ask.uri.clone().unwrap_or_else(|| dialog.target.clone());
        if method == "INVITE" {
            dialog.invite = Some((branch.clone(), cseq, uri.clone()));
        }
        if method == "BYE" {
            dialog.over = true;
            self.talking = false;
        }
        let next = ask.to.unwrap_or(dialog.next);
        let bytes = self.write(index, method, (&uri, &branch, cseq), None, ask);
        self.live.insert(format!("open {branch}"));
        if ask.once || !quirks.repeats {
            return self.transmit(next, &bytes, sends);
        }
        let most = if method == "INVITE" { TIMEOUT } else { T2 };
        self.repeat(now, format!("request {branch}"), next, &bytes, most, sends);
    }

    pub(super) fn acknowledge(&mut self, index: usize, cseq: u32, sends: &mut Sends) {
        let branch = self.branch();
        let Some(dialog) = self.calls.get(index) else {
            return;
        };
        let (uri, next) = (dialog.target.clone(), dialog.next);
        let bytes = self.write(index, "ACK", (&uri, &branch, cseq), None, &Ask::default());
        self.transmit(next, &bytes, sends);
    }

    pub(super) fn reply(&mut self, now: Time, heard: &Heard, answer: &Answer, sends: &mut Sends) {
        let index = self.index_of(&heard.call_id);
        let compact = self.identity.vendor.compact;
        let name = |long, short| if compact { short } else { long };
        let mut text = format!("SIP/2.0 {} {}\r\n", answer.status, answer.phrase);
        for (place, via) in heard.via.iter().enumerate() {
            let mut via = via.clone();
            let source = heard.source.filter(|_| place == 0);
            if let Some(source) = source {
                via = with_received(&via, source);
            }
            let _ = write!(text, "{}: {via}\r\n", name("Via", "v"));
        }
        let dialog = index.and_then(|index| self.calls.get_mut(index));
        let mut to = heard.to.clone();
        let own_tag = dialog.as_ref().map(|dialog| dialog.own_tag.clone());
        if heard.to_tag.is_none() && answer.status > 100 {
            let tag = own_tag.unwrap_or_else(|| "as5f1e0c2b".into());
            let _ = write!(to, ";tag={tag}");
        }
        let _ = write!(text, "{}: {}\r\n", name("From", "f"), heard.from);
        let _ = write!(text, "{}: {to}\r\n", name("To", "t"));
        let _ = write!(text, "{}: {}\r\n", name("Call-ID", "i"), heard.call_id);
        let _ = write!(text, "CSeq: {} {}\r\n", heard.cseq, heard.method);
        let mut key = None;
        let is_invite = heard.method == "INVITE";
        let mut established = false;
        if let Some(dialog) = dialog {
            if is_invite && answer.reliable {
                dialog.rseq += 1;
                let _ = write!(text, "Require: 100rel\r\nRSeq: {}\r\n", dialog.rseq);
                key = Some(format!("reliable {} {}", heard.call_id, dialog.rseq));
            }
            if is_invite && answer.status >= 200 {
                dialog.ringing = None;
                established = answer.status < 300;
                let prefix = format!("reliable {}", heard.call_id);
                self.live.retain(|key| !key.starts_with(&prefix));
                key = Some(if established {
                    format!("2xx {} {}", heard.call_id, heard.cseq)
                } else {
                    format!("final {}", heard.branch)
                });
            }
        }
        let creates = is_invite || heard.method == "UPDATE";
        if creates && (101..300).contains(&answer.status) {
            for route in &heard.record_route {
                let _ = write!(text, "Record-Route: {route}\r\n");
            }
            let contact = self.contact();
            let _ = write!(text, "{}: <{contact}>\r\n", name("Contact", "m"));
            let _ = write!(text, "Allow: {}\r\n", self.identity.vendor.allow);
        }
        if heard.method == "REGISTER" && answer.status == 200 {
            let contact = heard.contact.clone().unwrap_or_default();
            let _ = write!(text, "Contact: <{contact}>;expires=3600\r\n");
        }
        let _ = write!(text, "Server: {}\r\n", self.identity.vendor.agent);
        text.push_str(&self.filled(&answer.lines));
        self.finish(&mut text, answer.sdp, index);
        let bytes = text.into_bytes();
        let to = answer.to.or(heard.source).unwrap_or(self.identity.server);
        let request = (heard.method.clone(), heard.branch.clone());
        self.seen.insert(request, Some((to, bytes.clone())));
        let reliable_wire = self.identity.transport.is_reliable();
        match key {
            Some(key) if !(reliable_wire && key.starts_with("final")) => {
                let most = if key.starts_with("reliable") {
                    TIMEOUT
                } else {
                    T2
                };
                self.repeat_always(now, key, to, &bytes, most, sends);
            }
            _ => self.transmit(to, &bytes, sends),
        }
        if established && self.script.quirks.talks {
            self.talk(now);
        }
    }

    pub(super) fn repeat(
        &mut self,
        now: Time,
        key: String,
        to: SocketAddr,
        bytes: &[u8],
        most: Duration,
        sends: &mut Sends,
    ) {
        if self.identity.transport.is_reliable() {
            self.transmit(to, bytes, sends);
        } else {
            self.repeat_always(now, key, to, bytes, most, sends);
        }
    }

    pub(super) fn repeat_always(
        &mut self,
        now: Time,
        key: String,
        to: SocketAddr,
        bytes: &[u8],
        most: Duration,
        sends: &mut Sends,
    ) {
        self.transmit(to, bytes, sends);
        if !self.script.quirks.repeats {
            return;
        }
        self.live.insert(key.clone());
        let job = Job::Repeat {
            key,
            to,
            bytes: bytes.to_vec(),
            wait: T1,
            most,
            until: now + TIMEOUT,
        };
        self.at(now + T1, job);
    }

    pub(super) fn timed_out(&mut self, now: Time, key: &str, sends: &mut Sends) {
        let mut words = key.split(' ');
        let (kind, call_id) = (words.next(), words.next().unwrap_or_default());
        let Some(index) = self.index_of(call_id) else {
            return;
        };
        match kind {
            Some("2xx") if self.script.quirks.ends_unacknowledged => {
                self.send("BYE", index, &Ask::default(), now, sends);
            }
            Some("reliable") => {
                if let Some(invite) = self.calls[index].ringing.take() {
                    self.jobs.retain(|_, job| {
                        !matches!(job, Job::Do { upon: Some(upon), .. } if upon.branch == invite.branch)
                    });
                    let answer = Answer {
                        status: 504,
                        phrase: "Server Time-out",
                        ..Answer::default()
                    };
                    self.reply(now, &invite, &answer, sends);
                }
            }
            _ => {}
        }
    }
}
