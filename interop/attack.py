#!/usr/bin/python3
"""Strangers do their worst for a while, and a call between two phones goes on as if nothing were.

All phones are written by hand here, so that nothing between the attack and the wire is polite.
`SEED=n` repeats the random part of a run.
"""

import os
import random
import re
import secrets
import socket
import struct
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "lib"))
from exchange import Exchange  # noqa: E402
from handset import (  # noqa: E402
    SDP, Call, Phone, credentials, description, options, token, udp, written)
from noise import TORTURE, datagrams  # noqa: E402
from stage import EXCHANGE, Failure, play, wait_for  # noqa: E402
from stranger import (  # noqa: E402
    STRANGER, Stranger, expect_answers, pipelined, push, read_to_end, tcp)

SEED = int(os.environ.get("SEED") or secrets.randbelow(1 << 32))
DATAGRAMS = 20_000
BURST = 2_000
CONNECTIONS = 500
GROWTH_KIB_MAX = 60 * 1024
ANSWER_SECONDS_MAX = 1.0
# The stranger stands outside of the extensions, this is an extension gone bad.
INSIDER = "10.9.0.5"


def torture():
    """The torture messages, each over UDP and over TCP."""
    stranger = Stranger(STRANGER)
    for path in TORTURE:
        stranger.send(path.read_bytes())
        connection = tcp(path.read_bytes())
        connection.shutdown(socket.SHUT_WR)
        read_to_end(connection, path.name)
    stranger.expect_no_success("a torture message was accepted")


def noise(rng):
    """Random datagrams, and mutations of sound ones."""
    stranger = Stranger(STRANGER)
    for data in datagrams(rng, STRANGER, DATAGRAMS):
        stranger.send(data)
    stranger.expect_no_success("a mutated request was accepted")
    return stranger


def streams(rng):
    """Everything that is wrong with a TCP stream. Returns what must be held open."""
    start = options(STRANGER, token(), "TCP")
    held = [tcp(start[:length]) for length in range(1, len(start), 7)]
    for name, data, status in [
        ("1 GB announced", start.replace(b"Length: 0", b"Length: 1000000000"), b"4"),
        ("no Content-Length", re.sub(rb"Content-Length: 0\r\n", b"", start), b"400"),
        ("two lengths", start.replace(b"Max-F", b"l: 5\r\nMax-F"), b"400"),
        ("an endless head", start[:-2] + b"X: " + b"x" * 200_000, b"513"),
    ]:
        connection = tcp(data)
        push(connection, b"v" * (1 << 20))
        heard = read_to_end(connection, name)
        if not heard.startswith(b"SIP/2.0 " + status):
            raise Failure(f"TCP, {name}: {heard[:20]}")
    read_to_end(tcp(rng.randbytes(1 << 20)), "garbage")
    slow = tcp()
    slow.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in start:
        slow.sendall(bytes([byte]))
    expect_answers(slow, 1, "one byte at a time")
    expect_answers(tcp(pipelined(200)), 200, "pipelined")
    pinging = tcp(b"\r\n\r\n" * 1000)
    heard = b""
    while len(heard) < 2000 and (part := pinging.recv(1 << 16)):
        heard += part
    if heard != b"\r\n" * 1000:
        raise Failure(f"TCP, pings: {len(heard)} bytes back")
    # It never reads; its answers are more than the exchange keeps for anyone.
    deaf = tcp()
    deaf.settimeout(0.2)
    push(deaf, pipelined(40_000))
    held.append(deaf)
    many = [tcp(start[:50] if rng.random() < 0.5 else b"") for _ in range(CONNECTIONS)]
    for connection in many[::2]:
        # Reset instead of an orderly end.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    return held + many[1::2]


