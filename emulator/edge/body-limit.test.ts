import { expect, test } from '@jest/globals';
import { startEngine } from '../engine.ts';

const MIB = 1024 * 1024;
const target = (name: string) => ({ 'x-amz-target': name, 'content-type': 'application/x-amz-json-1.1' });
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

test.each([
  ['Cognito', '/', target('AWSCognitoIdentityProviderService.SignUp'), 2],
  ['Logs', '/', target('Logs_20140328.PutLogEvents'), 10],
  ['DynamoDB', '/', target('DynamoDB_20120810.PutItem'), 17],
  ['IAM', '/', FORM, 2],
  ['API Gateway', '/restapis?mode=import', {}, 7],
] as [string, string, Record<string, string>, number][])(
  'reads no more of a call to %s than AWS takes',
  async (_service, path, headers, mib) => {
    await using engine = await startEngine();
    const send = (bytes: number) =>
      fetch(`${engine.endpoint}${path}`, { method: 'POST', headers, body: ' '.repeat(bytes) });
    const above = await send(mib * MIB + 1);
    expect([above.status, await above.json()]).toEqual([
      413,
      {
        __type: 'RequestEntityTooLargeException',
        message: `Request must be smaller than ${mib * MIB} bytes`,
      },
    ]);
    const below = await send(mib * MIB);
    await below.text();
    expect(below.status).not.toBe(413);
  },
);
