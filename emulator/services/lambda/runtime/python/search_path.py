"""Where modules are looked for, in Lambda's order, and nowhere else (developer guide, "Runtime search path for Python")."""

import importlib.abc
import importlib.machinery
import os
import sys

RUNTIME_FOLDER = os.path.dirname(os.path.abspath(__file__))


def set_search_path(task_root, layers, packages):
    """
    The code, the layers, then Python's own library. `packages` are the folders in which this machine has what Lambda's Python brings,
    by name: nothing else that is installed here can be imported.
    """
    version = os.environ["AWS_EXECUTION_ENV"].rpartition("python")[2]
    library = [path for path in sys.path if os.path.abspath(path) != RUNTIME_FOLDER]
    of_layers = [f"{layers}/python/lib/python{version}/site-packages", f"{layers}/python"]
    own = [path for path in os.environ.get("PYTHONPATH", "").split(":") if path]
    own = [path for path in own if path != os.environ["LAMBDA_RUNTIME_DIR"]]
    library = [path for path in library if path not in own]
    sys.path[:] = [task_root, *own, *of_layers, os.environ["LAMBDA_RUNTIME_DIR"], *library]
    sys.meta_path.append(BroughtByLambda(packages))


class BroughtByLambda(importlib.abc.MetaPathFinder):
    """Finds the SDK where the machine has it. It is asked last, so what is in the zip or in a layer wins."""

    def __init__(self, packages):
        self.packages = packages

    def find_spec(self, name, path=None, target=None):
        folder = self.packages.get(name)
        return importlib.machinery.PathFinder.find_spec(name, [folder]) if folder else None
