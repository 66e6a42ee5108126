import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../emulator/engine.ts';
import { canHaveLocalStack, openLocalStack } from '../../emulator/upstream/testing/real/local-stack.ts';

const testReal = (await canHaveLocalStack()) ? test : test.skip;

testReal(
  'the example keeps a picture in S3 and reads of it from a queue',
  async () => {
    await using localStack = await openLocalStack();
    await using engine = await startEngine({ upstream: localStack.url });
    const { PATH, HOME } = process.env;
    const env = {
      PATH,
      HOME,
      AWS_ENDPOINT_URL: engine.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
    const script = join(import.meta.dirname, 'welcome.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
    expect(stdout).toBe('Welcome, ann\n<svg/>\n');
  },
  1_200_000,
);
