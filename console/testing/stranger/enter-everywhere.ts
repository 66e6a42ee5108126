import type { TracedStack } from '../../../emulator/control/traces/testing/traced-stack.ts';
import { enterApi, sendRaw } from './enter-api.ts';
import { enterFunction } from './enter-function.ts';
import { enterPerson } from './enter-person.ts';
import { enterFault, enterItem, enterLogLine, enterRole } from './enter-resources.ts';
import { attempt } from './fields.ts';

/** Where to look at what the stranger entered. */
export interface Strange {
  readonly pool: string;
  readonly person: string;
  readonly apiId: string;
  /** The request's id, and that of one whose authorizer failed. */
  readonly requestId: string;
  readonly failedId: string;
}

/** Fills each field through the API by which a stranger would. */
export async function enterEverywhere(stack: TracedStack): Promise<Strange> {
  await enterLogLine(stack);
  await enterItem(stack);
  await enterRole(stack);
  await enterFunction(stack);
  await enterFault(stack);
  const { pool, person } = await enterPerson(stack);
  const { apiId, stage } = await enterApi(stack);
  const send = (token: string, path = '/') =>
    sendRaw(`${stack.engine.endpoint}/_aws/execute-api/${apiId}/${stage}`, path, token);
  await send('nobody', `/${attempt('path')}`);
  return { pool, person, apiId, requestId: await send('let-me-in'), failedId: await send('fail') };
}
