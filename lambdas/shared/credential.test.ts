import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { MAX_TOKEN_LENGTH, mintCredential, parseBasicCredential } from './credential.ts';

function base64(text: string | Uint8Array): string {
  return Buffer.from(text).toString('base64');
}

describe('minting', () => {
  test('is the standard base64 of username, colon and 192 random bits', () => {
    const asked: number[] = [];
    const token = mintCredential('ada', (size) => {
      asked.push(size);
      return new Uint8Array(size).fill(0xff);
    });
    expect(asked).toEqual([24]);
    expect(Buffer.from(token, 'base64').toString('utf8')).toBe(`ada:${'_'.repeat(32)}`);
    expect(token).toBe(base64(`ada:${'_'.repeat(32)}`));
  });

  test('differs each time', () => {
    expect(mintCredential('ada', randomBytes)).not.toBe(mintCredential('ada', randomBytes));
  });

  test('of the longest user name Cognito allows is still looked up', () => {
    const token = mintCredential('𝕏'.repeat(128), randomBytes);
    expect(token.length).toBeLessThanOrEqual(MAX_TOKEN_LENGTH);
    expect(parseBasicCredential(`Basic ${token}`)).toBe(token);
  });
});

describe('parsing a header', () => {
  const token = base64('ada:secret');

  test.each([`Basic ${token}`, `basic ${token}`, `BASIC ${token}`, `bAsIc   ${token}`])(
    'accepts %j',
    (header) => {
      expect(parseBasicCredential(header)).toBe(token);
    },
  );

  test.each([
    ['another scheme', `Bearer ${token}`],
    ['a longer scheme', `Basics ${token}`],
    ['no scheme', token],
    ['no token', 'Basic '],
    ['no space', `Basic${token}`],
    ['a tab', `Basic\t${token}`],
    ['a space before', ` Basic ${token}`],
    ['a space behind', `Basic ${token} `],
    ['a line break behind', `Basic ${token}\n`],
    ['two tokens', `Basic ${token} ${token}`],
    ['two credentials in a list', `Basic ${token}, Basic ${token}`],
    ['the alphabet of URLs', `Basic ${base64('a:???>>>').replaceAll('/', '_').replaceAll('+', '-')}`],
    ['padding left out', `Basic ${base64('a:bc').replace(/=+$/, '')}`],
    ['padding too long', `Basic ${base64('abc:de')}=`],
    ['only padding', 'Basic =='],
    ['no colon', `Basic ${base64('nobody')}`],
    ['bytes that are not UTF-8', `Basic ${base64(new Uint8Array([0x61, 0x3a, 0xff, 0xfe]))}`],
    ['a token that is too long', `Basic ${base64(`a:${'b'.repeat(MAX_TOKEN_LENGTH)}`)}`],
    ['the key of a guard', 'Basic person#eu-west-1_A#ada'],
  ])('rejects %s', (_what, header) => {
    expect(parseBasicCredential(header)).toBeUndefined();
  });

  test('rejects a second spelling of a credential: spare bits that are not zero', () => {
    const canonical = base64('a:bc');
    expect(canonical).toBe('YTpiYw==');
    expect(Buffer.from('YTpiYx==', 'base64').toString()).toBe('a:bc');
    expect(parseBasicCredential('Basic YTpiYw==')).toBe(canonical);
    expect(parseBasicCredential('Basic YTpiYx==')).toBeUndefined();
  });
});
