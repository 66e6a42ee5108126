import { expect, test } from '@jest/globals';
import { readChoices } from './choices.ts';

const outputs = {
  functions: { authorizer: 'gatehouse-dev-authorizer', postConfirmation: 'gatehouse-dev-post-confirmation' },
};

test('finds a function by the end of its name, and has defaults', () => {
  expect(readChoices({ F: 'authorizer' }, outputs)).toEqual({
    functionName: 'gatehouse-dev-authorizer',
    role: 'authorizer',
    sizes: [128, 256, 512, 1024, 1769, 3008],
    samples: 30,
  });
  expect(readChoices({ F: 'post-confirmation' }, outputs)).toMatchObject({ role: 'postConfirmation' });
});

test('takes sizes and samples as given, each size once, smallest first', () => {
  const given = { F: 'authorizer', MEMORY: '1024, 128,128,10240', SAMPLES: '3' };
  expect(readChoices(given, outputs)).toMatchObject({ sizes: [128, 1024, 10_240], samples: 3 });
});

test.each([
  [{}, /^Say which function: give F as the end of one of gatehouse-dev-authorizer, gatehouse-dev-post-/],
  [{ F: 'confirmer' }, /^There is no function "confirmer": give F as the end of one of /],
  [{ F: 'authorizer', MEMORY: '127' }, /^MEMORY is "127": give sizes from 128 to 10240 MB/],
  [{ F: 'authorizer', MEMORY: '128,10241' }, /^MEMORY is /],
  [{ F: 'authorizer', MEMORY: '128;256' }, /^MEMORY is /],
  [{ F: 'authorizer', MEMORY: '128.5' }, /^MEMORY is /],
  [{ F: 'authorizer', SAMPLES: '0' }, /^SAMPLES is "0"/],
  [{ F: 'authorizer', SAMPLES: 'many' }, /^SAMPLES is "many"/],
])('rejects %j in a sentence that names it', (given, message) => {
  expect(() => readChoices(given, outputs)).toThrow(message);
});
