import { allow, type Documented, when } from './documented-case.ts';

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
