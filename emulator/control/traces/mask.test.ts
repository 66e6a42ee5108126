import { expect, test } from '@jest/globals';
import { masked } from './mask.ts';

test.each([
  ['a member', '{"password":"hush"}', '{"password":"••••"}'],
  [
    'a member in the middle of a name',
    '{"ClientSecretHash" : "hush","a":1}',
    '{"ClientSecretHash" : "••••","a":1}',
  ],
  ['quotes in the secret', '{"token":"hu\\"sh","a":"b"}', '{"token":"••••","a":"b"}'],
  ['JSON in a JSON text', '{"body":"{\\"password\\":\\"hush\\"}"}', '{"body":"{\\"password\\":\\"••••\\"}"}'],
  ['a text that is cut off', '{"a":"b","credential":"hus', '{"a":"b","credential":"••••"'],
  ['the key of an item', '{"authentication":"hush"}', '{"authentication":"••••"}'],
  ['a code', '{"ConfirmationCode":"123456","code":123456}', '{"ConfirmationCode":"••••","code":"••••"}'],
  ['a form', 'name=ann&password=hush&x=1', 'name=ann&password=••••&x=1'],
  [
    'an object as Node.js prints it',
    "{ user: 'ann', secret: 'hush', n: 1 }",
    "{ user: 'ann', secret: ••••, n: 1 }",
  ],
  ['Basic', 'header was Basic aHVzaDpodXNo, refused', 'header was Basic ••••, refused'],
  ['a JWT', 'got eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln!', 'got ••••!'],
])('masks %s', (_name, text, shown) => {
  expect(masked.text(text)).toBe(shown);
});

test.each([
  '{"statusCode":200,"postcode":"1010","country_code":"AT"}',
  '{"message":"Unauthorized"}',
  'Basic realm="gatehouse"',
  'START RequestId: 115d2b86-4637-4f31-8bf9-2501c3ceeb6d Version: $LATEST',
])('leaves %s unchanged', (text) => {
  expect(masked.text(text)).toBe(text);
});

test('masks headers and query parameters by name, and keeps the scheme', () => {
  expect(masked.header('Authorization', 'Basic aHVzaA==')).toBe('Basic ••••');
  expect(masked.header('authorization', 'hush')).toBe('••••');
  expect(masked.header('X-Origin-Secret', 'hush')).toBe('••••');
  expect(masked.header('X-Amz-Security-Token', 'hush')).toBe('••••');
  expect(masked.header('Set-Cookie', 'a=hush')).toBe('••••');
  expect(masked.header('Content-Type', 'text/plain')).toBe('text/plain');
  expect(masked.url('/a?x=1&X-Amz-Signature=hush&pass%77ord=hush&flag')).toBe(
    '/a?x=1&X-Amz-Signature=••••&pass%77ord=••••&flag',
  );
});

test('takes time in proportion to the text, whatever it contains', () => {
  const long = 20_000;
  for (const hostile of [
    '"token":"',
    'password ',
    '\\"',
    'Basic ',
    'eyJ',
    '{"a":',
    'secret-',
    '\\',
    '"',
    ' secret:',
    'eyJaaaaaa.',
    '"token":"\\',
  ])
    expect(masked.text(hostile.repeat(long / hostile.length)).length).toBeGreaterThan(0);
});
