#!/usr/bin/python3
"""SIPp takes the turns that no phone takes by itself, once against the exchange and, where it can, once
against our terminal: refusals by 422 again and again, two different answers, a forked 2xx, re-INVITEs
that cross, a late ACK, a lost answer to PRACK, a late PRACK, challenges that come twice."""

import itertools
import re
import socket
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
import sipp  # noqa: E402
from exchange import Exchange, binary  # noqa: E402
from scenario import Scenario, sdp  # noqa: E402
from stage import EXCHANGE, Failure, play, udp_port_open, wait_for  # noqa: E402

CALLER, CALLEE = sipp.CALLER_HOST, sipp.CALLEE_HOST
ALLOW = "Allow: INVITE, ACK, CANCEL, BYE, PRACK, UPDATE"
EXTENSIONS = [ALLOW, "Supported: 100rel, timer", "Session-Expires: 1800"]
RELIABLE = ["Require: 100rel", ALLOW]
TIMED = ["Require: timer", "Supported: timer", ALLOW]
NUMBER = "2001"
SECONDS = 30
RUNS = itertools.count(1)
FIRST_PORT, SECOND_PORT, THIRD_PORT = 7700, 7710, 7720


# Called phones: each ends with the caller's BYE.

def released(scenario):
    return scenario.hear("BYE").answer("200 OK")


# The shortest session that is asked for by one refusal after another.
INTERVALS = (2000, 2400, 2200)


def asks_for_longer_sessions():
    """R-9.4.1-6, R-9.4.1-7: each INVITE has the largest Min-SE so far."""
    phone = Scenario("asks_for_longer_sessions").hear("INVITE", lacks=["Min-SE"])
    for round_, seconds in enumerate(INTERVALS):
        least = max(INTERVALS[:round_ + 1])
        phone.answer("422 Session Interval Too Small", tag=f"s{round_}",
                     lines=[f"Min-SE: {seconds}"], repeats=True).hear("ACK")
        phone.hear("INVITE", keep=f"i{round_}",
                   finds={"Min-SE": f"^ *{least}$", "Session-Expires": f"^ *{least}"})
    phone.answer("200 OK", tag="ok", lines=[*TIMED, "Session-Expires: 2400;refresher=uas"],
                 body=sdp(), repeats=True).hear("ACK")
    return released(phone)


def answers_twice():
    """R-5.2.2.2.1-2, R-5.2.2.2.1-3, R-10.2.1-5: the unreliable answer counts at once, a reliable one that
    differs takes its place, and what the 200 says beyond that does not."""
    phone = Scenario("answers_twice").hear("INVITE", keep="i")
    phone.answer("183 Session Progress", keep="i", tag="t", lines=[ALLOW], body=sdp(FIRST_PORT))
    phone.pause(400)
    phone.answer("183 Session Progress", keep="i", tag="t", lines=[*RELIABLE, "RSeq: 41"],
                 body=sdp(SECOND_PORT, version=2), repeats=True)
    phone.hear("PRACK", finds={"RAck": "^ *41 [0-9]+ INVITE$"}).answer("200 OK").pause(400)
    phone.answer("200 OK", keep="i", tag="t", lines=[ALLOW], body=sdp(THIRD_PORT, version=3),
                 repeats=True).hear("ACK")
    return released(phone)


def answers_in_two_places():
    """R-5.3.2-5: both answers are acknowledged, the second dialog is released."""
    phone = Scenario("answers_in_two_places").hear("INVITE", keep="i")
    phone.answer("200 OK", keep="i", tag="one", lines=[ALLOW], body=sdp(), repeats=True)
    phone.hear("ACK", finds={"To": "tag=one"})
    phone.answer("200 OK", keep="i", tag="two", lines=[ALLOW], body=sdp(SECOND_PORT), repeats=True)
    phone.hear("ACK", finds={"To": "tag=two"})
    phone.hear("BYE", finds={"To": "tag=two"}).answer("200 OK")
    phone.hear("BYE", finds={"To": "tag=one"}).answer("200 OK")
    return phone


