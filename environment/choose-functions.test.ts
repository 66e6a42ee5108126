import { expect, test } from '@jest/globals';
import { chosenFunction, chosenFunctions } from './choose-functions.ts';

const NAMES = ['gatehouse-dev-post-confirmation', 'gatehouse-dev-authorizer'];

test('reads F as a function’s name or its end, and takes all without it', () => {
  expect(chosenFunctions(NAMES, undefined)).toEqual(NAMES);
  expect(chosenFunctions(NAMES, 'authorizer')).toEqual(['gatehouse-dev-authorizer']);
  expect(chosenFunction(NAMES, 'post-confirmation')).toBe('gatehouse-dev-post-confirmation');
  expect(chosenFunction(NAMES, 'gatehouse-dev-authorizer')).toBe('gatehouse-dev-authorizer');
});

test('lists the functions if the name fits none or several', () => {
  const names = NAMES.join(', ');
  expect(() => chosenFunctions(NAMES, 'gate')).toThrow(
    `There is no function "gate": give F as the end of one of ${names}.`,
  );
  expect(() => chosenFunction(NAMES, '')).toThrow(
    `Say which function: give F as the end of one of ${names}.`,
  );
  expect(() => chosenFunction(['a-x', 'b-x'], 'x')).toThrow(
    '"x" is the end of more than one function: give F as the end of one of a-x, b-x.',
  );
});
