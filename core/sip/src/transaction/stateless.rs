//! Answers that leave no state behind (RFC 3261 §8.2.7).

use naisen_node::{Flow, Sends};

use super::fingerprint::{Fingerprint, RequestIdentity};
use super::layer::{RETRY_AFTER_SECONDS, Transactions};
use super::response_head;
use crate::{
    CSeq, From as FromHeader, HeaderError, HeaderName, Message, MessageWriter, Method, StatusCode,
    TypedHeader, Via,
};

impl<O: Copy> Transactions<O> {
    /// Refuses a request without starting a transaction, such as one that cannot be read well
    /// enough (400, 505, 513). Each repetition gets the same answer, and the ACK to it is known
    /// again. An ACK is not answered: nothing is sent.
    ///
    /// # Errors
    ///
    /// [`HeaderError`] about Via: the way back cannot be told, and nothing was sent.
    pub fn respond_stateless(
        &mut self,
        message: &Message<'_>,
        flow: Flow,
        status: StatusCode,
        sends: &mut Sends,
        write: impl FnOnce(MessageWriter<'_>),
    ) -> Result<(), HeaderError> {
        if message.method() == Some(Method::Ack) {
            return Ok(());
        }
        let text = message
            .elements(HeaderName::Via)
            .next()
            .ok_or(HeaderError::Missing(HeaderName::Via))?;
        let via = Via::parse(text)?;
        self.send_stateless(message, &via, None, flow, status, sends, write);
        Ok(())
    }

    /// Refuses a request whose top Via, and perhaps whose transaction, is known already.
    pub(super) fn reject(
        &mut self,
        message: &Message<'_>,
        via: &Via<'_>,
        request: Option<Fingerprint>,
        flow: Flow,
        status: StatusCode,
        sends: &mut Sends,
    ) {
        self.send_stateless(message, via, request, flow, status, sends, |writer| {
            writer.empty();
        });
    }

    /// Turns a request away because the table is full (R-4.5.1-1, R-5.7.3-1).
    pub(super) fn refuse_for_load(
        &mut self,
        message: &Message<'_>,
        via: &Via<'_>,
        request: Fingerprint,
        flow: Flow,
        sends: &mut Sends,
    ) {
        let (least, most) = RETRY_AFTER_SECONDS;
        let wait = u64::from(least) + self.random.below(u64::from(most - least + 1));
        let status = StatusCode::SERVICE_UNAVAILABLE;
        self.send_stateless(
            message,
            via,
            Some(request),
            flow,
            status,
            sends,
            |mut writer| {
                writer.header(HeaderName::RetryAfter, wait);
                writer.empty();
            },
        );
    }

    #[expect(clippy::too_many_arguments, reason = "what a response is made of")]
    fn send_stateless(
        &mut self,
        message: &Message<'_>,
        via: &Via<'_>,
        request: Option<Fingerprint>,
        flow: Flow,
        status: StatusCode,
        sends: &mut Sends,
        write: impl FnOnce(MessageWriter<'_>),
    ) {
        let request = request.unwrap_or_else(|| {
            // Of a broken request whatever can be read; the same for its repetition.
            let from = message.typed::<FromHeader<'_>>().ok().flatten();
            let cseq = message.typed::<CSeq<'_>>().ok().flatten();
            self.fingerprints.transaction(&RequestIdentity {
                via,
                via_text: message.elements(HeaderName::Via).next().unwrap_or_default(),
                method: message.method().map_or("", Method::as_str),
                uri: message.request_uri().unwrap_or_default(),
                from_tag: from.and_then(|from| from.tag()),
                to_tag: None,
                call_id: message.header(HeaderName::CallId).unwrap_or_default(),
                cseq_number: cseq.map_or(0, |cseq| cseq.number),
            })
        });
        let tag = self.fingerprints.stateless_tag(request);
        let marks = response_head::copy(&mut self.scratch, message, via, flow);
        let head = (self.scratch.as_slice(), marks);
        sends.sip(response_head::way_back(flow, via), |out| {
            response_head::write_response(out, head, status, None, Some(tag.as_str()), write);
        });
    }
}
