import { allow, type Documented, when } from './documented-case.ts';

const tag = 'aws:PrincipalTag/job-category';
const tagged = (value: string) => ({ context: { [tag]: value } });

export const strings: Documented = {
  page: 'Condition operators: String',
  cases: [
    [
      'StringEquals: the same',
      when('StringEquals', tag, 'iamuser-admin'),
      tagged('iamuser-admin'),
      'allowed',
    ],
    [
      'StringEquals: another case',
      when('StringEquals', tag, 'iamuser-admin'),
      tagged('IAMUser-Admin'),
      'implicit-deny',
    ],
    ['StringEquals: the key is absent', when('StringEquals', tag, 'iamuser-admin'), {}, 'implicit-deny'],
    [
      'StringEquals: a star is a star',
      when('StringEquals', tag, 'iamuser-*'),
      tagged('iamuser-admin'),
      'implicit-deny',
    ],
    [
      'StringEquals: the key’s name in any case',
      when('StringEquals', 'AWS:principaltag/Job-Category', 'x'),
      tagged('x'),
      'allowed',
    ],
    ['StringNotEquals: the same', when('StringNotEquals', tag, 'x'), tagged('x'), 'implicit-deny'],
    ['StringNotEquals: another', when('StringNotEquals', tag, 'x'), tagged('y'), 'allowed'],
    ['StringNotEquals: the key is absent', when('StringNotEquals', tag, 'x'), {}, 'allowed'],
    ['StringEqualsIgnoreCase', when('StringEqualsIgnoreCase', tag, 'Admin'), tagged('aDMIN'), 'allowed'],
    [
      'StringNotEqualsIgnoreCase',
      when('StringNotEqualsIgnoreCase', tag, 'Admin'),
      tagged('aDMIN'),
      'implicit-deny',
    ],
    [
      'StringLike: many characters',
      when('StringLike', 's3:prefix', 'David/*'),
      { context: { 's3:prefix': 'David/a/b' } },
      'allowed',
    ],
    [
      'StringLike: one character',
      when('StringLike', 's3:prefix', 'David?'),
      { context: { 's3:prefix': 'David/' } },
      'allowed',
    ],
    [
      'StringLike: no partial match without a wildcard',
      when('StringLike', 's3:prefix', 'David'),
      { context: { 's3:prefix': 'David/' } },
      'implicit-deny',
    ],
    [
      'StringLike: case counts',
      when('StringLike', 's3:prefix', 'david*'),
      { context: { 's3:prefix': 'David' } },
      'implicit-deny',
    ],
    [
      'StringLike: the empty text',
      when('StringLike', 's3:prefix', ['', 'home/']),
      { context: { 's3:prefix': '' } },
      'allowed',
    ],
    [
      'StringNotLike: alike',
      when('StringNotLike', 's3:prefix', 'David/*'),
      { context: { 's3:prefix': 'David/a' } },
      'implicit-deny',
    ],
    ['StringNotLike: the key is absent', when('StringNotLike', 's3:prefix', 'David/*'), {}, 'allowed'],
  ],
};

const keys = (value: string) => ({ context: { 's3:max-keys': value } });