def bursts():
    """Floods of INVITEs of unknown users, and of REGISTERs with wrong passwords."""
    stranger = Stranger(STRANGER)
    insider = Phone("103", INSIDER)
    uri = f"sip:{EXCHANGE}"
    insider.send(written("REGISTER", uri, INSIDER, token(), 1, f"{insider.uri};tag=1", insider.uri,
                         insider.contact))
    challenge = insider.receive(lambda m: m.status == 401)
    insider.sip.close()
    for index in range(BURST):
        user = f"nobody{index}"
        to = f"sip:102@{EXCHANGE}"
        proof = credentials(challenge, "INVITE", to, user, "guess").replace("Auth", "Proxy-Auth", 1)
        stranger.send(written("INVITE", to, STRANGER, token(), 1, f"<sip:{user}@naisen>;tag=1",
                              f"<{to}>", SDP, proof, f"Contact: <sip:{user}@{STRANGER}>",
                              body=description(STRANGER, 40000), port=stranger.port))
        number = f"10{1 + index % 3}"
        stranger.send(written("REGISTER", uri, STRANGER, token(), 1, f"<sip:{number}@naisen>;tag=1",
                              f"<sip:{number}@naisen>", f"Contact: <sip:{number}@{STRANGER}>",
                              credentials(challenge, "REGISTER", uri, number, f"guess{index}")))
    stranger.expect_no_success("a stranger was let in")
    return stranger


def greed():
    """An extension that may register and call asks for far too much."""
    insider, victim = Phone("103", INSIDER), Phone("104", STRANGER)
    victim.register()
    uri = f"sip:{EXCHANGE}"
    found = {}
    many = [f"Contact: <sip:103@{INSIDER}:{7000 + index}>" for index in range(200)]
    found["200 Contacts"] = insider.ask("REGISTER", uri, insider.uri, *many)
    found["a Contact of 20 KiB"] = insider.ask(
        "REGISTER", uri, insider.uri, f"Contact: <sip:103@{INSIDER};x={'y' * 20_480}>")
    for name, answer in found.items():
        if answer.status < 300:
            raise Failure(f"REGISTER with {name}: {answer.start}")
    insider.register()
    for more in ("m=a 0 b 0\r\n" * 5000, "a=b\r\n" * 12_000, "a=rtpmap:0 " + "x" * 60_000 + "\r\n"):
        for number in ("900", "104"):
            bomb(insider, victim, number, description(INSIDER, insider.rtp_port(), more))
    insider.sip.close()
    victim.sip.close()


def bomb(insider, victim, number, body):
    """A call with this description; whoever is called answers, and whatever comes of it ends."""
    uri = f"sip:{number}@{EXCHANGE}"
    def pick_up():
        try:
            invite = victim.receive(lambda m: m.method == "INVITE" and not m.status, seconds=0.5)
            victim.reply(invite, SDP, body=description(STRANGER, 40000), tag=";tag=1")
        except Failure:
            # The exchange has refused the description itself.
            pass
    picking_up = threading.Thread(target=pick_up, daemon=True)
    if number == victim.number:
        picking_up.start()
    answer = insider.ask("INVITE", uri, f"<{uri}>", SDP, body=body)
    if answer.status == 200:
        insider.acknowledge(answer, uri)
        insider.ask("BYE", uri, answer["to"], call_id=answer["call-id"], sender=answer["from"])
    if number == victim.number:
        picking_up.join()


def forgeries(call):
    """Requests and responses that look as if they belonged to the call, one mark of it wrong."""
    stranger = Stranger(STRANGER)
    legs = [(call.answer["call-id"], call.answer["from"], call.answer["to"]),
            (call.invite["call-id"], call.invite["to"] + call.tag, call.invite["from"])]
    redirected = description(STRANGER, 40000)
    for call_id, ours, theirs in legs:
        bare = theirs.split(";tag=")[0]
        for marks in [(token(), ours, theirs), (call_id, f"{ours}x", theirs),
                      (call_id, ours, f"{theirs}x"), (call_id, theirs, ours),
                      (call_id, ours, bare)]:
            for method in ("BYE", "CANCEL", "UPDATE", "PRACK", "INVITE", "ACK"):
                body = redirected if method in ("INVITE", "UPDATE", "ACK") else b""
                stranger.send(written(
                    method, call.target, STRANGER, marks[0], 9000, marks[1], marks[2],
                    f"Contact: <sip:x@{STRANGER}>", *[SDP] * bool(body), "RAck: 1 1 INVITE",
                    body=body, port=stranger.port))
        # CANCEL with all the marks of the dialog, yet not of the transaction.
        stranger.send(written("CANCEL", call.target, STRANGER, call_id, 1, ours, theirs))
        for status in ("200 OK", "481 Gone", "408 Timeout", "302 Moved"):
            answer = written("INVITE", "", EXCHANGE, call_id, 1, theirs, ours,
                             f"Contact: <sip:x@{STRANGER}>", SDP, body=redirected)
            stranger.send(f"SIP/2.0 {status}".encode() + answer[answer.index(b"\r\n"):])
    stranger.expect_no_success("a forgery was accepted")


