import { allow, type Documented, deny } from './documented-case.ts';

const two = { StringEquals: { 'aws:PrincipalTag/a': '1' }, NumericLessThan: { 's3:max-keys': '10' } };

export const multipleKeys: Documented = {
  page: 'Conditions with multiple context keys or values',
  cases: [
    [
      'operators are joined by and: both',
      [allow({ Condition: two })],
      { context: { 'aws:PrincipalTag/a': '1', 's3:max-keys': '5' } },
      'allowed',
    ],
    [
      'operators are joined by and: the first only',
      [allow({ Condition: two })],
      { context: { 'aws:PrincipalTag/a': '1', 's3:max-keys': '50' } },
      'implicit-deny',
    ],
    [
      'operators are joined by and: the second only',
      [allow({ Condition: two })],
      { context: { 'aws:PrincipalTag/a': '2', 's3:max-keys': '5' } },
      'implicit-deny',
    ],
    [
      'keys of one operator are joined by and',
      [allow({ Condition: { StringEquals: { a: '1', b: '2' } } })],
      { context: { a: '1', b: '3' } },
      'implicit-deny',
    ],
    [
      'keys of one operator, both',
      [allow({ Condition: { StringEquals: { a: '1', b: '2' } } })],
      { context: { a: '1', b: '2' } },
      'allowed',
    ],
    [
      'values of one key are joined by or',
      [allow({ Condition: { StringEquals: { a: ['1', '2'] } } })],
      { context: { a: '2' } },
      'allowed',
    ],
    [
      'none of the values',
      [allow({ Condition: { StringEquals: { a: ['1', '2'] } } })],
      { context: { a: '3' } },
      'implicit-deny',
    ],
    [
      'values of a negated operator are joined by nor',
      [allow({ Condition: { StringNotEquals: { a: ['1', '2'] } } })],
      { context: { a: '2' } },
      'implicit-deny',
    ],
    [
      'neither of a negated operator’s values',
      [allow({ Condition: { StringNotEquals: { a: ['1', '2'] } } })],
      { context: { a: '3' } },
      'allowed',
    ],
    [
      'negated addresses: one of two ranges',
      [allow({ Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } } })],
      { context: { 'aws:SourceIp': '203.0.113.7' } },
      'implicit-deny',
    ],
    [
      'negated addresses: neither range',
      [allow({ Condition: { NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] } } })],
      { context: { 'aws:SourceIp': '198.51.100.7' } },
      'allowed',
    ],
  ],
};

const listed = ['PostDateTime', 'Message', 'Tags'];
const all = [allow({ Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': listed } } })];
const any = [
  allow(),
  deny({ Condition: { 'ForAnyValue:StringEquals': { 'dynamodb:Attributes': ['ID', 'PostDateTime'] } } }),
];
const asking = (...names: string[]) => ({ context: { 'dynamodb:Attributes': names } });

export const multivalued: Documented = {
  page: 'Multivalued context keys',
  cases: [
    ['ForAllValues: all are listed', all, asking('PostDateTime', 'Message'), 'allowed'],
    ['ForAllValues: one is not', all, asking('PostDateTime', 'UserName'), 'implicit-deny'],
    ['ForAllValues: none is asked for', all, asking(), 'allowed'],
    ['ForAllValues: the key is absent', all, {}, 'allowed'],
    ['ForAnyValue: one is listed', any, asking('UserName', 'Message', 'PostDateTime'), 'explicit-deny'],
    ['ForAnyValue: none is listed', any, asking('UserName'), 'allowed'],
    ['ForAnyValue: the key is absent', any, {}, 'allowed'],
    [
      'ForAllValues with a pattern',
      [allow({ Condition: { 'ForAllValues:StringLike': { k: 'tag*' } } })],
      { context: { k: ['tag1', 'tag2'] } },
      'allowed',
    ],
    [
      'ForAnyValue with a pattern',
      [allow({ Condition: { 'ForAnyValue:StringLike': { k: 'tag*' } } })],
      { context: { k: ['x', 'y'] } },
      'implicit-deny',
    ],
    [
      'ForAllValues, negated: none is listed',
      [allow({ Condition: { 'ForAllValues:StringNotEquals': { k: ['a'] } } })],
      { context: { k: ['b', 'c'] } },
      'allowed',
    ],
    [
      'ForAllValues, negated: one is listed',
      [allow({ Condition: { 'ForAllValues:StringNotEquals': { k: ['a'] } } })],
      { context: { k: ['a', 'c'] } },
      'implicit-deny',
    ],
    [
      'ForAnyValue, negated: one is not listed',
      [allow({ Condition: { 'ForAnyValue:StringNotEquals': { k: ['a'] } } })],
      { context: { k: ['a', 'c'] } },
      'allowed',
    ],
    [
      'ForAnyValue, negated: all are listed',
      [allow({ Condition: { 'ForAnyValue:StringNotEquals': { k: ['a', 'c'] } } })],
      { context: { k: ['a', 'c'] } },
      'implicit-deny',
    ],
    [
      'keys of tags that a request may set',
      [
        allow({
          Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] } },
        }),
      ],
      { context: { 'aws:TagKeys': ['environment'] } },
      'allowed',
    ],
    [
      'another tag’s key',
      [
        allow({
          Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] } },
        }),
      ],
      { context: { 'aws:TagKeys': ['environment', 'owner'] } },
      'implicit-deny',
    ],
    [
      'an absent key is shut out by Null beside ForAllValues',
      [allow({ Condition: { 'ForAllValues:StringEquals': { k: 'a' }, Null: { k: 'false' } } })],
      {},
      'implicit-deny',
    ],
  ],
};
