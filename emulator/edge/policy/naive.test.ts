import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePolicy } from './document.ts';
import { evaluate, type PolicyRequest } from './evaluate.ts';
import { type NaiveDocument, type NaiveStatement, naiveEvaluate } from './testing/naive-evaluate.ts';

/** Few words, so that patterns and requests often match. */
const word = fc.constantFrom('a', 'b', 'ab', 'B', 'a*', '*', '?', 'a:b', '');
const variable = fc.constantFrom(
  '${k:one}',
  "${k:two, 'a'}",
  '${K:MANY}',
  '${*}',
  '${?}',
  '${$}',
  '${k:none}',
);
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: word }, variable), { maxLength: 3 })
  .map((parts) => parts.join(''));
const arnOf = (resource: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.constantFrom('s3', 'sqs', '*'), fc.constantFrom('', 'r', '?', '*'), resource)
    .map(([service, region, name]) => `arn:aws:${service}:${region}:1:${name}`);
const action = fc
  .tuple(fc.constantFrom('s3', 'S3', 'sqs', '*'), word)
  .map(([service, name]) => `${service}:${name}`);
const some = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 3 });

const key = fc.constantFrom('k:one', 'K:One', 'k:two', 'k:many', 'k:none', 'k:number', 'k:arn');
const plain = fc.constantFrom(
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike'],
  ...['StringNotLike', 'ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals', 'Bool'],
);
const operator = fc.oneof(
  fc.constant('Null'),
  fc
    .tuple(fc.constantFrom('', 'ForAnyValue:', 'ForAllValues:'), plain, fc.constantFrom('', 'IfExists'))
    .map((parts) => parts.join('')),
  fc.constantFrom('NumericLessThan', 'NumericGreaterThanEquals', 'NumericLessThanIfExists'),
);
const condition = fc.tuple(operator, key, some(fc.oneof(text, arnOf(text)))).map(([name, on, values]) => {
  if (name === 'Null') return { [name]: { [on]: [values.length > 1 ? 'true' : 'false'] } };
  return {
    [name]: { [on]: name.startsWith('Numeric') ? values.map(({ length }) => String(length)) : values },
  };
});

const statement: fc.Arbitrary<NaiveStatement> = fc
  .tuple(
    fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    fc.oneof(
      { weight: 3, arbitrary: some(action).map((Action) => ({ Action })) },
      some(action).map((NotAction) => ({ NotAction })),
    ),
    fc.oneof(
      {
        weight: 3,
        arbitrary: some(fc.oneof(fc.constant('*'), arnOf(text))).map((Resource) => ({ Resource })),
      },
      some(arnOf(text)).map((NotResource) => ({ NotResource })),
    ),
    fc.option(condition, { nil: {} }),
  )
  .map(([Effect, actions, resources, Condition]) => ({ Effect, ...actions, ...resources, Condition }));

const document: fc.Arbitrary<NaiveDocument> = fc.record({
  Version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
  Statement: some(statement),
});

const request: fc.Arbitrary<PolicyRequest> = fc.record({
  action: fc
    .tuple(fc.constantFrom('s3', 'sqs'), fc.constantFrom('a', 'ab', 'B', 'a:b'))
    .map((parts) => parts.join(':')),
  resource: fc
    .tuple(fc.constantFrom('s3', 'sqs'), fc.constantFrom('', 'r'), word)
    .map(([service, region, name]) => `arn:aws:${service}:${region}:1:${name}`),
  context: fc.record(
    {
      'k:one': word,
      'k:two': word,
      'k:many': fc.array(word, { maxLength: 3 }),
      'k:number': fc.nat({ max: 9 }).map(String),
      'k:arn': word.map((name) => `arn:aws:s3:r:1:${name}`),
    },
    { requiredKeys: [] },
  ),
});

test('decides as a naive evaluator does, on random input', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(some(document), request, (documents, asked) => {
      const decision = evaluate(
        documents.flatMap((source) => parsePolicy(source)),
        asked,
      );
      seen.add(decision);
      expect(decision).toBe(naiveEvaluate(documents, asked));
    }),
    { numRuns: 3000 },
  );
  expect(seen).toEqual(new Set(['allowed', 'explicit-deny', 'implicit-deny']));
});
