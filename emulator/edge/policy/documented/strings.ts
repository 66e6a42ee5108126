import { type Documented, when } from './documented-case.ts';

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