def loses_its_answer_to_prack():
    """R-8.3-2: PRACK is repeated until it is answered."""
    phone = Scenario("loses_its_answer_to_prack").hear("INVITE", keep="i")
    phone.answer("180 Ringing", keep="i", tag="t", lines=[*RELIABLE, "RSeq: 7"], repeats=True)
    phone.raw = True
    phone.hear("PRACK").hear("PRACK", finds={"RAck": "^ *7 [0-9]+ INVITE$"}).answer("200 OK")
    phone.pause(500)
    phone.answer("200 OK", keep="i", tag="t", lines=[ALLOW], body=sdp(), repeats=True).hear("ACK")
    return released(phone)


def rings_reliably():
    phone = Scenario("rings_reliably").hear("INVITE", keep="i")
    phone.answer("180 Ringing", keep="i", tag="t", lines=[*RELIABLE, "RSeq: 7"], repeats=True)
    phone.hear("PRACK", finds={"RAck": "^ *7 [0-9]+ INVITE$"}).answer("200 OK")
    phone.answer("200 OK", keep="i", tag="t", lines=[ALLOW], body=sdp(), repeats=True).hear("ACK")
    return released(phone)


def answers():
    phone = Scenario("answers").hear("INVITE", keep="i")
    phone.answer("200 OK", keep="i", tag="t", lines=[ALLOW], body=sdp(), repeats=True).hear("ACK")
    return released(phone)


def changes_while_it_is_asked_to():
    """RFC 3261 §14.1: re-INVITEs that cross are refused by 491, and one is made again later."""
    phone = Scenario("changes_while_it_is_asked_to").hear("INVITE", keep="i")
    phone.answer("200 OK", keep="i", tag="t", lines=[ALLOW], body=sdp(), repeats=True).hear("ACK")
    phone.hear("INVITE", keep="j")
    change = sdp(SECOND_PORT, version=2)
    phone.ask_back("INVITE", 1, "i", "t", [ALLOW], change).hear(100, optional=True)
    phone.hear(491).acknowledge_refusal(1)
    phone.answer("491 Request Pending", keep="j", repeats=True).hear("ACK")
    phone.pause(1000)
    phone.ask_back("INVITE", 2, "i", "t", [ALLOW], change).hear(100, optional=True)
    phone.hear(200).ask_back("ACK", 2, "i", "t")
    return released(phone)


# Callers.

def calls(name, lines=(), ack_after=0, body=None):
    """A caller up to its ACK, and a while of talk."""
    phone = Scenario(name).invite(NUMBER, lines=lines, body=body or sdp())
    for status in (100, 180, 183):
        phone.hear(status, optional=True)
    return phone.hear(200, learn="To").pause(ack_after).ask("ACK", 1).pause(800)


def hangs_up(phone, cseq=2, to="[last_To:]"):
    return phone.ask("BYE", cseq, to=to).hear(200)


def acknowledged(name, status=183, times=1):
    """A caller that acknowledges each of so many reliable 1xx at once."""
    phone = Scenario(name).invite(NUMBER, lines=EXTENSIONS, body=sdp())
    phone.hear(100, optional=True)
    for number in range(times):
        phone.hear(status, finds={"Require": "100rel"}, learn="RSeq")
        phone.ask("PRACK", 2 + number, ["RAck: [$RSeq] 1 INVITE"]).hear(200)
    return hangs_up(phone.hear(200).ask("ACK", 1).pause(500), 2 + times)


def is_late_with_prack():
    """R-8.2-2: a reliable 180 is repeated until the PRACK comes."""
    phone = Scenario("is_late_with_prack").invite(NUMBER, lines=EXTENSIONS, body=sdp())
    phone.hear(100, optional=True)
    phone.hear(180, finds={"Require": "100rel"}, learn="RSeq").pause(1800)
    phone.ask("PRACK", 2, ["RAck: [$RSeq] 1 INVITE"]).hear(200)
    phone.hear(200).ask("ACK", 1).pause(500)
    return hangs_up(phone, 3)


def changes_and_is_asked_to():
    """The caller of the call in which re-INVITEs cross: its own is refused, the other comes later."""
    phone = calls("changes_and_is_asked_to", [ALLOW])
    phone.ask("INVITE", 2, [ALLOW], sdp(SECOND_PORT, version=2)).hear(100, optional=True)
    phone.hear(491).acknowledge_refusal(2)
    phone.hear("INVITE").answer("200 OK", lines=[ALLOW], body=sdp(), repeats=True).hear("ACK")
    return hangs_up(phone.pause(300), 3, "To: [$To]")


