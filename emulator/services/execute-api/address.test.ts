import { expect, test } from '@jest/globals';
import { addressOf } from './address.ts';

const host = 'abc.execute-api.localhost.localstack.cloud:4566';

test.each([
  ['/_aws/execute-api/abc/dev/a?b=/c', '', { rest: '/dev/a', query: 'b=/c' }],
  ['/_aws/execute-api/abc', '', { rest: '', query: undefined }],
  ['/_aws/execute-api/abc?x', '', { rest: '', query: 'x' }],
  ['http://localhost/_aws/execute-api/abc/dev', '', { rest: '/dev', query: undefined }],
  ['/restapis/abc/dev/_user_request_/a//b', '', { rest: '/dev/a//b', query: undefined }],
  ['/restapis/abc/dev/_user_request_', '', { rest: '/dev', query: undefined }],
  ['/dev/a', host, { rest: '/dev/a', query: undefined }],
  ['http://other/dev/a', host, { rest: '/dev/a', query: undefined }],
])('%s at %s', (url, at, rest) => {
  expect(addressOf(url, at)).toEqual({ apiId: 'abc', ...rest });
});

test.each([
  ['/restapis/abc/resources', 'localhost'],
  ['/restapis/abc/dev/_user_request_x/a', 'localhost'],
  ['/', 'localhost'],
  ['/dev', 'a.b.execute-api.localhost'],
  ['/dev', '.execute-api.localhost'],
])('%s at %s is no API', (url, at) => {
  expect(addressOf(url, at)).toBeUndefined();
});
