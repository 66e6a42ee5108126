import { allow, type Documented, deny } from './documented-case.ts';

const QUEUE = 'arn:aws:sqs:us-east-2:123456789012:queue1';
const BOOKS = 'arn:aws:dynamodb:us-east-2:123456789012:table/books_table';
const BOB = 'arn:aws:iam::123456789012:user/Bob';

export const resources: Documented = {
  page: 'IAM JSON policy elements: Resource',
  cases: [
    ['one queue', [allow({ Resource: QUEUE })], { resource: QUEUE }, 'allowed'],
    ['another queue', [allow({ Resource: QUEUE })], { resource: QUEUE.replace('1', '2') }, 'implicit-deny'],
    ['one user', [allow({ Resource: BOB })], { resource: BOB }, 'allowed'],
    [
      'a name in another case',
      [allow({ Resource: BOB })],
      { resource: BOB.replace('Bob', 'bob') },
      'implicit-deny',
    ],
    [
      'the users of a path',
      [allow({ Resource: 'arn:aws:iam::123456789012:user/accounting/*' })],
      { resource: 'arn:aws:iam::123456789012:user/accounting/Bob' },
      'allowed',
    ],
    [
      'a user of another path',
      [allow({ Resource: 'arn:aws:iam::123456789012:user/accounting/*' })],
      { resource: BOB },
      'implicit-deny',
    ],
    ['what is in a bucket', [allow({ Resource: 'arn:aws:s3:::bucket/*' })], {}, 'allowed'],
    [
      'the bucket itself is not in it',
      [allow({ Resource: 'arn:aws:s3:::bucket/*' })],
      { resource: 'arn:aws:s3:::bucket' },
      'implicit-deny',
    ],
    [
      'a star goes beyond a slash',
      [allow({ Resource: 'arn:aws:s3:::bucket/*' })],
      { resource: 'arn:aws:s3:::bucket/a/b/c' },
      'allowed',
    ],
    [
      'two tables',
      [allow({ Resource: [BOOKS, BOOKS.replace('books', 'magazines')] })],
      { resource: BOOKS.replace('books', 'magazines') },
      'allowed',
    ],
    [
      'a star within a part',
      [allow({ Resource: 'arn:aws:dynamodb:us-*-2:123456789012:table/books_table' })],
      { resource: BOOKS },
      'allowed',
    ],
    [
      'a star for the region',
      [allow({ Resource: 'arn:aws:dynamodb:*:123456789012:table/books_table' })],
      { resource: BOOKS },
      'allowed',
    ],
    [
      'a question mark for one character',
      [allow({ Resource: 'arn:aws:sqs:us-east-2:123456789012:queue?' })],
      { resource: QUEUE },
      'allowed',
    ],
    [
      'a question mark for more than one',
      [allow({ Resource: 'arn:aws:sqs:us-east-2:123456789012:queue?' })],
      { resource: `${QUEUE}0` },
      'implicit-deny',
    ],
    [
      'an action without resources needs the star',
      [allow({ Resource: QUEUE })],
      { resource: '*' },
      'implicit-deny',
    ],
    ['the star is for an action without resources', [allow()], { resource: '*' }, 'allowed'],
  ],
};

export const notResources: Documented = {
  page: 'IAM JSON policy elements: NotResource',
  cases: [
    [
      'Deny for all but a bucket',
      [allow(), deny({ NotResource: ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'] })],
      {},
      'explicit-deny',
    ],
    [
      'Deny does not touch that bucket',
      [allow(), deny({ NotResource: ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'] })],
      { resource: 'arn:aws:s3:::HRBucket/Payroll/may' },
      'allowed',
    ],
    [
      'Deny reaches into the same bucket',
      [allow(), deny({ NotResource: 'arn:aws:s3:::HRBucket/Payroll/*' })],
      { resource: 'arn:aws:s3:::HRBucket/Vacation' },
      'explicit-deny',
    ],
    ['Deny grants nothing', [deny({ NotResource: 'arn:aws:s3:::bucket/*' })], {}, 'implicit-deny'],
    ['Allow for all but a bucket', [allow({ NotResource: 'arn:aws:s3:::HRBucket/*' })], {}, 'allowed'],
    ['Allow leaves that bucket out', [allow({ NotResource: 'arn:aws:s3:::bucket/*' })], {}, 'implicit-deny'],
    [
      'Allow takes in other services',
      [allow({ NotResource: 'arn:aws:s3:::bucket/*' })],
      { action: 'sqs:SendMessage', resource: QUEUE },
      'allowed',
    ],
  ],
};
