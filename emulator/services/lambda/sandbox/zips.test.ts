import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench } from '../testing/lambda-bench.ts';
import { findPython } from './find-python.ts';
import { pythonZips } from './testing/zips/python.ts';
import { zipOfRow } from './testing/zips/zip-row.ts';
import { nodeZips } from './testing/zips/zips.ts';

// Without python3 its runtimes are refused, which python.test.ts tests.
const rows = (await findPython()) ? [...nodeZips, ...pythonZips] : nodeZips;

/** Where the engine's state may lie. */
const folders: [string, () => Promise<string>][] = [
  ['inside the repository', () => mkdtemp(join(process.cwd(), '.stack-zips-'))],
  ['outside the repository', () => mkdtemp(join(tmpdir(), 'gatehouse-zips-'))],
  ['in a path with a space and an umlaut', () => mkdtemp(join(tmpdir(), 'gatehouse zips ü '))],
];

describe.each(folders)('with the state %s', (where, makeFolder) => {
  // Without the sandbox, what lies above the state matters: the repository has the most there.
  const sandboxes =
    where === 'inside the repository' ? (['auto', 'permissions', 'none'] as const) : (['auto'] as const);
  describe.each(sandboxes)('and LAMBDA_SANDBOX=%s', (lambdaSandbox) => {
    let bench: LambdaBench;
    let stateDir: string;
    let count = 0;
    beforeAll(async () => {
      stateDir = await makeFolder();
      bench = await openLambdaBench({ stateDir, lambdaSandbox });
    });
    afterAll(async () => {
      await bench[Symbol.asyncDispose]();
      await rm(stateDir, { recursive: true, force: true });
    });

    test.each(rows)('$name', async (row) => {
      const { handler = 'index.handler', runtime = 'nodejs22.x', seen } = row;
      const name = `zip-${count++}`;
      const Code = { ZipFile: zipOfRow(row) };
      await bench.create(name, '', { Code, Handler: handler, Runtime: runtime, Timeout: 30 });
      const { payload, functionError } = await bench.invoke(name);
      // Or its process would idle until the last of them has run.
      await bench.client.send(new DeleteFunctionCommand({ FunctionName: name }));
      if ('payload' in seen) {
        expect({ payload, functionError }).toEqual({ payload: seen.payload, functionError: undefined });
        return;
      }
      const { errorType, errorMessage } = payload as { errorType: string; errorMessage: string };
      const shown = errorMessage
        .replaceAll(/\/[^\n']*?\/code\/[0-9a-f]{64}|\/var\/task/g, '<task>')
        .replaceAll(/\/[^\n']*?\/sandbox\/runtime(?=\/)|\/var\/runtime/g, '<runtime>');
      expect({ errorType, errorMessage: shown }).toEqual(seen);
    });
  });
});
