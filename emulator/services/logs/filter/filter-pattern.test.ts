import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AwsError } from '../../../edge/aws-error.ts';
import { compileFilterPattern } from './filter-pattern.ts';

const TRAIL = JSON.stringify({
  eventType: 'UpdateTrail',
  sourceIPAddress: '111.111.111.111',
  arrayKey: ['value', 'another value'],
  objectList: [
    { name: 'a', id: 1 },
    { name: 'b', id: 2 },
  ],
  SomeObject: null,
  ThisFlag: true,
  latency: 1200.5,
});
const USERS = JSON.stringify({
  user: { id: 1, email: 'John.Stiles@example.com' },
  users: [
    { id: 2, email: 'John.Doe@example.com' },
    { id: 3, email: 'Jane.Doe@example.com' },
  ],
  actions: ['GET', 'PUT', 'DELETE'],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
  ],
});
const REQUEST = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

test.each<[string, string, boolean]>([
  ['', 'anything', true],
  ['ERROR', '[ERROR] A fatal exception', true],
  ['ERROR', 'an error', false],
  ['ERROR', 'Exiting with ERRORCODE', true],
  ['ERROR Exception', '[ERROR] Unhandled Exception', true],
  ['ERROR Exception', '[ERROR] and no more', false],
  ['"ERROR Exception"', 'Exception ERROR', false],
  ['"[ERROR]"', '[ERROR] here', true],
  ['"a \\"quoted\\" word"', 'with a "quoted" word', true],
  ['ERROR -WARN', 'ERROR message', true],
  ['ERROR -WARN', 'ERROR WARN message', false],
  ['"ERROR" - "Exiting"', 'Exiting with ERRORCODE: -1', false],
  ['?ERROR ?WARN', 'WARN message', true],
  ['?ERROR ?WARN', 'INFO message', false],
  ['?ERROR WARN', 'WARN message', true],
  ['%AUTHORIZED%', '[ERROR 401] UNAUTHORIZED', true],
  ['%^\\[ERROR 4\\d\\d%', '[ERROR 401] no', true],
  ['%^\\[ERROR 4\\d\\d%', 'an [ERROR 401]', false],
  ['%colou?r%', 'color', true],
])('terms: %s over %s', (pattern, message, matches) => {
  expect(compileFilterPattern(pattern).matches(message)).toBe(matches);
});

test.each<[string, string, boolean]>([
  ['{ $.eventType = "UpdateTrail" }', TRAIL, true],
  ['{$.eventType=UpdateTrail}', TRAIL, true],
  ['{ $.eventType = "updatetrail" }', TRAIL, false],
  ['{ $.eventType = Update* }', TRAIL, true],
  ['{ $.eventType = "*Trail" }', TRAIL, true],
  ['{ $.eventType = "*dateT*" }', TRAIL, true],
  ['{ $.eventType = "Up*Trail" }', TRAIL, false],
  ['{ $.eventType = * }', TRAIL, true],
  ['{ $.eventType = %^Update% }', TRAIL, true],
  ['{ $.eventType = %^Update% && $.sourceIPAddress = %111% && $.eventType != "%a% %b%" }', TRAIL, true],
  ['{ $.sourceIPAddress != 123.123.* }', TRAIL, true],
  ['{ $.sourceIPAddress != 111.111.* }', TRAIL, false],
  ['{ $.arrayKey[0] = "value" }', TRAIL, true],
  ['{ $.arrayKey[1] = "value" }', TRAIL, false],
  ['{ $.eventType[0] = "U" }', TRAIL, false],
  ['{ $.objectList[1].id = 2 }', TRAIL, true],
  ['{ $.objectList[*].id = 2 }', TRAIL, true],
  ['{ $.objectList[*].id = 3 }', TRAIL, false],
  ['{ $.*.email = "John.Stiles@example.com" }', USERS, true],
  ["{ $['eventType'] = UpdateTrail }", TRAIL, true],
  ['{ $.SomeObject IS NULL }', TRAIL, true],
  ['{ $.eventType IS NULL }', TRAIL, false],
  ['{ $.SomeOtherObject IS NULL }', TRAIL, false],
  ['{ $.SomeOtherObject NOT EXISTS }', TRAIL, true],
  ['{ $.SomeObject NOT EXISTS }', TRAIL, false],
  ['{ $.ThisFlag IS TRUE }', TRAIL, true],
  ['{ $.ThisFlag IS FALSE }', TRAIL, false],
  ['{ $.latency >= 500 }', TRAIL, true],
  ['{ $.latency < 10e3 }', TRAIL, true],
  ['{ $.latency < 10e-3 }', TRAIL, false],
  ['{ $.latency = 1200.5 }', TRAIL, true],
  ['{ $.latency > +1000 }', TRAIL, true],
  ['{ $.eventType > 5 }', TRAIL, false],
  ['{ $.actions = 1 }', USERS, false],
  ['{ $.actions != 1 }', USERS, false],
  ['{ $.missing != 1 }', USERS, false],
  ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', USERS, true],
  ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', USERS, false],
  [
    '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }',
    USERS,
    true,
  ],
  [
    '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nomatch }',
    USERS,
    false,
  ],
  ['{ $.user.email = "a && b || c" }', '{"user":{"email":"a && b || c"}}', true],
  ['{ $.coordinates[1][0] = 4 }', USERS, true],
  ['{ $.user.id = 1 }', 'no JSON', false],
  ['{ $.user.id NOT EXISTS }', 'no JSON', false],
  ['{ $.user-agent = x }', '{"user-agent":"x"}', true],
  ['{ $.constructor = * }', '{}', false],
])('JSON: %s', (pattern, message, matches) => {
  expect(compileFilterPattern(pattern).matches(message)).toBe(matches);
});

