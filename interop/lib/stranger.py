"""A stranger at the exchange's door: what it sends over UDP and TCP, and what it gets back."""

import socket
import time

from handset import SERVER, Message, options, token, udp
from stage import Failure

STRANGER = "10.9.0.4"
# So many datagrams fit into the exchange's receive buffer, whatever their length: none is lost.
UNANSWERED_MAX = 32


class Stranger:
    """Sends datagrams from one socket, and reads what comes back."""

    def __init__(self, host):
        self.host = host
        self.socket = udp(host, 0)
        self.port = self.socket.getsockname()[1]
        self.sent = 0
        self.slowest = 0.0
        self.statuses = {}

    def send(self, data):
        self.socket.sendto(data, SERVER)
        self.sent += 1
        if self.sent % UNANSWERED_MAX == 0:
            self.ping()

    def ping(self):
        """Waits until the exchange has worked through what was sent, and takes in the answers."""
        call_id, begun = token(), time.monotonic()
        for _ in range(10):
            self.socket.sendto(options(self.host, call_id), SERVER)
            if self._listen(call_id):
                self.slowest = max(self.slowest, time.monotonic() - begun)
                return time.monotonic() - begun
        raise Failure(f"no answer to OPTIONS for 5 s, after {self.sent} datagrams of {self.host}")

    def _listen(self, call_id):
        self.socket.settimeout(0.5)
        while True:
            try:
                answer = Message(self.socket.recv(1 << 16))
            except TimeoutError:
                return False
            if answer["call-id"] == call_id:
                return True
            kind = (answer.method, answer.status)
            self.statuses[kind] = self.statuses.get(kind, 0) + 1

    def expect_no_success(self, what):
        self.ping()
        let_in = [kind for kind in self.statuses
                  if kind[0] != "OPTIONS" and kind[1] and 200 <= kind[1] < 300]
        if let_in:
            raise Failure(f"{what}: {let_in}")


def tcp(data=b""):
    made = socket.create_connection(SERVER, 2, source_address=(STRANGER, 0))
    made.settimeout(2)
    push(made, data)
    return made


def push(connection, data):
    """Sends for as long as the other side takes it."""
    try:
        connection.sendall(data)
    except OSError:
        pass


def read_to_end(connection, what):
    """All that comes until the exchange closes the connection."""
    heard = b""
    try:
        while part := connection.recv(1 << 16):
            heard += part
    except TimeoutError:
        raise Failure(f"TCP, {what}: the connection stays open") from None
    except OSError:
        pass
    return heard


def pipelined(count):
    return b"".join(options(STRANGER, token(), "TCP") for _ in range(count))


def expect_answers(connection, count, what):
    heard = b""
    try:
        while heard.count(b"SIP/2.0 200") < count and (part := connection.recv(1 << 16)):
            heard += part
    except TimeoutError:
        pass
    if heard.count(b"SIP/2.0 200") != count:
        raise Failure(f"TCP, {what}: {heard.count(b'SIP/2.0 200')} of {count} answers")
