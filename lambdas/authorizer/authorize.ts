import { errorFields, type Log } from '../shared/log.ts';
import { answer, type GateAnswer } from './answer.ts';
import type { ResponseForm } from './config.ts';
import { type JudgeDeps, judge, type Use, type Verdict } from './judge.ts';
import { type GateRequest, parseEvent } from './parse-event.ts';

/** What {@link authorize} works with. */
export interface AuthorizeDeps extends JudgeDeps {
  /** Stores a use later, without making anybody wait. */
  noteUse: (use: Use, requestId: string) => void;
  responseForm: ResponseForm;
  log: Log;
}

/**
 * Decides about one request and answers in the calling gateway's form; see {@link answer}. Logs exactly one line with the person, if known,
 * and the outcome.
 *
 * @param requestId Lambda's id of the invocation, for the log.
 * @throws Error `Unauthorized` to reject for a REST API. Error with another message, and the reason as its `cause`, if the event is
 * unusable or the store fails: API Gateway answers 500, because an outage must not look like a wrong credential. The reason's own message
 * is not used, because it could read "Unauthorized".
 */
export async function authorize(deps: AuthorizeDeps, event: unknown, requestId: string): Promise<GateAnswer> {
  const { request, verdict } = await decide(deps, event, requestId);
  deps.log({
    level: 'info',
    message: verdict.allowed ? 'allowed' : 'refused',
    outcome: verdict.allowed ? 'allowed' : verdict.refusal,
    requestId,
    apiRequestId: request.apiRequestId,
    ...(verdict.allowed
      ? { username: verdict.identity.username, sub: verdict.identity.sub }
      : { username: verdict.username }),
  });
  if (verdict.allowed && verdict.unnoted) deps.noteUse(verdict.unnoted, requestId);
  return answer(request, verdict, deps.responseForm);
}

async function decide(
  deps: AuthorizeDeps,
  event: unknown,
  requestId: string,
): Promise<{ request: GateRequest; verdict: Verdict }> {
  let request: GateRequest | undefined;
  try {
    request = parseEvent(event);
    return { request, verdict: await judge(deps, request.authorization) };
  } catch (error) {
    const message = request ? 'The credential could not be checked' : 'The authorizer event is unusable';
    const outcome = request ? 'failed' : 'unusable-event';
    deps.log({
      level: 'error',
      message,
      outcome,
      requestId,
      apiRequestId: request?.apiRequestId,
      ...errorFields(error),
    });
    throw new Error(message, { cause: error });
  }
}
