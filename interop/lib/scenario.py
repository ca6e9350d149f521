"""SIPp scenarios written as arrows: what a phone hears, with what it must find there, and what it says."""

from xml.sax.saxutils import quoteattr

# What a phone keeps of an INVITE, to answer it after other messages have come.
KEPT = ("Via", "From", "To", "CSeq")


class Scenario:
    """One phone. Its methods add one step each and return the scenario."""

    def __init__(self, name):
        self.name = name
        self.steps = []
        # Whether each repetition counts as a message of its own, and nothing is repeated.
        self.raw = False
        self.variables = set()

    def write(self, folder):
        """Writes the scenario into a file and returns its path."""
        path = folder / f"{self.name}.xml"
        used = (f'<Reference variables="{",".join(sorted(self.variables))}"/>'
                if self.variables else "")
        path.write_text('<?xml version="1.0" encoding="UTF-8"?>\n'
                        f'<scenario name="{self.name}">\n' + "\n".join(self.steps)
                        + f"\n{used}\n</scenario>\n", encoding="utf-8")
        return path

    def hear(self, what, finds=(), lacks=(), keep=None, learn=None, optional=False):
        """Waits for a request or, if `what` is a number, for a response. `finds` maps header names to
        what their values must match; `lacks` names headers that must be absent; `keep` names the
        INVITE that this is, for `answer`; `learn` names a header whose value is written as `[$Name]` from
        then on."""
        kind = "response" if isinstance(what, int) else "request"
        actions = []
        for header, pattern in dict(finds).items():
            actions.append(self._look(header, pattern, "check_it"))
        for header in lacks:
            actions.append(self._look(header, ".", "check_it_inverse"))
        for header in KEPT if keep else ():
            variable = f"{keep}{header}"
            self.variables.add(variable)
            actions.append(f'<ereg regexp=".*" search_in="hdr" header="{header}:" '
                           f'assign_to="{variable}"/>')
        if learn:
            self.variables.add(learn)
            actions.append(f'<ereg regexp="[^ ].*" search_in="hdr" header="{learn}:" '
                           f'assign_to="{learn}"/>')
        more = ' optional="true"' if optional else ' timeout="12000"'
        # Contact and Record-Route are learnt from what makes or moves a dialog.
        more += ' rrs="true"' if what in ("INVITE", 180, 183, 200) else ""
        body = f"<action>{''.join(actions)}</action>" if actions else ""
        return self._step(f'<recv {kind}="{what}"{more}>{body}</recv>')

    def hear_nothing(self, request, milliseconds):
        """Fails if this request comes within the time."""
        self._step(f'<recv request="{request}" timeout="{milliseconds}" ontimeout="quiet"/>')
        # Only who has heard it comes here, and nobody says this.
        self.hear("NEVER")
        return self._step('<label id="quiet"/>').pause(1)

    def invite(self, number, cseq=1, lines=(), body=None):
        """The INVITE that begins a call."""
        return self._say(f"INVITE sip:{number}@[remote_ip]:[remote_port] SIP/2.0", [
            "From: <sip:1001@[remote_ip]>;tag=c[call_number]", f"To: <sip:{number}@[remote_ip]>",
            f"CSeq: {cseq} INVITE", "Contact: <sip:1001@[local_ip]:[local_port]>", *lines],
            body, repeats=True, via=True)

    def ask(self, method, cseq, lines=(), body=None, to="[last_To:]"):
        """A request of the caller within its dialog; `to` is the line of To where another request has
        come since the last response."""
        return self._say(f"{method} [next_url] SIP/2.0", [
            "[routes]", "From: <sip:1001@[remote_ip]>;tag=c[call_number]", to,
            f"CSeq: {cseq} {method}", "Contact: <sip:1001@[local_ip]:[local_port]>", *lines],
            body, repeats=method != "ACK", via=True)

    def ask_back(self, method, cseq, keep, tag, lines=(), body=None, to_tag=""):
        """A request of the called phone within the dialog of the INVITE `keep`."""
        return self._say(f"{method} [next_url] SIP/2.0", [
            f"From:[${keep}To]{tag and f';tag={tag}'}", f"To:[${keep}From]{to_tag}",
            f"CSeq: {cseq} {method}", "Contact: <sip:[local_ip]:[local_port]>", *lines],
            body, repeats=method != "ACK", via=True)

    def acknowledge_refusal(self, cseq):
        """ACK to the refusal of a re-INVITE that was heard last."""
        return self._say("ACK [next_url] SIP/2.0", [
            "[last_Via:]", "[last_From:]", "[last_To:]", f"CSeq: {cseq} ACK"])

    def answer(self, status, keep=None, tag="", lines=(), body=None, repeats=False):
        """A response: to the INVITE `keep`, else to the request heard last."""
        if keep:
            known = [f"{header}:[${keep}{header}]" for header in KEPT]
        else:
            known = [f"[last_{header}:]" for header in KEPT]
        if tag:
            known[KEPT.index("To")] += f";tag={tag}"
        return self._say(f"SIP/2.0 {status}", [
            *known, "Contact: <sip:[local_ip]:[local_port]>", *lines], body, repeats)

    def pause(self, milliseconds):
        return self._step(f'<pause milliseconds="{milliseconds}"/>')

    def _look(self, header, pattern, how):
        variable = f"found{len(self.variables)}"
        self.variables.add(variable)
        return (f'<ereg regexp={quoteattr(pattern)} search_in="hdr" header="{header}:" '
                f'{how}="true" assign_to="{variable}"/>')

    def _say(self, start, lines, body=None, repeats=False, via=False):
        head = [start]
        if via:
            head.append("Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]")
        if not start.startswith("SIP/2.0"):
            head.append("Max-Forwards: 70")
        head += [*lines, "Call-ID: [call_id]"]
        if body:
            head.append("Content-Type: application/sdp")
        head.append(f"Content-Length: {'[len]' if body else 0}")
        how = ' retrans="500"' if repeats else ""
        text = "\n".join(head) + "\n\n" + (body or "")
        return self._step(f"<send{how}><![CDATA[\n{text}\n]]></send>")

    def _step(self, text):
        self.steps.append(text)
        return self


def sdp(port="[media_port]", version=1, more=()):
    """A session description for G.711."""
    return "\n".join([
        "v=0", f"o=- 1 {version} IN IP4 [media_ip]", "s=-", "c=IN IP4 [media_ip]", "t=0 0",
        f"m=audio {port} RTP/AVP 0", "a=rtpmap:0 PCMU/8000", "a=ptime:20", *more]) + "\n"
