import { ok, type ZipRow } from './zip-row.ts';

const pythonFiles: readonly ZipRow[] = [
  {
    name: 'runs Python',
    files: { 'index.py': 'def handler(event, context):\n  return 1\n' },
    seen: ok(1),
  },
  {
    name: 'runs Python in a folder, by a path with slashes',
    files: { 'src/app.py': 'def handler(event, context):\n  return 2\n' },
    handler: 'src/app.handler',
    seen: ok(2),
  },
  {
    name: 'runs Python in a folder, by a path with dots',
    files: { 'src/app.py': 'def handler(event, context):\n  return 3\n' },
    handler: 'src.app.handler',
    seen: ok(3),
  },
  {
    name: 'imports a package of the zip, and by a symbolic link',
    files: {
      'index.py': 'import six, seven\ndef handler(event, context):\n  return [six.N, seven.N]\n',
      'six/__init__.py': 'N = 6',
      'store/seven.py': 'N = 7',
    },
    links: { 'seven.py': 'store/seven.py' },
    seen: ok([6, 7]),
  },
  {
    name: 'prefers the boto3 of the zip',
    files: {
      'index.py': 'import boto3\ndef handler(event, context):\n  return boto3.OWN\n',
      'boto3.py': 'OWN = "mine"',
    },
    seen: ok('mine'),
  },
  {
    name: 'reads files beside the code',
    files: {
      'index.py':
        'import json, os\ndef handler(event, context):\n  with open(os.path.join(os.path.dirname(__file__), "data.json")) as a, open("data.json") as b:\n    return [json.load(a), json.load(b)]\n',
      'data.json': '8',
    },
    seen: ok([8, 8]),
  },
  {
    name: 'rejects a package that only this machine has',
    files: { 'index.py': 'import pip\ndef handler(event, context):\n  return 1\n' },
    seen: {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Unable to import module 'index': No module named 'pip'",
    },
  },
  {
    name: 'rejects Python that is not there',
    files: { 'index.py': 'def handler(event, context):\n  return 1\n' },
    handler: 'app.handler',
    seen: {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Unable to import module 'app': No module named 'app'",
    },
  },
  {
    name: 'rejects a Python function that is not there',
    files: { 'index.py': 'x = 1\n' },
    seen: {
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: "Handler 'handler' missing on module 'index'",
    },
  },
  {
    name: 'has no home folder and nothing of the developer’s environment in Python',
    files: {
      'index.py':
        'import os, re\ndef handler(event, context):\n  return [n for n in os.environ if re.match("HOME|USER|npm_|STATE_DIR|PWD", n)]\n',
    },
    seen: ok([]),
  },
];

/** Zips of Python functions. */
export const pythonZips: readonly ZipRow[] = pythonFiles.map((row) => ({ ...row, runtime: 'python3.13' }));
