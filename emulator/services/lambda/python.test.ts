import { InvokeCommand, PublishLayerVersionCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findPython } from './sandbox/find-python.ts';
import { type LambdaBench, openLambdaBench, zipOf } from './testing/lambda-bench.ts';

const python = await findPython();
// Without python3 there is nothing to run; that case has its own test.
const describePython = python ? describe : describe.skip;

let bench: LambdaBench;
let count = 0;
beforeAll(async () => {
  bench = await openLambdaBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

/** Creates a function of one file, `app.py`, and returns its name. */
async function make(source: string, settings: Parameters<LambdaBench['create']>[2] = {}): Promise<string> {
  const name = `f${count++}`;
  await bench.create(
    name,
    { 'app.py': source },
    { Runtime: 'python3.12', Handler: 'app.handler', ...settings },
  );
  return name;
}

async function run(source: string, event: unknown = {}, settings: Parameters<LambdaBench['create']>[2] = {}) {
  return bench.invoke(await make(source, settings), event);
}

describePython('a Python function', () => {
  test.each([
    [
      'answers what the handler returns',
      'return {"got": event, "n": [1, 2.5, None, True]}',
      { got: { a: 'ü' }, n: [1, 2.5, null, true] },
    ],
    [
      'writes a Decimal with its own digits',
      'import decimal; return [decimal.Decimal("1.10"), decimal.Decimal("5")]',
      [1.1, 5],
    ],
    ['answers null for a handler that returns nothing', 'pass', null],
    [
      'finds its code in the working folder',
      'import os; return open("app.py").read(3) + str(os.getcwd() == os.environ["LAMBDA_TASK_ROOT"])',
      'defTrue',
    ],
    [
      'looks for modules in Lambda’s order',
      'import os, sys; return [sys.path[0] == os.environ["LAMBDA_TASK_ROOT"], sys.path[1][-35:], sys.path[2][-6:], sys.path[3] == os.environ["LAMBDA_RUNTIME_DIR"]]',
      [true, 'python/lib/python3.12/site-packages', 'python', true],
    ],
    [
      'has Lambda’s variables',
      'import os; return [os.environ[n] for n in ("AWS_EXECUTION_ENV", "_HANDLER", "TZ", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE")] + ["NODE_PATH" in os.environ, os.environ["PYTHONPATH"] == os.environ["LAMBDA_RUNTIME_DIR"]]',
      ['AWS_Lambda_python3.12', 'app.handler', ':UTC', '128', false, true],
    ],
    [
      'sees nothing that the machine has installed beside',
      'import importlib.util as u; return [u.find_spec(n) is None for n in ("pip", "setuptools", "requests")]',
      [true, true, true],
    ],
    [
      'has the request’s place in its context',
      'return [context.function_name[0], context.memory_limit_in_mb, context.function_version, context.aws_request_id[8], context.log_group_name[:12], len(context.log_stream_name) > 10, 0 < context.get_remaining_time_in_millis() <= 3000, context.identity.cognito_identity_id, context.client_context, context.invoked_function_arn[:15]]',
      ['f', '128', '$LATEST', '-', '/aws/lambda/', true, true, null, null, 'arn:aws:lambda:'],
    ],
  ])('%s', async (_, body, expected) => {
    const { payload, functionError } = await run(
      `def handler(event, context):\n  ${body.replaceAll('; ', '\n  ')}\n`,
      { a: 'ü' },
    );
    expect(functionError).toBeUndefined();
    expect(payload).toEqual(expected);
  });

  test.each([
    [
      'a module that is not there',
      'import nothing_like_it',
      'app.handler',
      'Runtime.ImportModuleError',
      "Unable to import module 'app': No module named 'nothing_like_it'",
    ],
    [
      'a file that is not there',
      '',
      'other.handler',
      'Runtime.ImportModuleError',
      "Unable to import module 'other': No module named 'other'",
    ],
    [
      'a handler that is not there',
      'x = 1',
      'app.missing',
      'Runtime.HandlerNotFound',
      "Handler 'missing' missing on module 'app'",
    ],
    [
      'a handler without a module',
      'x = 1',
      'app',
      'Runtime.MalformedHandlerName',
      "Bad handler 'app': not enough values to unpack (expected 2, got 1)",
    ],
    [
      'a module of Python’s own',
      'x = 1',
      'sys.exit',
      'Runtime.BuiltInModuleConflict',
      'Cannot use built-in module sys as a handler module',
    ],
    [
      'a mistake of syntax',
      'def handler(:',
      'app.handler',
      'Runtime.UserCodeSyntaxError',
      "Syntax error in module 'app': invalid syntax (app.py, line 1)",
    ],
  ])('reports %s in Lambda’s words', async (_, source, Handler, errorType, errorMessage) => {
    const { payload, functionError, log } = await run(source, {}, { Handler });
    expect(functionError).toBe('Unhandled');
    expect(payload).toMatchObject({ errorType, errorMessage, requestId: '', stackTrace: expect.any(Array) });
    expect(log).toContain(`Error Type: ${errorType}`);
  });

  test('reports a handler’s exception with its own frames', async () => {
    const source = 'def inner():\n  raise KeyError("who")\ndef handler(event, context):\n  inner()\n';
    const { payload, log, requestId } = await run(source);
    const { stackTrace, ...rest } = payload as { stackTrace: string[] };
    expect(rest).toEqual({ errorMessage: "'who'", errorType: 'KeyError', requestId });
    expect(stackTrace).toHaveLength(2);
    expect(stackTrace[0]).toMatch(/^ {2}File ".*\/app\.py", line 4, in handler\n {4}inner\(\)\n$/);
    expect(log).toContain("[ERROR] KeyError: 'who'\nTraceback (most recent call last):\n\u00a0\u00a0File ");
  });

  test('reports a module’s exception twice, because its init runs again', async () => {
    const { payload, log } = await run('raise ValueError("no")\n');
    expect(payload).toMatchObject({ errorType: 'ValueError', errorMessage: 'no', requestId: '' });
    expect(log).toMatch(/REPORT .*Status: error\tError Type: ValueError/);
  });

  test('reports an answer that is no JSON', async () => {
    const { payload } = await run('def handler(event, context):\n  return {1, 2}\n');
    expect(payload).toMatchObject({
      errorType: 'Runtime.MarshalError',
      errorMessage: 'Unable to marshal response: Object of type set is not JSON serializable',
      stackTrace: [],
    });
  });

  test.each([
    ['import os; os._exit(3)', 'Runtime.ExitError', /Error: Runtime exited with error: exit status 3$/],
    ['import sys; sys.exit(0)', 'Runtime.ExitError', /Error: Runtime exited without providing a reason$/],
    ['import time; time.sleep(9)', 'Sandbox.Timedout', /Error: Task timed out after 1\.00 seconds$/],
    [
      'x = [bytes(range(256)) * 4096 * 16 for n in range(60)]; import time; time.sleep(0.9)',
      'Runtime.OutOfMemory',
      /Runtime exited with error: signal: killed$/,
    ],
  ])('ends as on Lambda: %s', async (body, errorType, errorMessage) => {
    const source = `def handler(event, context):\n  ${body.replaceAll('; ', '\n  ')}\n`;
    const { payload } = await run(source, {}, { Timeout: errorType === 'Runtime.OutOfMemory' ? 10 : 1 });
    expect(payload).toEqual({ errorType, errorMessage: expect.stringMatching(errorMessage) });
  });

  test('logs print unchanged, and logging with level, time and request', async () => {
    const source = `import logging, sys
log = logging.getLogger()
log.setLevel("INFO")
def handler(event, context):
  print("plain ü")
  print("to stderr", file=sys.stderr)
  log.info("told\\nin two lines")
  log.debug("not told")
`;
    const { log, requestId } = await run(source);
    expect(log).toContain('plain ü\n');
    expect(log).toContain('to stderr\n');
    expect(log).toMatch(
      new RegExp(
        `\\[INFO\\]\\t\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\t${requestId}\\ttold\\nin two lines\\n`,
      ),
    );
    expect(log).not.toContain('not told');
  });

  test('logs objects if configured', async () => {
    const source = `import logging
def handler(event, context):
  logging.warning("careful", extra={"order": 7})
  logging.info("below the level")
  try:
    1 / 0
  except ZeroDivisionError:
    logging.exception("caught")
  raise RuntimeError("end")
`;
    const { log, requestId } = await run(
      source,
      {},
      { LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'WARN' } },
    );
    const lines = log
      .replaceAll('}{', '}\n{')
      .split('\n')
      .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'WARNING', message: 'careful', logger: 'root', requestId, order: 7 }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        message: 'caught',
        errorType: 'ZeroDivisionError',
        errorMessage: 'division by zero',
        location: expect.stringContaining('app.py:handler:8'),
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'ERROR', errorType: 'RuntimeError', errorMessage: 'end', requestId }),
    );
    expect(log).not.toContain('below the level');
  });

  test('keeps an environment, reports its memory and its init, and takes a client’s context', async () => {
    const source = `import os
count = 0
def handler(event, context):
  global count
  count += 1
  return [count, context.client_context and context.client_context.custom]
`;
    const name = await make(source);
    const first = await bench.invoke(name);
    expect(first.payload).toEqual([1, null]);
    expect(first.log).toMatch(/REPORT .*Max Memory Used: [1-9]\d* MB\tInit Duration: /);
    const ClientContext = Buffer.from('{"custom":{"k":"v"}}').toString('base64');
    const second = await bench.invoke(name, {}, { ClientContext });
    expect(second.payload).toEqual([2, { k: 'v' }]);
    expect(second.log).not.toContain('Init Duration');
  });

  test('returns bytes unchanged', async () => {
    const name = await make('def handler(event, context):\n  return b"raw bytes"\n');
    const { Payload } = await bench.client.send(new InvokeCommand({ FunctionName: name }));
    expect(Payload?.transformToString()).toBe('raw bytes');
  });

  test('runs modules in folders, packages and files beside the handler', async () => {
    const files = {
      'src/api/app.py':
        'from src.shared import name\nfrom beside import other\ndef handler(event, context):\n  return name + other\n',
      'src/shared.py': 'name = "shared"\n',
      'beside/__init__.py': 'other = " and beside"\n',
    };
    await bench.create('folders', files, { Runtime: 'python3.14', Handler: 'src/api/app.handler' });
    expect((await bench.invoke('folders')).payload).toBe('shared and beside');
  });

  test('finds packages of its layers where Lambda looks for them', async () => {
    const layers = await Promise.all(
      ['python/first.py', 'python/lib/python3.12/site-packages/second.py'].map((path, index) =>
        bench.client.send(
          new PublishLayerVersionCommand({
            LayerName: `python-${index}`,
            Content: { ZipFile: zipOf({ [path]: `name = "${path}"\n` }) },
          }),
        ),
      ),
    );
    const source = `import first, second
def handler(event, context):
  return [first.name, second.name]
`;
    const { payload } = await run(
      source,
      {},
      { Layers: layers.map(({ LayerVersionArn = '' }) => LayerVersionArn) },
    );
    expect(payload).toEqual(['python/first.py', 'python/lib/python3.12/site-packages/second.py']);
  });

  test('runs without a sandbox', async () => {
    await using plain = await openLambdaBench({ lambdaSandbox: 'none' });
    const source = `import os
def handler(event, context):
  raise ValueError(os.environ["LAMBDA_TASK_ROOT"] == os.getcwd())
`;
    await plain.create('plain', { 'app.py': source }, { Runtime: 'python3.10', Handler: 'app.handler' });
    const { payload } = await plain.invoke('plain');
    expect(payload).toMatchObject({ errorType: 'ValueError', errorMessage: 'True' });
  });

  test('says in the log how to bundle an SDK that this machine lacks', async () => {
    const { payload, log } = await run('import boto3.nothing_like_it\n');
    expect(payload).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
    if (!python?.packages['boto3']) expect(log).toContain('boto3 comes with Lambda’s Python');
  });

  const testWithBoto3 = python?.packages['boto3']?.startsWith(python.prefix) ? test : test.skip;
  testWithBoto3('calls this engine by the boto3 of this machine', async () => {
    const source = `import boto3
def handler(event, context):
  return boto3.client("sts").get_caller_identity()["Arn"]
`;
    const { payload } = await run(source, {}, { Timeout: 20, MemorySize: 512 });
    expect(payload).toMatch(/^arn:aws:sts::000000000000:assumed-role\/function-role\/f\d+$/);
  });
});

test('refuses a Python runtime by name if there is no python3, and unsupported ones always', async () => {
  await expect(make('', { Runtime: 'python3.9' as never })).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
  });
  if (python) return;
  await expect(make('')).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: expect.stringContaining('needs python3'),
  });
});
