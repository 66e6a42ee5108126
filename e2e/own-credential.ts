import { forgetAnswers } from '../provision/people/set-active.ts';
import type { Gate } from '../provision/refusals.ts';
import { apigateway, apigatewayv2, outputs } from './environment.ts';
import { callGate, type GateAnswer } from './gate-call.ts';

type Asked = 'POST /credential/rotate' | 'GET /credential' | 'DELETE /credential';

/** Calls a route of one's own credential, with a token or without. */
export function askFor(gate: Gate, asked: Asked, token: string | undefined): Promise<GateAnswer> {
  const [method, path = ''] = asked.split(' ');
  return callGate(gate, path, token === undefined ? undefined : `Bearer ${token}`, { method });
}

/** Gets a new credential as a person would. */
export async function rotate(gate: Gate, accessToken: string): Promise<string> {
  const { status, text } = await askFor(gate, 'POST /credential/rotate', accessToken);
  if (status !== 200) throw new Error(`A rotation was answered ${status} ${text}.`);
  return (JSON.parse(text) as { credential: string }).credential;
}

/** Returns the status that the gate answers to a credential now, without cached answers. */
export async function knock(gate: Gate, credential: string): Promise<number> {
  await forgetAnswers(outputs, { apigateway, apigatewayv2 });
  return (await callGate(gate, '/users', `Basic ${credential}`)).status;
}
