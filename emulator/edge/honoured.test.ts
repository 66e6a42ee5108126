import { expect, test } from '@jest/globals';
import { refuseUnhonoured } from './honoured.ts';
import type { Honoured } from './operation.ts';

const honours: Honoured = {
  Name: true,
  Mode: ['OFF'],
  Rules: { Kind: ['plain'], Text: true },
  Tags: { '*': true },
};

test('accepts honoured members, in lists and maps too, and treats absent ones as absent', () => {
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
])('refuses what it does not honour by name: %j', (input, message) => {
  expect(() => refuseUnhonoured('Create', honours, input)).toThrow(
    expect.objectContaining({ code: 'NotImplementedException', status: 501, message }),
  );
});

test('leaves it to the service to reject text instead of members', () => {
  expect(() => refuseUnhonoured('Create', honours, { Rules: 'plain' })).not.toThrow();
});
