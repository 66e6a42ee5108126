import { expect, test } from '@jest/globals';
import { chooseEngine } from './choose-engine.ts';

test('the embedded engine, unless there is a token for LocalStack', () => {
  expect(chooseEngine({ engine: '', localStackToken: '' })).toEqual({
    engine: 'embedded',
    why: 'the embedded engine, as a local process: there is no LOCALSTACK_AUTH_TOKEN',
  });
  expect(chooseEngine({ engine: '', localStackToken: 'ls-token' })).toEqual({
    engine: 'localstack',
    why: 'LocalStack, in a container: LOCALSTACK_AUTH_TOKEN is set; ENGINE=embedded chooses otherwise',
  });
});

test('ENGINE decides by hand, whatever token there is', () => {
  for (const localStackToken of ['', 'ls-token']) {
    expect(chooseEngine({ engine: 'embedded', localStackToken }).engine).toBe('embedded');
    expect(chooseEngine({ engine: 'compose', localStackToken })).toEqual({
      engine: 'compose',
      why: 'the embedded engine, in a container: ENGINE=compose',
    });
  }
  expect(chooseEngine({ engine: 'localstack', localStackToken: 'ls-token' }).engine).toBe('localstack');
});

test('what cannot be chosen is refused, with the way out', () => {
  expect(() => chooseEngine({ engine: 'localstack', localStackToken: '' })).toThrow(
    /^ENGINE=localstack needs LOCALSTACK_AUTH_TOKEN: .* use ENGINE=embedded/,
  );
  expect(() => chooseEngine({ engine: 'moto', localStackToken: '' })).toThrow(
    'ENGINE is "moto": give one of embedded, compose, localstack.',
  );
});
