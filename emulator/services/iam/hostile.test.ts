import { request } from 'node:http';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AwsError } from '../../edge/aws-error.ts';
import { identityPolicyFault } from '../../edge/policy/check-identity-policy.ts';
import { trustPolicyFault } from '../../edge/policy/check-trust-policy.ts';
import { PolicySyntaxError, parsePolicy } from '../../edge/policy/document.ts';
import { evaluate } from '../../edge/policy/evaluate.ts';
import { startEngine } from '../../engine.ts';
import { createVerify } from './signature/verify.ts';

/** Runs something that may reject its input, but only in these ways. */
function refusesWith(kinds: readonly (abstract new (...args: never[]) => Error)[], run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!kinds.some((kind) => error instanceof kind)) throw error;
  }
}

const element = fc.constantFrom(
  'Version',
  'Statement',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'Principal',
  'Condition',
  'Sid',
  'Null',
  'StringLike',
  '__proto__',
  'constructor',
);
const scalar = fc.oneof(
  fc.constantFrom(
    '2012-10-17',
    'Allow',
    'Deny',
    '*',
    's3:*',
    'arn:aws:s3:::x',
    '${a',
    '${a}',
    '${}',
    "${a, 'b'}",
    '',
  ),
  fc.string(),
  fc.boolean(),
  fc.integer(),
  fc.constant(null),
);
const { tree: document } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    scalar,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(element, tie('tree'), { maxKeys: 5 }),
  ),
}));

test('reads or rejects any document, and never fails inside', () => {
  fc.assert(
    fc.property(document, (source) => {
      const text = JSON.stringify(source) ?? '';
      const fault = identityPolicyFault(text);
      trustPolicyFault(text, () => false);
      refusesWith([PolicySyntaxError], () =>
        evaluate(parsePolicy(text), { action: 's3:a', resource: 'arn:aws:s3:::x' }),
      );
      // Whatever IAM would store can be evaluated.
      if (fault === undefined) parsePolicy(text);
    }),
    { numRuns: 3000 },
  );
});

test('reads or rejects any signature', () => {
  const verify = createVerify({ now: () => Date.parse('2026-01-31T12:00:00Z') });
  const piece = fc.constantFrom(
    'AWS4-HMAC-SHA256',
    ' ',
    'Credential=',
    'a/20260131/us-east-1/sts/aws4_request',
    ',',
    'SignedHeaders=host;x-amz-date',
    'Signature=00',
    '/',
    '=',
    '%',
    ';',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(
      fc.boolean(),
      text,
      fc.oneof(text, fc.constant('20260131T120000Z')),
      fc.string(),
      (inQuery, claims, date, token) => {
        const url = inQuery
          ? `/?X-Amz-Algorithm=${claims}&X-Amz-Date=${date}&X-Amz-Credential=${claims}`
          : `/${date}?${claims}`;
        const headers = inQuery
          ? {}
          : { authorization: claims, 'x-amz-date': date, 'x-amz-security-token': token };
        refusesWith([AwsError], () =>
          verify({ method: 'GET', url, headers, body: new Uint8Array(), service: 'sts' }, () => ({
            secret: 's',
          })),
        );
      },
    ),
    { numRuns: 5000 },
  );
});

test('rejects nonsense instead of a signature over the wire, and does not fail inside', async () => {
  const faults: unknown[] = [];
  await using engine = await startEngine({ report: (error) => faults.push(error) });
  const call = (path: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const sent = request({ port: engine.port, path, headers }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode));
      });
      sent.once('error', reject).end();
    });
  const identity = '/?Action=GetCallerIdentity&Version=2011-06-15';
  for (const Authorization of [
    '',
    'x',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=,SignedHeaders=,Signature=',
    'Bearer x',
  ])
    expect([400, 403]).toContain(await call(identity, { Authorization }));
  for (const query of [
    'X-Amz-Algorithm=',
    'X-Amz-Algorithm=x&X-Amz-Credential=%',
    'X-Amz-Credential=a/b/c/sts/aws4_request&X-Amz-Algorithm=x',
  ])
    expect([400, 403]).toContain(await call(`${identity}&${query}`, {}));
  expect(faults).toEqual([]);
});