# Registrars, for our terminal.

def challenge(realm, nonce, stale=None):
    told = f", stale={stale}" if stale else ""
    return [f'WWW-Authenticate: Digest realm="{realm}", nonce="{nonce}", algorithm=MD5{told}']


def refuses_the_credentials(name, challenges):
    """R-4.5.2-2: every challenge but the last one is answered, and then nothing more comes."""
    registrar = Scenario(name).hear("REGISTER", lacks=["Authorization"])
    for (realm, nonce, stale), more in zip(challenges, [*challenges[1:], None]):
        registrar.answer("401 Unauthorized", tag="r", lines=challenge(realm, nonce, stale))
        if more:
            registrar.hear("REGISTER", finds={"Authorization": f'nonce="{nonce}"'})
    return registrar.hear_nothing("REGISTER", 3000)


def accepts_after_a_stale_nonce():
    """R-4.2.1-6: stale=TRUE is answered with the new nonce."""
    registrar = Scenario("accepts_after_a_stale_nonce").hear("REGISTER")
    registrar.answer("401 Unauthorized", tag="r", lines=challenge("pbx", "n1"))
    registrar.hear("REGISTER", finds={"Authorization": 'nonce="n1"'})
    registrar.answer("401 Unauthorized", tag="r", lines=challenge("pbx", "n2", "TRUE"))
    registrar.hear("REGISTER", finds={"Authorization": 'nonce="n2"'})
    return registrar.answer("200 OK", tag="r", lines=["Expires: 0"]).hear("REGISTER")


class Player:
    """A SIPp that plays one scenario once."""

    def __init__(self, stage, scenario, host, port, media, target=None):
        self.stage, self.name = stage, f"{scenario.name}-{next(RUNS)}"
        self.messages = stage.folder / f"{self.name}.messages"
        argv = ["sipp", *([target] if target else []), "-sf", scenario.write(stage.folder),
                "-i", host, "-p", port, "-mp", media, "-m", 1, "-nostdin", "-trace_msg",
                "-message_file", self.messages, "-deadcall_wait", 0, "-timeout", SECONDS,
                "-timeout_error", *(["-nr"] if scenario.raw else [])]
        self.process = stage.start(self.name, argv)
        wait_for(f"{self.name} opens its port", 5, lambda: udp_port_open(port))

    def expect_played(self):
        try:
            code = self.process.wait(SECONDS + 5)
        except subprocess.TimeoutExpired:
            code = None
        if code != 0:
            told = self.messages.read_text(errors="replace") if self.messages.exists() else ""
            raise Failure(f"{self.name} was not played to its end ({code}):\n{told[-6000:]}")

    def heard(self, start):
        """How many messages that begin so have come."""
        text = self.messages.read_text(errors="replace")
        return len(re.findall(rf"message received [^\n]*\n\n{re.escape(start)}", text))


def through_the_exchange(stage, caller, callee):
    """A caller and a called phone, and the exchange between them."""
    two = Player(stage, callee, CALLEE, sipp.CALLEE_PORT, 7000)
    one = Player(stage, caller, CALLER, sipp.CALLER_PORT, 6000, f"{EXCHANGE}:5060")
    one.expect_played()
    two.expect_played()
    return one, two


def to_the_callee(stage, callee):
    """Our terminal calls a phone without an exchange."""
    two = Player(stage, callee, CALLEE, sipp.CALLEE_PORT, 7000)
    code = stage.run("phone", [
        binary(), "phone", "1001", "--server", f"{CALLEE}:{sipp.CALLEE_PORT}", "--local", CALLER,
        "--no-register", "--dial", NUMBER, "--play", "tone", "--hangup-after", "1s", "--json"], SECONDS)
    two.expect_played()
    if code != 0:
        raise Failure(f"our terminal ended with {code} when it called {callee.name}")
    return two


