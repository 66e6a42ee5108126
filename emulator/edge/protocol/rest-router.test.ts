import { expect, test } from '@jest/globals';
import { models } from '../../models/models.ts';
import { createRestRouter } from './rest-router.ts';

const lambda = createRestRouter(models.lambda);
const gateway = createRestRouter(models.apigateway);
const none = new URLSearchParams();

test('reads and decodes labels from the path, with or without a trailing slash', () => {
  expect(lambda('GET', '/2015-03-31/functions/my%3Afn', none)).toEqual({
    operation: 'GetFunction',
    labels: { FunctionName: 'my:fn' },
  });
  expect(lambda('GET', '/2015-03-31/functions/', none)?.operation).toBe('ListFunctions');
  expect(lambda('GET', '/2015-03-31/functions', none)?.operation).toBe('ListFunctions');
});

test('prefers a literal to a label, and a fixed query pair to none', () => {
  expect(gateway('POST', '/restapis', none)?.operation).toBe('CreateRestApi');
  expect(gateway('POST', '/restapis', new URLSearchParams('mode=import'))?.operation).toBe('ImportRestApi');
  expect(gateway('DELETE', '/restapis/a/stages/s/cache/authorizers', none)?.operation).toBe(
    'FlushStageAuthorizersCache',
  );
});

test('matches nothing if no operation fits', () => {
  expect(lambda('PATCH', '/2015-03-31/functions/f', none)).toBeUndefined();
  expect(gateway('GET', '/nothing', none)).toBeUndefined();
});
