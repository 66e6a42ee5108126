import { allow, type Documented, when } from './documented-case.ts';

const from = (address: string) => ({ context: { 'aws:SourceIp': address } });
const both = ['203.0.113.0/24', '2001:DB8:1234:5678::/64'];

export const addresses: Documented = {
  page: 'Condition operators: IP address',
  cases: [
    ['in the range', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'), from('203.0.113.255'), 'allowed'],
    [
      'beside the range',
      when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'),
      from('203.0.114.0'),
      'implicit-deny',
    ],
    ['the key is absent', when('IpAddress', 'aws:SourceIp', '203.0.113.0/24'), {}, 'implicit-deny'],
    [
      'an address alone is one address',
      when('IpAddress', 'aws:SourceIp', '203.0.113.5'),
      from('203.0.113.5'),
      'allowed',
    ],
    [
      'an address alone is no other',
      when('IpAddress', 'aws:SourceIp', '203.0.113.5'),
      from('203.0.113.6'),
      'implicit-deny',
    ],
    ['IPv6 in the range', when('IpAddress', 'aws:SourceIp', both), from('2001:db8:1234:5678::1'), 'allowed'],
    [
      'IPv6 beside the range',
      when('IpAddress', 'aws:SourceIp', both),
      from('2001:db8:1234:5679::1'),
      'implicit-deny',
    ],
    ['IPv4 in a mixed list', when('IpAddress', 'aws:SourceIp', both), from('203.0.113.9'), 'allowed'],
    [
      'NotIpAddress: in the range',
      when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
      from('203.0.113.9'),
      'implicit-deny',
    ],
    [
      'NotIpAddress: beside the range',
      when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
      from('198.51.100.1'),
      'allowed',
    ],
    [
      'NotIpAddress: the key is absent',
      when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
      {},
      'allowed',
    ],
    ['every address', when('IpAddress', 'aws:SourceIp', '0.0.0.0/0'), from('8.8.8.8'), 'allowed'],
  ],
};

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

const ada = { 'aws:username': 'ada', 'aws:PrincipalTag/department': 'maths' };
const home = (text: string) => [allow({ Resource: `arn:aws:s3:::bucket/${text}` })];
const inBucket = (key: string, context = {}) => ({ resource: `arn:aws:s3:::bucket/${key}`, context });

export const variables: Documented = {
  page: 'IAM policy elements: Variables and tags',
  cases: [
    ['in a resource', home('${aws:username}/*'), inBucket('ada/x', ada), 'allowed'],
    ['in a resource, another’s', home('${aws:username}/*'), inBucket('bob/x', ada), 'implicit-deny'],
    ['in a resource, without a value', home('${aws:username}/*'), inBucket('ada/x'), 'implicit-deny'],
    ['a name in any case', home('${AWS:UserName}/*'), inBucket('ada/x', ada), 'allowed'],
    ['a tag', home('${aws:PrincipalTag/department}/*'), inBucket('maths/x', ada), 'allowed'],
    [
      'a part of a name',
      [allow({ Resource: 'arn:aws:sqs:us-east-2:*:${aws:username}-queue' })],
      { resource: 'arn:aws:sqs:us-east-2:1:ada-queue', context: ada },
      'allowed',
    ],
    [
      'in a string condition',
      when('StringLike', 's3:prefix', ['', 'home/', 'home/${aws:username}/']),
      { context: { ...ada, 's3:prefix': 'home/ada/' } },
      'allowed',
    ],
    [
      'in a string condition, another’s',
      when('StringLike', 's3:prefix', ['', 'home/', 'home/${aws:username}/']),
      { context: { ...ada, 's3:prefix': 'home/bob/' } },
      'implicit-deny',
    ],
    [
      'in an ARN condition',
      when('ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:${aws:username}-*'),
      { context: { ...ada, 'aws:SourceArn': 'arn:aws:sns:r:1:ada-topic' } },
      'allowed',
    ],
    [
      'not in a numeric condition',
      when('NumericEquals', 'n', '${k}'),
      { context: { n: '5', k: '5' } },
      'implicit-deny',
    ],
    [
      'not in an address condition',
      when('IpAddress', 'aws:SourceIp', '${k}'),
      { context: { 'aws:SourceIp': '10.0.0.1', k: '10.0.0.1' } },
      'implicit-deny',
    ],
    ['${*} is an asterisk', home('a${*}b'), inBucket('a*b'), 'allowed'],
    ['${*} is no wildcard', home('a${*}b'), inBucket('axxb'), 'implicit-deny'],
    ['${?} is a question mark', home('a${?}b'), inBucket('a?b'), 'allowed'],
    ['${?} is no wildcard', home('a${?}b'), inBucket('axb'), 'implicit-deny'],
    ['${$} is a dollar sign', home('a${$}b'), inBucket('a$b'), 'allowed'],
    [
      'a default where there is no value',
      home("${aws:userid, 'anonymous'}/*"),
      inBucket('anonymous/x'),
      'allowed',
    ],
    [
      'no default where there is one',
      home("${aws:userid, 'anonymous'}/*"),
      inBucket('anonymous/x', { 'aws:userid': 'AIDA' }),
      'implicit-deny',
    ],
    [
      'without a value, a negated condition does not hold',
      when('StringNotEquals', 'k', '${aws:username}'),
      { context: { k: 'a' } },
      'implicit-deny',
    ],
    [
      'without a value, NotResource does not apply',
      [allow({ NotResource: 'arn:aws:s3:::bucket/${aws:username}' })],
      {},
      'implicit-deny',
    ],
  ],
};