def to_the_terminal(stage, caller):
    """A phone calls our terminal without an exchange."""
    phone = stage.start("called", [
        binary(), "phone", NUMBER, "--server", f"{CALLER}:{sipp.CALLER_PORT}", "--local",
        f"{CALLEE}:5060", "--no-register", "--answer", "--ring-time", "3s", "--calls", "1", "--json"])
    wait_for("our terminal opens its port", 5, lambda: udp_port_open(5060))
    one = Player(stage, caller, CALLER, sipp.CALLER_PORT, 6000, f"{CALLEE}:5060")
    one.expect_played()
    if phone.wait(SECONDS) != 0:
        raise Failure(f"our terminal ended with {phone.returncode} when {caller.name} called it")
    return one


def registers(stage, registrar):
    """Our terminal registers. Returns its exit code, or None if it still runs."""
    server = Player(stage, registrar, CALLEE, sipp.CALLEE_PORT, 7000)
    phone = stage.start("registering", [
        binary(), "phone", "1001", "--server", f"{CALLEE}:{sipp.CALLEE_PORT}", "--local", CALLER,
        "--password", "wrong", "--json"])
    server.expect_played()
    code = phone.poll()
    stage.stop(phone)
    return code


def heard_packets(udp):
    count = 0
    try:
        while udp.recv(2048):
            count += 1
    except BlockingIOError:
        return count


def media(port):
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind((CALLEE, port))
    udp.setblocking(False)
    return udp


def trial(stage):
    done = 0

    # Our terminal alone, before the exchange takes port 5060 of any address.
    for callee in (asks_for_longer_sessions, answers_in_two_places, loses_its_answer_to_prack):
        to_the_callee(stage, callee())
        done += 1
    ears = [media(port) for port in (FIRST_PORT, SECOND_PORT, THIRD_PORT)]
    to_the_callee(stage, answers_twice())
    packets = [heard_packets(ear) for ear in ears]
    if min(packets[:2]) < 10 or packets[2]:
        raise Failure(f"the three answers got {packets} packets")
    for ear in ears:
        ear.close()
    one = to_the_terminal(stage, hangs_up(calls("acknowledges_late", [ALLOW], ack_after=1800)))
    expect_more(one, "SIP/2.0 200", 3)
    expect_more(to_the_terminal(stage, is_late_with_prack()), "SIP/2.0 180", 2)
    done += 3
    for name, challenges, in [
        ("refuses_twice", [("pbx", "n1", None), ("pbx", "n2", "FALSE")]),
        ("refuses_in_a_new_realm", [("pbx", "n1", None), ("other", "n2", None),
                                    ("other", "n3", "FALSE")]),
    ]:
        code = registers(stage, refuses_the_credentials(name, challenges))
        if code != 3:
            raise Failure(f"our terminal was refused ({name}) and ended with {code}, not 3")
        done += 1
    registers(stage, accepts_after_a_stale_nonce())
    done += 1

    exchange = Exchange(stage, {"1001": "secret1001", NUMBER: f"secret{NUMBER}"}, more=[
        "[authentication]", 'invite = "off"', "[session_timer]", 'use = "always"']).start()
    registered, _ = sipp.register(stage, {NUMBER: f"secret{NUMBER}"}, rate=50)
    registered.expect_clean(1, "registrations")
    for callee in (asks_for_longer_sessions, answers_in_two_places):
        through_the_exchange(stage, hangs_up(calls("plain_caller", [ALLOW])), callee())
    # The exchange makes reliable for the caller what the phone did not (R-8.2-1).
    through_the_exchange(stage, acknowledged("hears_two_answers", times=2), answers_twice())
    through_the_exchange(stage, acknowledged("waits_for_its_prack", 180),
                         loses_its_answer_to_prack())
    expect_more(through_the_exchange(stage, is_late_with_prack(), rings_reliably())[0],
                "SIP/2.0 180", 2)
    late = hangs_up(calls("acknowledges_late", [ALLOW], ack_after=1800))
    expect_more(through_the_exchange(stage, late, answers())[0], "SIP/2.0 200", 3)
    through_the_exchange(stage, changes_and_is_asked_to(), changes_while_it_is_asked_to())
    done += 7
    exchange.expect_calls([("1001", NUMBER, True, "caller")] * 7)
    exchange.stop()
    return f"{done} rare turns taken"


def expect_more(player, start, least):
    if player.heard(start) < least:
        raise Failure(f"{player.name} heard {start} {player.heard(start)} times, not {least}")


play(trial, ["sipp"], seconds=240)
