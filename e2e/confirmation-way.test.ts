import { expect, test } from '@jest/globals';
import { chooseConfirmationWay } from './confirmation-way.ts';

/** Finds no container of this project, with Docker or without. */
const nowhere = { COMPOSE_PROJECT_NAME: 'gatehouse-of-no-container' };

test('chooses a way to confirm for each target', async () => {
  expect(await chooseConfirmationWay('embedded', {})).toEqual({ way: 'inbox', said: "the engine's inbox" });
  expect((await chooseConfirmationWay('aws', {})).way).toBe('admin');
  expect(await chooseConfirmationWay('localstack', nowhere)).toEqual({
    way: 'admin',
    said: "nowhere, for LocalStack's log cannot be read from here: an administrator confirms",
  });
});

test('CONFIRMATION chooses by hand, and rejects a way that the target lacks', async () => {
  expect((await chooseConfirmationWay('localstack', { CONFIRMATION: 'inbox' })).way).toBe('inbox');
  await expect(chooseConfirmationWay('localstack', { ...nowhere, CONFIRMATION: 'log' })).rejects.toThrow(
    'there is no container of LocalStack',
  );
  await expect(chooseConfirmationWay('embedded', { CONFIRMATION: 'post' })).rejects.toThrow(
    'CONFIRMATION is "post": give inbox, log or admin.',
  );
});
