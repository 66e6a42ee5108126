import { allow, type Documented, when } from './documented-case.ts';

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
