import { expect, test } from '@jest/globals';
import { identityPolicyFault } from './check-identity-policy.ts';
import { trustPolicyFault } from './check-trust-policy.ts';

const BUCKET = 'arn:aws:s3:::bucket';
const one = (statement: object, more: object = {}) => ({
  Version: '2012-10-17',
  ...more,
  Statement: { Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET, ...statement },
});
const SYNTAX = 'Syntax errors in policy.';
const VERSION = 'Policy document must be version 2012-10-17 or greater.';
const LEGACY = 'The policy failed legacy parsing';
const VENDOR = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';

test.each<[string, unknown, string]>([
  ['no JSON', 'words', SYNTAX],
  ['no version', one({}, { Version: undefined }), VERSION],
  ['the older version', one({}, { Version: '2008-10-17' }), VERSION],
  ['a version that there is not', one({}, { Version: '2013-10-17' }), SYNTAX],
  ['no statement', { Version: '2012-10-17' }, SYNTAX],
  ['an empty list of statements', { Version: '2012-10-17', Statement: [] }, SYNTAX],
  ['a statement that is text', { Version: '2012-10-17', Statement: ['x'] }, SYNTAX],
  ['an element of the document that there is not', one({}, { Extra: 'x' }), SYNTAX],
  ['an element of a statement that there is not', one({ Extra: 'x' }), SYNTAX],
  ['an Id that is no text', one({}, { Id: {} }), SYNTAX],
  ['a Sid that is no text', one({ Sid: [] }), SYNTAX],
  ['another effect', one({ Effect: 'Perhaps' }), SYNTAX],
  ['no effect', one({ Effect: undefined }), SYNTAX],
  ['an effect in another case', one({ Effect: 'allow' }), LEGACY],
  ['Action and NotAction', one({ NotAction: 's3:*' }), SYNTAX],
  ['Resource and NotResource', one({ NotResource: '*' }), SYNTAX],
  ['an action in a list in a list', one({ Action: [['s3:*']] }), SYNTAX],
  ['resources in an object', one({ Resource: { a: BUCKET } }), SYNTAX],
  ['a condition that is a list', one({ Condition: [] }), SYNTAX],
  ['an operator that there is not', one({ Condition: { x: { a: '1' } } }), SYNTAX],
  ['an operator without a key', one({ Condition: { StringEquals: 'x' } }), SYNTAX],
  ['a qualifier with two colons', one({ Condition: { 'ForAnyValue::StringEquals': { a: '1' } } }), SYNTAX],
  ['a date that is none', one({ Condition: { DateGreaterThan: { a: 'soon' } } }), LEGACY],
  ['a date past all dates', one({ Condition: { DateLessThan: { a: '9223372036854775808' } } }), LEGACY],
  ['an ARN with too few parts', one({ Resource: 'arn:aws:s3::bucket' }), LEGACY],
  ['an ARN without a service', one({ Resource: 'arn:aws::::bucket' }), LEGACY],
  [
    'two statements of one Sid',
    {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'a', Effect: 'Allow' },
        { Sid: 'a', Effect: 'Allow' },
      ],
    },
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  ['a principal', one({ Principal: '*' }), 'Policy document should not specify a principal.'],
  ['no action', one({ Action: undefined }), 'Policy statement must contain actions.'],
  ['an empty list of actions', one({ Action: [] }), 'Policy statement must contain actions.'],
  ['an action without a service', one({ Action: 'ListBucket' }), VENDOR],
  ['no text for an action', one({ Action: undefined, NotAction: '' }), VENDOR],
  ['an action before a missing resource', one({ Action: 'ListBucket', Resource: undefined }), VENDOR],
  ['a service with a space', one({ Action: 'a a:ListBucket' }), 'Vendor a a is not valid'],
  [
    'an action with two colons',
    one({ Action: 's3:List:Bucket' }),
    'Actions/Condition can contain only one colon.',
  ],
  ['no resource', one({ Resource: undefined }), 'Policy statement must contain resources.'],
  ['an empty list of resources', one({ Resource: [] }), 'Policy statement must contain resources.'],
  ['a resource that is no ARN', one({ Resource: 'bucket' }), 'Resource bucket must be in ARN format or "*".'],
  ['no text for a resource', one({ Resource: '' }), 'Resource  must be in ARN format or "*".'],
  [
    'a resource before an action',
    one({ Action: 's:3:List', Resource: 'x' }),
    'Resource x must be in ARN format or "*".',
  ],
  [
    'another partition',
    one({ Resource: ['arn:error:s3:::bucket'] }),
    'Partition "error" is not valid for resource "arn:error:s3:::bucket".',
  ],
  [
    'an ARN without its start',
    one({ Resource: 'aws:s3:::bucket' }),
    'Partition "s3" is not valid for resource "arn:s3:::bucket:*".',
  ],
  [
    'a start alone',
    one({ Resource: 'arn:aws' }),
    'Resource vendor must be fully qualified and cannot contain regexes.',
  ],
  [
    'IAM in a region',
    one({ Resource: 'arn:aws:iam:us-east-1::user/x' }),
    'IAM resource arn:aws:iam:us-east-1::user/x cannot contain region information.',
  ],
  [
    'S3 in a region',
    one({ Resource: 'arn:aws:s3:us-east-1::bucket' }),
    'Resource arn:aws:s3:us-east-1::bucket can not contain region information.',
  ],
])('rejects a policy: %s', (_name, document, fault) => {
  expect(identityPolicyFault(typeof document === 'string' ? document : JSON.stringify(document))).toBe(fault);
});

