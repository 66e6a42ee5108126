"""Finds the function that a handler string names: `[folder/]module.function` (developer guide, "Define Lambda function handler in Python")."""

import importlib
import sys

from function_errors import RuntimeFault
from log_output import tell

# What AWS's runtimes bring and this machine may not have.
BROUGHT_BY_LAMBDA = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six")


def load_handler(handler):
    """Raises RuntimeFault with Lambda's types and words, or what the module itself raised."""
    try:
        module_name, name = handler.rsplit(".", 1)
    except ValueError as error:
        raise RuntimeFault("MalformedHandlerName", f"Bad handler '{handler}': {error}") from None
    module = load_module(module_name)
    try:
        return getattr(module, name)
    except AttributeError:
        raise RuntimeFault("HandlerNotFound", f"Handler '{name}' missing on module '{module_name}'") from None


def load_module(name):
    if name.split(".")[0] in sys.builtin_module_names:
        raise RuntimeFault("BuiltInModuleConflict", f"Cannot use built-in module {name} as a handler module")
    try:
        return importlib.import_module(name.replace("/", "."))
    except ImportError as error:
        missing = (error.name or "").split(".")[0]
        if missing in BROUGHT_BY_LAMBDA:
            tell(
                f"{missing} comes with Lambda's Python, but not with the python3 of this machine."
                f" Put it into the zip (pip install {missing} -t <folder of the code>), or install it here (pip install boto3)."
            )
        raise RuntimeFault("ImportModuleError", f"Unable to import module '{name}': {error}") from None
    except SyntaxError as error:
        place = f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'
        raise RuntimeFault("UserCodeSyntaxError", f"Syntax error in module '{name}': {error}", [place]) from None
