import { expect, test } from '@jest/globals';
import { chooseEngine } from './choose-engine.ts';

test('chooses the embedded engine unless there is a token for LocalStack', () => {
  expect(chooseEngine({ engine: '', localStackToken: '', localStackEndpoint: '' })).toEqual({
    engine: 'embedded',
    why: 'the embedded engine, as a local process: there is no LOCALSTACK_AUTH_TOKEN',
  });
  expect(chooseEngine({ engine: '', localStackToken: 'ls-token', localStackEndpoint: '' })).toEqual({
    engine: 'localstack',
    why: 'LocalStack, in a container: LOCALSTACK_AUTH_TOKEN is set; ENGINE=embedded chooses otherwise',
  });
});

test('lets ENGINE decide, whatever token there is', () => {
  for (const localStackToken of ['', 'ls-token']) {
    expect(chooseEngine({ engine: 'embedded', localStackToken, localStackEndpoint: '' }).engine).toBe(
      'embedded',
    );
    expect(chooseEngine({ engine: 'compose', localStackToken, localStackEndpoint: '' })).toEqual({
      engine: 'compose',
      why: 'the embedded engine, in a container: ENGINE=compose',
    });
  }
  expect(
    chooseEngine({ engine: 'localstack', localStackToken: 'ls-token', localStackEndpoint: '' }).engine,
  ).toBe('localstack');
});

test('rejects an impossible choice, with a way out', () => {
  expect(() => chooseEngine({ engine: 'localstack', localStackToken: '', localStackEndpoint: '' })).toThrow(
    /^ENGINE=localstack needs LOCALSTACK_AUTH_TOKEN: .* use ENGINE=embedded/,
  );
  expect(() => chooseEngine({ engine: 'moto', localStackToken: '', localStackEndpoint: '' })).toThrow(
    'ENGINE is "moto": give one of embedded, compose, localstack, attached.',
  );
});

test('prefers a running LocalStack to a token', () => {
  const localStackEndpoint = 'http://localhost:4566';
  expect(chooseEngine({ engine: '', localStackToken: 'ls-token', localStackEndpoint })).toEqual({
    engine: 'attached',
    why: 'a LocalStack that runs already: LOCALSTACK_ENDPOINT is set',
  });
  expect(chooseEngine({ engine: 'embedded', localStackToken: '', localStackEndpoint }).engine).toBe(
    'embedded',
  );
  expect(() => chooseEngine({ engine: 'attached', localStackToken: '', localStackEndpoint: '' })).toThrow(
    /^ENGINE=attached needs LOCALSTACK_ENDPOINT/,
  );
});
