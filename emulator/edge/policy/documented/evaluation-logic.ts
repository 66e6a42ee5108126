import { allow, type Documented, deny } from './documented-case.ts';

const SCHEDULED = 'arn:aws:dynamodb:us-west-2:123456789012:table/schedule';

export const evaluationLogic: Documented = {
  page: 'Policy evaluation logic',
  cases: [
    ['by default, no', [], {}, 'implicit-deny'],
    ['an allow overrides the default', [allow()], {}, 'allowed'],
    ['an explicit deny overrides an allow', [allow(), deny()], {}, 'explicit-deny'],
    ['the order does not matter', [deny(), allow()], {}, 'explicit-deny'],
    ['an explicit deny without any allow', [deny()], {}, 'explicit-deny'],
    ['a deny for another action', [allow(), deny({ Action: 's3:PutObject' })], {}, 'allowed'],
    ['a deny for another resource', [allow(), deny({ Resource: 'arn:aws:s3:::other/*' })], {}, 'allowed'],
    [
      'a deny whose condition does not hold',
      [allow(), deny({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } })],
      { context: { 'aws:MultiFactorAuthPresent': 'true' } },
      'allowed',
    ],
    [
      'a deny whose condition holds',
      [allow(), deny({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } })],
      { context: { 'aws:MultiFactorAuthPresent': 'false' } },
      'explicit-deny',
    ],
    [
      'a deny whose key is absent',
      [allow(), deny({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } })],
      {},
      'allowed',
    ],
    [
      'the same with IfExists',
      [allow(), deny({ Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })],
      {},
      'explicit-deny',
    ],
    [
      'statements are joined by or',
      [allow({ Action: 's3:ListBucket' }), allow({ Action: 's3:GetObject' })],
      {},
      'allowed',
    ],
    [
      'action of one and resource of another do not add up',
      [
        allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::other/*' }),
        allow({ Action: 's3:PutObject' }),
      ],
      {},
      'implicit-deny',
    ],
    [
      'all but one table',
      [allow({ Action: 'dynamodb:*' }), deny({ Action: 'dynamodb:*', Resource: SCHEDULED })],
      { action: 'dynamodb:GetItem', resource: SCHEDULED },
      'explicit-deny',
    ],
    [
      'and the others',
      [allow({ Action: 'dynamodb:*' }), deny({ Action: 'dynamodb:*', Resource: SCHEDULED })],
      { action: 'dynamodb:GetItem', resource: `${SCHEDULED}s` },
      'allowed',
    ],
  ],
};
