"""The program of one execution environment for Python.

It starts with nothing of any function in it and waits; the engine then makes it the environment of one function by one line of
JSON on descriptor 3, and it takes invocations from the Runtime API until it is ended. Descriptor 3 stays open as long as the engine
lives: when it closes, so does this process. Descriptor 4 takes log frames.
"""

import json
import os
import signal
import sys
import threading

from api_client import ApiClient
from function_errors import RuntimeFault, describe_exception, describe_fault, to_json
from load_handler import load_handler
from log_output import log_error, set_up_output
from search_path import set_search_path
from serve import serve

CONTROL_FD = 3


def main():
    control = os.fdopen(CONTROL_FD, "rb", buffering=0)
    packages = json.loads(sys.argv[1])
    sys.argv = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "bootstrap.py")]
    assignment = json.loads(read_line(control))
    threading.Thread(target=end_with_engine, args=(control,), daemon=True).start()

    os.environ.clear()
    os.environ.update(assignment["env"])
    set_up_output()
    api = ApiClient(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        # A folder that is gone (hot reload) is the function's error, and is told as one.
        os.chdir(assignment["root"])
        set_search_path(assignment["root"], assignment.get("layers") or "/opt", packages)
        handler = load_handler(assignment["handler"])
    except RuntimeFault as fault:
        end(api, describe_fault(fault, None))
    except Exception:
        end(api, describe_exception(sys.exc_info(), None))
    serve(api, handler)


def end(api, error):
    log_error(error)
    api.post("init/error", to_json(error).encode(), error["errorType"])
    sys.exit(1)


def read_line(control):
    text = b""
    while not text.endswith(b"\n"):
        chunk = control.read(65536)
        if not chunk:
            os.kill(os.getpid(), signal.SIGKILL)
        text += chunk
    return text


def end_with_engine(control):
    while control.read(4096):
        pass
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
