//! What comes, and what a sound phone does upon it unless its script says otherwise.

use std::net::SocketAddr;
use std::time::Duration;

use naisen_node::{Sends, Time};

use super::{Dialog, Job, Peer};
use crate::heard::Heard;
use crate::script::{Answer, Ask, On, Sdp};

impl Peer {
    pub(super) fn message(&mut self, now: Time, heard: &Heard, sends: &mut Sends) {
        match heard.status {
            None => self.request(now, heard, sends),
            Some(status) => self.response(now, status, heard, sends),
        }
    }

    pub(super) fn request(&mut self, now: Time, heard: &Heard, sends: &mut Sends) {
        let method = heard.method.as_str();
        if method == "ACK" {
            self.live.remove(&format!("final {}", heard.branch));
            if !self.script.quirks.overhears_acks {
                let key = format!("2xx {} {}", heard.call_id, heard.cseq);
                self.live.remove(&key);
            }
            self.react(now, heard);
            return;
        }
        let key = (method.to_owned(), heard.branch.clone());
        if let Some(before) = self.seen.get(&key) {
            if let Some((to, bytes)) = before.clone()
                && self.script.quirks.hears
            {
                self.transmit(to, &bytes, sends);
            }
            return;
        }
        self.seen.insert(key, None);
        if method == "INVITE" && heard.to_tag.is_none() {
            self.called(heard);
        }
        let index = self.index_of(&heard.call_id);
        if let Some(dialog) = index.and_then(|index| self.calls.get_mut(index)) {
            if let Some(contact) = &heard.contact {
                dialog.target.clone_from(contact);
            }
            if method == "BYE" {
                dialog.over = true;
                self.talking = false;
            }
            if method == "PRACK" {
                let prefix = format!("reliable {}", heard.call_id);
                self.live.retain(|key| !key.starts_with(&prefix));
            }
        }
        if heard.media.is_some() {
            self.hear_media = heard.media;
        }
        if self.react(now, heard) {
            return;
        }
        let known = index.is_some();
        let answer = |status, phrase| Answer {
            status,
            phrase,
            ..Answer::default()
        };
        match method {
            "CANCEL" => {
                self.reply(now, heard, &answer(200, "OK"), sends);
                let invite = index
                    .and_then(|index| self.calls.get_mut(index))
                    .and_then(|dialog| dialog.ringing.take());
                if let Some(invite) = invite {
                    self.jobs.retain(|_, job| {
                        !matches!(job, Job::Do { upon: Some(upon), .. } if upon.branch == invite.branch)
                    });
                    let prefix = format!("reliable {}", heard.call_id);
                    self.live.retain(|key| !key.starts_with(&prefix));
                    self.reply(now, &invite, &answer(487, "Request Terminated"), sends);
                }
            }
            "BYE" | "PRACK" | "UPDATE" | "INVITE" if heard.to_tag.is_some() && !known => {
                let answer = answer(481, "Call/Transaction Does Not Exist");
                self.reply(now, heard, &answer, sends);
            }
            "INVITE" if heard.to_tag.is_none() => {}
            "INVITE" | "UPDATE" => {
                let sdp = heard.media.is_some() || method == "INVITE";
                let answer = Answer {
                    sdp: sdp.then(Sdp::default),
                    ..answer(200, "OK")
                };
                self.reply(now, heard, &answer, sends);
            }
            _ => self.reply(now, heard, &answer(200, "OK"), sends),
        }
    }

    pub(super) fn called(&mut self, heard: &Heard) {
        let own_tag = self.token();
        let next = heard.source.unwrap_or(self.identity.server);
        let target = heard.contact.clone().unwrap_or_default();
        self.calls.push(Dialog {
            call_id: heard.call_id.clone(),
            caller: false,
            own_tag,
            other_tag: Some(heard.from_tag.clone()),
            own_uri: heard.to.clone(),
            other_uri: heard.from.clone(),
            next: self.next_hop(next, &target),
            target,
            routes: heard.record_route.clone(),
            cseq: 4_711,
            last_ask: Ask::default(),
            first: Default::default(),
            invite: None,
            over: false,
            ringing: Some(heard.clone()),
            version: 0,
            rseq: 6_100,
        });
    }

