"""Errors as Lambda's Python runtime reports them, and JSON as it writes it."""

import decimal
import json
import math
import os
import re
import traceback

RUNTIME_FOLDER = os.path.dirname(os.path.abspath(__file__)) + os.sep


class RuntimeFault(Exception):
    """An error that the runtime itself reports; `type` is the `errorType` that the caller sees."""

    def __init__(self, type, message, trace=None):
        super().__init__(message)
        self.type = f"Runtime.{type}"
        self.trace = trace or []


def describe_fault(fault, request_id):
    return described(str(fault), fault.type, fault.trace, request_id)


def describe_exception(info, request_id):
    """What the function's own code raised: its frames alone, from the first that is not the runtime's."""
    type, value, trace = info
    frames = traceback.extract_tb(trace)
    own = next((at for at, frame in enumerate(frames) if not frame.filename.startswith(RUNTIME_FOLDER)), 0)
    return described(str(value), type.__name__, traceback.format_list(frames[own:]), request_id)


def described(message, type, trace, request_id):
    return {
        "errorMessage": message or "",
        "errorType": type or "",
        "requestId": request_id or "",
        "stackTrace": trace or [],
    }


# A Decimal is written with its own digits, for which the encoder has no way: it becomes a marked text first.
MARK = os.urandom(8).hex()
MARKED = re.compile(f'"{MARK}([^"]*)"')


class Encoder(json.JSONEncoder):
    def default(self, value):
        if isinstance(value, decimal.Decimal):
            return math.nan if value.is_nan() else f"{MARK}{value}"
        return super().default(value)


def to_json(value):
    # From python3.12 on, answers have their letters as they are.
    runtime = os.environ.get("AWS_EXECUTION_ENV", "")
    escapes = runtime in ("AWS_Lambda_python3.10", "AWS_Lambda_python3.11")
    text = Encoder(ensure_ascii=escapes).encode(value)
    return MARKED.sub(r"\1", text) if MARK in text else text
