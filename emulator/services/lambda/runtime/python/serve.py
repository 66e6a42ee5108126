"""The loop that runs invocations, one after the other, until the process is ended."""

import json
import os
import sys

from function_errors import RuntimeFault, describe_exception, describe_fault, to_json
from invocation_context import LambdaContext
from log_output import log_error, set_request_id


def serve(api, handler):
    answer = b""
    while True:
        headers, event = api.next(answer)
        id = headers["lambda-runtime-aws-request-id"]
        set_request_id(id)
        trace = headers.get("lambda-runtime-trace-id")
        if trace:
            os.environ["_X_AMZN_TRACE_ID"] = trace
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        try:
            result, kind = marshalled(handler(unmarshalled(event), LambdaContext(headers)))
        except RuntimeFault as fault:
            answer = failed(api, id, describe_fault(fault, id))
        except Exception:
            answer = failed(api, id, describe_exception(sys.exc_info(), id))
        else:
            answer = api.posted(f"invocation/{id}/response", result, f"Content-Type: {kind}\r\n")


def failed(api, id, error):
    log_error(error)
    return api.posted(f"invocation/{id}/error", to_json(error).encode(), "Content-Type: application/json\r\n")


def unmarshalled(event):
    try:
        return json.loads(event)
    except ValueError as error:
        raise RuntimeFault("UnmarshalError", f"Unable to unmarshal input: {error}") from None


def marshalled(result):
    if isinstance(result, bytes):
        return result, "application/unknown"
    try:
        return to_json(result).encode("utf-8"), "application/json"
    except Exception as error:
        raise RuntimeFault("MarshalError", f"Unable to marshal response: {error}") from None
