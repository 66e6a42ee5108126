"""Output as Lambda's Python runtime has it: lines of print as they are, messages of `logging` as frames on descriptor 4."""

import json
import logging
import os
import sys
import time
import traceback

LOG_FD = 4
# The frame types of the platform's log channel; a level adds four times a tenth of its number.
JSON_FRAME = 0xA55A0002
TEXT_FRAME = 0xA55A0003

TEXT_FORMAT = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
JSON_TIME = "%Y-%m-%dT%H:%M:%SZ"

request_id = None
as_json = False


def set_request_id(id):
    global request_id
    request_id = id


def set_up_output():
    """Makes the root logger write as on Lambda, in the format that the function is configured with."""
    global as_json
    as_json = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    logging.Formatter.converter = time.gmtime
    handler = FrameHandler()
    handler.setFormatter(JsonFormatter() if as_json else logging.Formatter(TEXT_FORMAT, "%Y-%m-%dT%H:%M:%S"))
    root = logging.getLogger()
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    level = {"TRACE": "DEBUG", "FATAL": "CRITICAL", "WARN": "WARNING"}.get(level, level)
    if isinstance(logging.getLevelName(level), int):
        root.setLevel(level)
    root.addHandler(handler)


def log_error(error):
    """The line or lines about what ended an invocation or the init."""
    if as_json:
        moment = time.strftime(JSON_TIME, time.gmtime())
        write_frame(JSON_FRAME, 40, json.dumps({"timestamp": moment, "level": "ERROR", **error}))
        return
    head = ": ".join(part for part in (error["errorType"], error["errorMessage"]) if part)
    lines = [f"[ERROR] {head}".rstrip(), "Traceback (most recent call last):"]
    for entry in error["stackTrace"]:
        # No-break spaces keep the indentation in CloudWatch's console.
        lines += [indented(line) for line in entry.splitlines()]
    write_frame(TEXT_FRAME, 40, "\n".join(lines))


def tell(message):
    """A note of the runtime's own."""
    write_frame(TEXT_FRAME, 30, message + "\n")


def indented(line):
    text = line.lstrip(" ")
    return "\u00a0" * (len(line) - len(text)) + text


class FrameHandler(logging.Handler):
    def emit(self, record):
        record.aws_request_id = request_id or ""
        write_frame(JSON_FRAME if as_json else TEXT_FRAME, record.levelno, self.format(record))


RESERVED = frozenset(vars(logging.makeLogRecord({}))) | {"aws_request_id", "message", "asctime"}


class JsonFormatter(logging.Formatter):
    """An object a line; what is given as `extra` becomes members of it."""

    def format(self, record):
        error = record.exc_info if record.exc_info and record.exc_info[0] else None
        line = {
            "timestamp": self.formatTime(record, JSON_TIME),
            "level": record.levelname,
            "message": record.msg if isinstance(record.msg, dict) and not record.args else record.getMessage(),
            "logger": record.name,
            "stackTrace": traceback.format_tb(error[2]) if error else None,
            "errorType": error[0].__name__ if error else None,
            "errorMessage": str(error[1]) if error else None,
            "requestId": record.aws_request_id,
            "location": f"{record.pathname}:{record.funcName}:{record.lineno}" if error else None,
        }
        extra = {name: value for name, value in vars(record).items() if name not in RESERVED and name not in line}
        shown = {name: value for name, value in {**line, **extra}.items() if value is not None}
        return json.dumps(shown, ensure_ascii=False, default=str) + "\n"


def write_frame(type, level, message):
    body = message.encode("utf-8", "backslashreplace")
    kind = type + 4 * (min(50, max(0, level)) // 10) + (4 if level >= 10 else 0)
    head = kind.to_bytes(4, "big") + len(body).to_bytes(4, "big") + (time.time_ns() // 1000).to_bytes(8, "big")
    frame = head + body
    while frame:
        frame = frame[os.write(LOG_FD, frame) :]
