import { expect, test } from '@jest/globals';
import { refuseUnhonoured } from './honoured.ts';
import type { Honoured } from './operation.ts';

const honours: Honoured = {
  Name: true,
  Mode: ['OFF'],
  Rules: { Kind: ['plain'], Text: true },
  Tags: { '*': true },
};

test('what is honoured passes, in lists and maps too, and what is absent counts as absent', () => {
  const input = {
    Name: 'n',
    Mode: 'OFF',
    Rules: [{ Kind: 'plain', Text: 't' }],
    Tags: { a: 'b' },
    Other: undefined,
  };
  expect(() => refuseUnhonoured('Create', honours, input)).not.toThrow();
});

test.each([
  [{ Other: 1 }, 'Create: the parameter Other is not supported by the embedded engine.'],
  [{ Mode: 'ON' }, 'Create: Mode "ON" is not supported by the embedded engine.'],
  [
    { Rules: [{ Kind: 'plain' }, { Speed: 2 }] },
    'Create: the parameter Rules.Speed is not supported by the embedded engine.',
  ],
  [{ Rules: [{ Kind: 'fancy' }] }, 'Create: Rules.Kind "fancy" is not supported by the embedded engine.'],
])('what is not honoured is refused by name: %j', (input, message) => {
  expect(() => refuseUnhonoured('Create', honours, input)).toThrow(
    expect.objectContaining({ code: 'NotImplementedException', status: 501, message }),
  );
});

test('a text where members should be is left to the service to refuse', () => {
  expect(() => refuseUnhonoured('Create', honours, { Rules: 'plain' })).not.toThrow();
});
