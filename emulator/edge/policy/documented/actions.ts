import { allow, type Documented, deny } from './documented-case.ts';

export const actions: Documented = {
  page: 'IAM JSON policy elements: Action',
  cases: [
    ['one action', [allow({ Action: 'sqs:SendMessage' })], { action: 'sqs:SendMessage' }, 'allowed'],
    [
      'another action',
      [allow({ Action: 'sqs:SendMessage' })],
      { action: 'sqs:ReceiveMessage' },
      'implicit-deny',
    ],
    [
      'the prefix in any case',
      [allow({ Action: 'IAM:ListAccessKeys' })],
      { action: 'iam:ListAccessKeys' },
      'allowed',
    ],
    [
      'the action in any case',
      [allow({ Action: 'iam:listaccesskeys' })],
      { action: 'iam:ListAccessKeys' },
      'allowed',
    ],
    [
      'several actions',
      [allow({ Action: ['sqs:SendMessage', 'ec2:StartInstances'] })],
      { action: 'ec2:StartInstances' },
      'allowed',
    ],
    ['a wildcard for a service’s actions', [allow({ Action: 's3:*' })], {}, 'allowed'],
    [
      'a wildcard for part of a name',
      [allow({ Action: 'iam:*AccessKey*' })],
      { action: 'iam:UpdateAccessKey' },
      'allowed',
    ],
    [
      'the same, for a name without that part',
      [allow({ Action: 'iam:*AccessKey*' })],
      { action: 'iam:GetUser' },
      'implicit-deny',
    ],
    ['a question mark for one character', [allow({ Action: 's3:?etObject' })], {}, 'allowed'],
    ['a question mark is not for none', [allow({ Action: 's3:GetObject?' })], {}, 'implicit-deny'],
    ['a star for none', [allow({ Action: 's3:GetObject*' })], {}, 'allowed'],
    ['a star for the whole', [allow({ Action: '*' })], { action: 'anything:AtAll' }, 'allowed'],
    [
      'a longer name is not meant',
      [allow({ Action: 's3:GetObject' })],
      { action: 's3:GetObjectAcl' },
      'implicit-deny',
    ],
    [
      'another service’s action of that name',
      [allow({ Action: 's3:ListTags' })],
      { action: 'sqs:ListTags' },
      'implicit-deny',
    ],
  ],
};

export const notActions: Documented = {
  page: 'IAM JSON policy elements: NotAction',
  cases: [
    [
      'Allow takes in the rest of the service',
      [allow({ NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' })],
      {},
      'allowed',
    ],
    [
      'Allow leaves out what is named',
      [allow({ NotAction: 's3:DeleteBucket' })],
      { action: 's3:DeleteBucket' },
      'implicit-deny',
    ],
    [
      'Allow takes in other services',
      [allow({ NotAction: 'iam:*' })],
      { action: 'ec2:RunInstances' },
      'allowed',
    ],
    [
      'Allow leaves a whole service out',
      [allow({ NotAction: 'iam:*' })],
      { action: 'iam:CreateUser' },
      'implicit-deny',
    ],
    [
      'Deny takes in the rest',
      [allow(), deny({ NotAction: 'iam:*' })],
      { action: 'ec2:RunInstances' },
      'explicit-deny',
    ],
    [
      'Deny leaves what is named to others',
      [allow(), deny({ NotAction: 'iam:*' })],
      { action: 'iam:CreateUser' },
      'allowed',
    ],
    [
      'Deny grants nothing itself',
      [deny({ NotAction: 'iam:*' })],
      { action: 'iam:CreateUser' },
      'implicit-deny',
    ],
    ['several, all left out', [allow({ NotAction: ['iam:*', 's3:*'] })], {}, 'implicit-deny'],
    ['in any case', [allow({ NotAction: 'S3:getobject' })], {}, 'implicit-deny'],
  ],
};