test.each<[string, string, boolean]>([
  ['[ip, user, username, timestamp, request, status_code, bytes]', REQUEST, true],
  ['[ip, user, username]', REQUEST, false],
  ['[ip, user, username, timestamp, request, status_code = 404, bytes]', REQUEST, true],
  ['[ip, user, username, timestamp, request, status_code = 4*, bytes]', REQUEST, true],
  ['[ip, user, username, timestamp, request = *html*, status_code = 4*, bytes]', REQUEST, true],
  ['[ip, user, username, timestamp, request, status_code = 4* && bytes > 1000]', REQUEST, false],
  ['[..., status_code = 4* && status_code != 404, bytes]', REQUEST, false],
  ['[..., status_code, bytes > 1000]', REQUEST, true],
  ['[..., status_code, bytes > 2000]', REQUEST, false],
  ['[ip, user, ..., status_code, bytes]', REQUEST, true],
  ['[ip, user, ...]', REQUEST, true],
  ['[ip = 10.*, ...]', REQUEST, false],
  ['[..., request=*.html*, status_code=4*,]', REQUEST, true],
  ['[ip = %127\\.0\\.0\\.[0-9]%, ...]', REQUEST, true],
  ['[w1=ERROR, w2]', 'ERROR message', true],
  ['[w1=ERROR, w2]', 'ERROR WARN message', false],
  ['[w1=ERROR || w1=WARN, w2]', 'WARN message', true],
  ['[w1=!ERROR&&w1=!WARN, w2]', 'INFO message', true],
  ['[w1=!ERROR&&w1=!WARN, w2]', 'WARN message', false],
])('fields: %s over %s', (pattern, message, matches) => {
  expect(compileFilterPattern(pattern).matches(message)).toBe(matches);
});

test('shows what a pattern extracts from a message', () => {
  expect(compileFilterPattern('[..., request=*.html*, status_code=4*,]').extract(REQUEST)).toEqual({
    $1: '127.0.0.1',
    $2: '-',
    $3: 'frank',
    $4: '10/Oct/2000:13:25:15 -0700',
    $request: 'GET /index.html HTTP/1.0',
    $status_code: '404',
    $7: '1534',
  });
  expect(compileFilterPattern('{ $.eventType = * && $.latency > 1 }').extract(TRAIL)).toEqual({
    '$.eventType': 'UpdateTrail',
    '$.latency': '1200.5',
  });
  expect(compileFilterPattern('ERROR').extract('ERROR')).toEqual({});
});

test.each([
  '{ $.a = 1',
  '{ }',
  '{ $.a }',
  '{ a = 1 }',
  '{ $.a == 1 }',
  '{ $.a = 1 && }',
  '{ ($.a = 1 }',
  '{ $.a IS UNKNOWN }',
  '{ $.a < abc }',
  '[a, ..., b, ...]',
  '[a b]',
  '[a',
  'foo:bar',
  '%(a|b)%',
  '%something!%',
  '%[%',
  '{ $.a = %x% && $.b = %y% && $.c = %z% }',
  '[a = %x%, b = %y%, c = %z%]',
])('rejects an invalid pattern: %s', (pattern) => {
  expect(() => compileFilterPattern(pattern)).toThrow(
    expect.objectContaining({ code: 'InvalidParameterException' }),
  );
});

test('reads or rejects any filter pattern', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '$.',
    'a',
    '.',
    '*',
    '=',
    '!=',
    '<',
    '&&',
    '||',
    '"',
    '%',
    ',',
    '...',
    '?',
    '-',
    ' ',
    'IS',
    'NULL',
    '1',
    '\\',
  );
  const pattern = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.array(piece).map((parts) => `{ ${parts.join('')} }`),
    fc.array(piece).map((parts) => `[${parts.join('')}]`),
  );
  fc.assert(
    fc.property(pattern, fc.oneof(fc.string(), fc.json()), (source, message) => {
      try {
        const compiled = compileFilterPattern(source);
        compiled.matches(message);
        compiled.extract(message);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
      }
    }),
    { numRuns: 5000 },
  );
});
