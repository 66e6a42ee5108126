import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { findPython } from '../emulator/services/lambda/sandbox/find-python.ts';

const python = await findPython();
const boto3 = python?.packages['boto3'];
const missing = python ? 'no boto3 for python3: pip install boto3' : 'no python3, 3.10 or newer';
const testWithBoto3 = boto3?.startsWith(`${python?.prefix}/`) ? test : test.skip;

testWithBoto3(
  `passes the end-to-end tests with the functions in Python, by a REST API, an HTTP API and both${boto3 ? '' : ` (left out: ${missing})`}`,
  async () => {
    const child = spawn(process.execPath, ['build/environment.mjs', 'rehearse'], {
      env: { ...process.env, LAMBDA_LANGUAGE: 'python' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += String(chunk);
      });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(output.slice(-10_000));
    // With a REST API, with an HTTP API, and with both, hashed credentials and a quota.
    expect(output.match(/Test Suites: .* passed/g)).toHaveLength(3);
    expect(output.match(/Tests: .*/g)?.at(-1)).not.toContain('skipped');
  },
  600_000,
);