    pub(super) fn next_hop(&self, usual: SocketAddr, target: &str) -> SocketAddr {
        let host = target.rsplit('@').next().unwrap_or(target);
        let host = host.trim_start_matches("sip:");
        let host = host.split(';').next().unwrap_or_default();
        let address = host
            .parse()
            .or_else(|_| host.parse().map(|ip| SocketAddr::new(ip, 5060)));
        match address {
            Ok(address) if self.script.quirks.follows_contact => address,
            _ => usual,
        }
    }

    pub(super) fn response(&mut self, now: Time, status: u16, heard: &Heard, sends: &mut Sends) {
        if let Some(nonce) = &heard.nonce {
            self.nonce.clone_from(nonce);
        }
        let key = format!("request {}", heard.branch);
        let first_final = status >= 200 && self.live.remove(&format!("open {}", heard.branch));
        if status >= 200 || heard.method == "INVITE" {
            self.live.remove(&key);
        }
        let Some(index) = self.index_of(&heard.call_id) else {
            return;
        };
        if heard.method == "INVITE" {
            self.invite_response(now, index, status, heard, sends);
        }
        if status < 200 || first_final {
            self.react(now, heard);
        }
    }

    pub(super) fn invite_response(
        &mut self,
        now: Time,
        index: usize,
        status: u16,
        heard: &Heard,
        sends: &mut Sends,
    ) {
        let quirks = self.script.quirks.clone();
        let usual = self.identity.server;
        let target = heard.contact.clone();
        let next = target.as_deref().map(|target| self.next_hop(usual, target));
        let Some(dialog) = self.calls.get_mut(index) else {
            return;
        };
        if (101..300).contains(&status) {
            dialog.other_tag.clone_from(&heard.to_tag);
            dialog.other_uri.clone_from(&heard.to);
            if dialog.caller
                && let Some(target) = target
            {
                dialog.target = target;
                dialog.next = next.unwrap_or(usual);
                dialog.routes = heard.record_route.iter().rev().cloned().collect();
            }
        }
        if let Some(media) = heard.media {
            self.hear_media = Some(media);
        }
        match status {
            101..200 => {
                let wanted = heard.rseq.clone().filter(|_| quirks.pracks);
                let known = |rseq: &String| format!("pracked {} {rseq}", heard.call_id);
                if let Some(rseq) = wanted
                    && self.live.insert(known(&rseq))
                {
                    let lines = format!("RAck: {rseq} {} INVITE\r\n", heard.cseq);
                    let ask = Ask {
                        lines,
                        ..Ask::default()
                    };
                    self.send("PRACK", index, &ask, now, sends);
                }
            }
            200..300 => {
                if quirks.talks {
                    self.talk(now);
                }
                if quirks.acks {
                    self.acknowledge(index, heard.cseq, sends);
                }
            }
            300.. => {
                // Hop by hop: URI and branch of the INVITE, To of the response.
                let (uri, next) = match &dialog.invite {
                    Some((branch, _, uri)) if *branch == heard.branch => (uri.clone(), dialog.next),
                    _ => (dialog.first.1.clone(), dialog.last_ask.to.unwrap_or(usual)),
                };
                let (branch, cseq) = (heard.branch.clone(), heard.cseq);
                let ask = Ask::default();
                let to = Some(heard.to.as_str());
                let bytes = self.write(index, "ACK", (&uri, &branch, cseq), to, &ask);
                self.transmit(next, &bytes, sends);
            }
            _ => {}
        }
    }

    /// Whether the script says what to do upon it.
    pub(super) fn react(&mut self, now: Time, heard: &Heard) -> bool {
        let mut reacts = false;
        for index in 0..self.script.reactions.len() {
            let reaction = self.script.reactions[index].clone();
            let fits = match (&reaction.on, heard.status) {
                (On::Request(name), None) => *name == heard.name(),
                (On::Status(method, from, to), Some(status)) => {
                    *method == heard.method && (*from..=*to).contains(&status)
                }
                _ => false,
            };
            if !fits {
                continue;
            }
            let count = &mut self.counts[index];
            count.0 += 1;
            if count.0 <= reaction.skip || count.1 >= reaction.times {
                continue;
            }
            count.1 += 1;
            reacts = true;
            for (ms, deed) in reaction.deeds {
                let at = now + Duration::from_millis(ms);
                let (deed, upon) = (Box::new(deed), Some(Box::new(heard.clone())));
                self.at(at, Job::Do { deed, upon });
            }
        }
        reacts
    }
}