export const numbers: Documented = {
  page: 'Condition operators: Numeric',
  cases: [
    [
      'NumericLessThanEquals: at the limit',
      when('NumericLessThanEquals', 's3:max-keys', '10'),
      keys('10'),
      'allowed',
    ],
    [
      'NumericLessThanEquals: above it',
      when('NumericLessThanEquals', 's3:max-keys', '10'),
      keys('11'),
      'implicit-deny',
    ],
    [
      'NumericLessThanEquals: the key is absent',
      when('NumericLessThanEquals', 's3:max-keys', '10'),
      {},
      'implicit-deny',
    ],
    [
      'NumericLessThan: at the limit',
      when('NumericLessThan', 's3:max-keys', '10'),
      keys('10'),
      'implicit-deny',
    ],
    ['NumericGreaterThan', when('NumericGreaterThan', 's3:max-keys', '10'), keys('10.5'), 'allowed'],
    [
      'NumericGreaterThanEquals',
      when('NumericGreaterThanEquals', 's3:max-keys', '10'),
      keys('9.9'),
      'implicit-deny',
    ],
    ['NumericEquals: not as text', when('NumericEquals', 's3:max-keys', '10'), keys('10.0'), 'allowed'],
    [
      'NumericEquals: a number in the document',
      when('NumericEquals', 's3:max-keys', 10),
      keys('10'),
      'allowed',
    ],
    [
      'NumericNotEquals: the same',
      when('NumericNotEquals', 's3:max-keys', '10'),
      keys('10'),
      'implicit-deny',
    ],
    ['NumericNotEquals: the key is absent', when('NumericNotEquals', 's3:max-keys', '10'), {}, 'allowed'],
    [
      'compared as numbers, not by their digits',
      when('NumericLessThan', 's3:max-keys', '10'),
      keys('9'),
      'allowed',
    ],
    ['negative', when('NumericLessThan', 's3:max-keys', '0'), keys('-1'), 'allowed'],
  ],
};

const at = (value: string) => ({ context: { 'aws:TokenIssueTime': value } });

export const dates: Documented = {
  page: 'Condition operators: Date',
  cases: [
    [
      'DateGreaterThan: after',
      when('DateGreaterThan', 'aws:TokenIssueTime', '2020-01-01T00:00:01Z'),
      at('2020-06-01T00:00:00Z'),
      'allowed',
    ],
    [
      'DateGreaterThan: before',
      when('DateGreaterThan', 'aws:TokenIssueTime', '2020-01-01T00:00:01Z'),
      at('2019-06-01T00:00:00Z'),
      'implicit-deny',
    ],
    [
      'DateGreaterThan: the key is absent',
      when('DateGreaterThan', 'aws:TokenIssueTime', '2020-01-01T00:00:01Z'),
      {},
      'implicit-deny',
    ],
    [
      'DateLessThan: the very moment',
      when('DateLessThan', 'aws:TokenIssueTime', '2020-01-01T00:00:01Z'),
      at('2020-01-01T00:00:01Z'),
      'implicit-deny',
    ],
    [
      'DateLessThanEquals: the very moment',
      when('DateLessThanEquals', 'aws:TokenIssueTime', '2020-01-01T00:00:01Z'),
      at('2020-01-01T00:00:01Z'),
      'allowed',
    ],
    [
      'DateGreaterThanEquals: the very moment',
      when('DateGreaterThanEquals', 'aws:TokenIssueTime', '2020-01-01T00:00:01Z'),
      at('2020-01-01T00:00:01Z'),
      'allowed',
    ],
    [
      'DateEquals: another zone',
      when('DateEquals', 'aws:TokenIssueTime', '2020-01-01T00:00:00Z'),
      at('2020-01-01T01:00:00+01:00'),
      'allowed',
    ],
    [
      'DateEquals: seconds since 1970',
      when('DateEquals', 'aws:TokenIssueTime', '1577836800'),
      at('2020-01-01T00:00:00Z'),
      'allowed',
    ],
    [
      'DateNotEquals',
      when('DateNotEquals', 'aws:TokenIssueTime', '2020-01-01T00:00:00Z'),
      at('2020-01-01T00:00:00Z'),
      'implicit-deny',
    ],
    [
      'a day alone is its midnight',
      when('DateLessThan', 'aws:TokenIssueTime', '2020-01-02'),
      at('2020-01-01T23:59:59Z'),
      'allowed',
    ],
    [
      'wildcards are not permitted',
      when('DateEquals', 'aws:TokenIssueTime', '2020-*'),
      at('2020-01-01T00:00:00Z'),
      'implicit-deny',
    ],
    [
      'between two dates',
      [
        allow({
          Condition: {
            DateGreaterThan: { 'aws:CurrentTime': '2020-04-01T00:00:00Z' },
            DateLessThan: { 'aws:CurrentTime': '2020-06-30T23:59:59Z' },
          },
        }),
      ],
      { context: { 'aws:CurrentTime': '2020-05-01T00:00:00Z' } },
      'allowed',
    ],
  ],
};

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