def intruding_media(call):
    """RTP and RTCP of strangers into the call's ports: other hosts, other ports of its phones."""
    for host in (STRANGER, INSIDER, call.caller.host, call.callee.host):
        mouth = udp(host, 0)
        for port in call.ports.values():
            for number in range(200):
                rtp = struct.pack("!BBHII", 0x80, 0, 60_000 + number & 0xffff, 0, 7) + b"z" * 160
                mouth.sendto(rtp, (EXCHANGE, port))
                # RTCP BYE for the source of a phone, and junk.
                mouth.sendto(struct.pack("!BBHI", 0x81, 203, 1, 101), (EXCHANGE, port + 1))
                mouth.sendto(b"z" * (number * 7), (EXCHANGE, port))
            time.sleep(0.01)
        time.sleep(0.1)
        mouth.setblocking(False)
        try:
            mouth.recv(2048)
            raise Failure(f"media of the call went to a stranger at {host}")
        except BlockingIOError:
            pass


def resident_kib(process):
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1])


def trial(stage):
    try:
        return attack(stage)
    except Failure as failure:
        raise Failure(f"{failure} (SEED={SEED})") from None


def attack(stage):
    rng = random.Random(SEED)
    numbers = ("101", "102", "103", "104")
    exchange = Exchange(stage, {number: f"secret{number}" for number in numbers}).start()
    caller, callee = Phone("101", "10.9.0.2"), Phone("102", "10.9.0.3")
    caller.register()
    callee.register()
    call = Call(caller, callee)
    call.expect_undisturbed("before the attack")
    before = resident_kib(exchange.process)
    held, strangers = [], []
    for name, act in [
        ("torture messages", torture),
        ("noise", lambda: strangers.append(noise(rng))),
        ("streams", lambda: held.extend(streams(rng))),
        ("bursts", lambda: strangers.append(bursts())),
        ("greed", greed),
        ("forgeries", lambda: forgeries(call)),
        ("intruding media", lambda: intruding_media(call)),
    ]:
        begun = time.monotonic()
        act()
        if exchange.process.poll() is not None:
            raise Failure(f"{name}: the exchange ended with {exchange.process.returncode}")
        call.expect_undisturbed(name)
        if os.environ.get("KEEP"):
            print(f"{name}: {time.monotonic() - begun:.1f} s, "
                  f"{resident_kib(exchange.process)} KiB", flush=True)
    answered = Stranger(STRANGER).ping()
    if answered > ANSWER_SECONDS_MAX:
        raise Failure(f"OPTIONS is answered after {answered:.1f} s")
    growth = resident_kib(exchange.process) - before
    if growth > GROWTH_KIB_MAX:
        raise Failure(f"memory grew by {growth} KiB, {GROWTH_KIB_MAX} allowed")
    call.end()
    ended = ("101", "102", True, "caller")
    wait_for("the record of the call", 5, lambda: ended in [
        (row["caller"], row["dialled"], row["answered"], row["released_by"])
        for row in exchange.calls()])
    exchange.stop()
    if "panicked" in stage.text_of("exchange"):
        raise Failure("something panicked: see the log of the exchange")
    del held
    slowest = max(stranger.slowest for stranger in strangers)
    return (f"the call went on, {call.heard[caller]} and {call.heard[callee]} packets heard; "
            f"slowest answer under fire {slowest * 1000:.0f} ms, memory +{growth / 1024:.1f} MiB; "
            f"SEED={SEED}")


play(trial, [], seconds=60)
