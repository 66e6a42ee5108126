"""The Runtime API, on one connection that is kept open.

It is written on a bare socket and not on `http.client`, so that what a function does to that module stays out of the runtime's own
traffic, and so that a process starts without loading it.
"""

import os
import resource
import signal
import socket
import sys

BASE = "/2018-06-01/runtime/"
# Of `ru_maxrss`, in bytes: macOS counts in bytes, Linux in KiB.
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


class ApiClient:
    def __init__(self, address):
        self.address = address
        host, _, port = address.rpartition(":")
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""

    def next(self, before=b""):
        """Asks for the next invocation, together with what is to be posted before; returns its headers, in lower case, and its event."""
        ask = f"GET {BASE}invocation/next HTTP/1.1\r\nHost: {self.address}\r\n{usage()}\r\n"
        self.send(before + ask.encode())
        if before:
            self.receive()
        return self.receive()

    def post(self, path, body, error_type):
        self.send(self.posted(path, body, f"Lambda-Runtime-Function-Error-Type: {printable(error_type)}\r\n"))
        self.receive()

    def posted(self, path, body, headers):
        """A request that posts, as bytes for `next`."""
        head = f"POST {BASE}{path} HTTP/1.1\r\nHost: {self.address}\r\n{usage()}{headers}Content-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            give_up()

    def receive(self):
        while b"\r\n\r\n" not in self.received:
            self.more()
        head, _, rest = self.received.partition(b"\r\n\r\n")
        headers = {}
        for line in head.decode("latin-1").split("\r\n")[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", 0))
        self.received = rest
        while len(self.received) < length:
            self.more()
        body, self.received = self.received[:length], self.received[length:]
        return headers, body

    def more(self):
        try:
            chunk = self.socket.recv(1 << 18)
        except OSError:
            chunk = b""
        if not chunk:
            give_up()
        self.received += chunk


def give_up():
    """Without its API the environment is of no use, and nobody is left to report to."""
    os.kill(os.getpid(), signal.SIGKILL)


def usage():
    """What the engine needs to know of this process: the most memory it held, in bytes, and its CPU time, in milliseconds."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = (used.ru_utime + used.ru_stime) * 1000
    return f"Environment-Max-Memory: {used.ru_maxrss * MEMORY_UNIT}\r\nEnvironment-Cpu-Time: {cpu:.3f}\r\n"


def printable(text):
    return "".join(sign if " " <= sign <= "~" else "?" for sign in text)