test('rejects an IAM resource of an unknown kind', () => {
  expect(identityPolicyFault(JSON.stringify(one({ Resource: 'arn:aws:iam:::thing' })))).toMatch(
    /^IAM resource path must/,
  );
});

test.each<[string, object]>([
  ['one statement', one({})],
  ['a list of statements', { ...one({}), Statement: [one({}).Statement] }],
  ['an Id', one({}, { Id: 'mine' })],
  ['a service that there is not', one({ Action: 's3.s:ListBucket', Resource: 'arn:aws:s33:::x' })],
  ['the star among resources', one({ Resource: [BUCKET, '*'] })],
  ['every action', one({ Action: '*' })],
  [
    'NotAction with NotResource',
    one({ Action: undefined, Resource: undefined, NotAction: 's3:*', NotResource: '*' }),
  ],
  ['an empty condition', one({ Condition: {} })],
  ['an operator without keys', one({ Condition: { DateGreaterThan: {} } })],
  ['a key without values', one({ Condition: { StringEquals: { a: [] } } })],
  ['all of a set', one({ Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'Department' } } })],
  ['numbers and truth values', one({ Condition: { NumericLessThan: { a: 5 }, Bool: { b: true } } })],
  [
    'dates',
    one({
      Condition: {
        DateLessThanEquals: { a: ['2016-12-13T21:20:37.593194+00:00', '1577836800', '2019-07-01'] },
      },
    }),
  ],
  ['a user of one’s own name', one({ Resource: 'arn:aws:iam::*:user/${aws:username}' })],
  ['a log group', one({ Resource: 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/f:*' })],
])('accepts a policy: %s', (_name, document) => {
  expect(identityPolicyFault(JSON.stringify(document))).toBeUndefined();
});

const trust = (statement: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
        ...statement,
      },
    ],
  });

test.each<[string, string, string | undefined]>([
  ['a service', trust({}), undefined],
  ['sessions with tags', trust({ Action: ['sts:AssumeRole', 'sts:TagSession'] }), undefined],
  ['the older version', trust({}).replace('2012', '2008'), undefined],
  ['no JSON', '{', 'This policy contains invalid Json'],
  ['no effect', trust({ Effect: undefined }), SYNTAX],
  ['no principal', trust({ Principal: undefined }), 'Missing required field Principal'],
  ['an empty principal', trust({ Principal: {} }), 'Missing required field Principal cannot be empty!'],
  [
    'Allow to all but somebody',
    trust({ Principal: undefined, NotPrincipal: { AWS: '*' } }),
    'Allow with NotPrincipal is not allowed.',
  ],
  [
    'Deny to all but somebody',
    trust({ Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '123456789012' } }),
    undefined,
  ],
  ['a resource', trust({ Resource: '*' }), 'Has prohibited field Resource'],
  ['all resources but one', trust({ NotResource: '*' }), 'AssumeRole policy must not contain resources.'],
  [
    'no statement',
    '{"Version":"2012-10-17","Statement":[]}',
    'Could not parse the policy: Statement is empty!',
  ],
  ['an operator that there is not', trust({ Condition: { StringEqual: { 'sts:ExternalId': 'x' } } }), SYNTAX],
  [
    'two statements of one Sid',
    JSON.stringify({
      Statement: [1, 2].map(() => ({ Sid: 'a', Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' })),
    }),
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  [
    'another action',
    trust({ Action: 's3:GetObject' }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    'somebody who is not there',
    trust({ Principal: { AWS: 'nobody' } }),
    'Invalid principal in policy: "AWS":"nobody"',
  ],
])('checks a trust policy: %s', (_name, document, fault) => {
  expect(trustPolicyFault(document, (_kind, name) => name !== 'nobody')).toBe(fault);
});
