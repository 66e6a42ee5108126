import { type Documented, when } from './documented-case.ts';

export const others: Documented = {
  page: 'Condition operators: Boolean, Binary, IfExists, Null',
  cases: [
    [
      'Bool: true',
      when('Bool', 'aws:SecureTransport', 'true'),
      { context: { 'aws:SecureTransport': 'true' } },
      'allowed',
    ],
    [
      'Bool: false',
      when('Bool', 'aws:SecureTransport', 'true'),
      { context: { 'aws:SecureTransport': 'false' } },
      'implicit-deny',
    ],
    [
      'Bool: a truth value in the document',
      when('Bool', 'aws:SecureTransport', true),
      { context: { 'aws:SecureTransport': 'true' } },
      'allowed',
    ],
    ['Bool: the key is absent', when('Bool', 'aws:SecureTransport', 'false'), {}, 'implicit-deny'],
    [
      'BinaryEquals: the same bytes',
      when('BinaryEquals', 'key', 'QmluYXJ5VmFsdWVJbkJhc2U2NA=='),
      { context: { key: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } },
      'allowed',
    ],
    [
      'BinaryEquals: other bytes',
      when('BinaryEquals', 'key', 'QmluYXJ5VmFsdWVJbkJhc2U2NA=='),
      { context: { key: 'QUFBQQ==' } },
      'implicit-deny',
    ],
    [
      'IfExists: the key is absent',
      when('StringLikeIfExists', 'ec2:InstanceType', ['t1.*', 't2.*']),
      {},
      'allowed',
    ],
    [
      'IfExists: the key is there and alike',
      when('StringLikeIfExists', 'ec2:InstanceType', ['t1.*', 't2.*']),
      { context: { 'ec2:InstanceType': 't2.micro' } },
      'allowed',
    ],
    [
      'IfExists: the key is there and not alike',
      when('StringLikeIfExists', 'ec2:InstanceType', ['t1.*', 't2.*']),
      { context: { 'ec2:InstanceType': 'm3.large' } },
      'implicit-deny',
    ],
    ['IfExists, negated: the key is absent', when('StringNotEqualsIfExists', 'k', 'a'), {}, 'allowed'],
    [
      'IfExists, negated: the same',
      when('StringNotEqualsIfExists', 'k', 'a'),
      { context: { k: 'a' } },
      'implicit-deny',
    ],
    ['NumericLessThanIfExists', when('NumericLessThanIfExists', 'k', '5'), {}, 'allowed'],
    ['Null true: the key is absent', when('Null', 'aws:TokenIssueTime', 'true'), {}, 'allowed'],
    [
      'Null true: the key is there',
      when('Null', 'aws:TokenIssueTime', 'true'),
      { context: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } },
      'implicit-deny',
    ],
    ['Null false: the key is absent', when('Null', 'aws:TokenIssueTime', 'false'), {}, 'implicit-deny'],
    [
      'Null false: the key is there',
      when('Null', 'aws:TokenIssueTime', 'false'),
      { context: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } },
      'allowed',
    ],
  ],
};
