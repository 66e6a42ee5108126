import { allow, type Documented, when } from './documented-case.ts';

const FINANCE = 'arn:aws:someservice:*:111122223333:finance/*';
const TRICKY = 'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt';
const source = (arn: string) => ({ context: { 'aws:SourceArn': arn } });

export const arns: Documented = {
  page: 'Condition operators: ARN',
  cases: [
    [
      'a star of StringLike goes beyond colons',
      when('StringLike', 'aws:SourceArn', FINANCE),
      source(TRICKY),
      'allowed',
    ],
    [
      'a star of ArnLike does not',
      when('ArnLike', 'aws:SourceArn', FINANCE),
      source(TRICKY),
      'implicit-deny',
    ],
    ['nor of ArnEquals', when('ArnEquals', 'aws:SourceArn', FINANCE), source(TRICKY), 'implicit-deny'],
    [
      'ArnLike: each part alike',
      when('ArnLike', 'aws:SourceArn', FINANCE),
      source('arn:aws:someservice:us-east-2:111122223333:finance/x'),
      'allowed',
    ],
    [
      'ArnEquals takes wildcards too',
      when('ArnEquals', 'aws:SourceArn', FINANCE),
      source('arn:aws:someservice:us-east-2:111122223333:finance/x'),
      'allowed',
    ],
    [
      'ArnEquals: the very ARN',
      when('ArnEquals', 'aws:SourceArn', 'arn:aws:sns:us-east-1:123456789012:topic'),
      source('arn:aws:sns:us-east-1:123456789012:topic'),
      'allowed',
    ],
    [
      'ArnEquals: another',
      when('ArnEquals', 'aws:SourceArn', 'arn:aws:sns:us-east-1:123456789012:topic'),
      source('arn:aws:sns:us-east-1:123456789012:Topic'),
      'implicit-deny',
    ],
    ['ArnLike: the key is absent', when('ArnLike', 'aws:SourceArn', FINANCE), {}, 'implicit-deny'],
    [
      'ArnNotLike: alike',
      when('ArnNotLike', 'aws:SourceArn', 'arn:aws:sns:*:123456789012:*'),
      source('arn:aws:sns:us-east-1:123456789012:topic'),
      'implicit-deny',
    ],
    [
      'ArnNotLike: not alike',
      when('ArnNotLike', 'aws:SourceArn', 'arn:aws:sns:*:123456789012:*'),
      source('arn:aws:sns:us-east-1:999999999999:topic'),
      'allowed',
    ],
    ['ArnNotEquals: the key is absent', when('ArnNotEquals', 'aws:SourceArn', FINANCE), {}, 'allowed'],
    [
      'the resource part may hold colons',
      when('ArnLike', 'aws:SourceArn', 'arn:aws:logs:*:*:log-group:*'),
      source('arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:*'),
      'allowed',
    ],
    [
      'a text that is no ARN',
      when('ArnLike', 'aws:SourceArn', '*'),
      source('arn:aws:sns:us-east-1:123456789012:topic'),
      'implicit-deny',
    ],
    [
      'who and whose',
      [
        allow({
          Condition: {
            ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:us-east-1:123456789012:api/*' },
            StringEquals: { 'aws:SourceAccount': '123456789012' },
          },
        }),
      ],
      {
        context: {
          'aws:SourceArn': 'arn:aws:execute-api:us-east-1:123456789012:api/authorizers/1',
          'aws:SourceAccount': '123456789012',
        },
      },
      'allowed',
    ],
    [
      'the confused deputy',
      [
        allow({
          Condition: {
            ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:us-east-1:123456789012:api/*' },
            StringEquals: { 'aws:SourceAccount': '123456789012' },
          },
        }),
      ],
      {
        context: {
          'aws:SourceArn': 'arn:aws:execute-api:us-east-1:123456789012:api/authorizers/1',
          'aws:SourceAccount': '999999999999',
        },
      },
      'implicit-deny',
    ],
  ],
};
