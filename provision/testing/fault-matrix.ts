import { GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Clients } from '../clients.ts';
import { messageOf } from '../reconcile/reader-error.ts';
import { hasChanges, renderPlan } from '../reconcile/render.ts';
import type { Fault, FaultyEndpoint } from './faulty-endpoint.ts';
import type { StackUnderTest } from './stack-under-test.ts';

export type Mishap = Fault | 'kill';
export const MISHAPS: readonly Mishap[] = ['throttle', 'fault', 'drop-before', 'drop-after', 'kill'];

/** What came of a run with one call spoilt. */
export interface Outcome {
  readonly phase: 'apply' | 'destroy';
  /** The number of the call that was spoilt, from 1. */
  readonly call: number;
  readonly mishap: Mishap;
  /** `first`: the run itself succeeded. `second`: the next one did. `never`: neither, or what they left is not as it should be. */
  readonly converged: 'first' | 'second' | 'never';
  /** Why never, or why not at first. */
  readonly told: string;
}

export interface FaultyStack {
  readonly stack: StackUnderTest;
  /** What the stack's calls go through. */
  readonly endpoint: FaultyEndpoint;
  /** Clients that go past it, to look at what is there. */
  readonly aws: Clients;
}

const NEVER = Number.POSITIVE_INFINITY;

/** How many calls one undisturbed apply, and one undisturbed destroy, make. Leaves nothing behind. */
export async function countCalls({
  stack,
  endpoint,
}: FaultyStack): Promise<{ apply: number; destroy: number }> {
  endpoint.spoil(NEVER, 'fault');
  await stack.apply();
  const apply = endpoint.calls;
  endpoint.spoil(NEVER, 'fault');
  await stack.destroy();
  return { apply, destroy: endpoint.calls };
}

/**
 * Applies to an empty account, or destroys what was applied, with one call spoilt; then once more, undisturbed, when that
 * failed. Says whether the account is as it should be: nothing left to do, one pool, one API; or nothing left at all.
 * Leaves nothing behind.
 */
export async function endure(
  faulty: FaultyStack,
  phase: 'apply' | 'destroy',
  call: number,
  mishap: Mishap,
): Promise<Outcome> {
  const { stack, endpoint } = faulty;
  const run = () => (phase === 'apply' ? stack.apply() : stack.destroy());
  if (phase === 'destroy') await stack.apply();
  if (mishap === 'kill') stack.killAt(call);
  else endpoint.spoil(call, mishap);
  let told = '';
  let converged: Outcome['converged'] = 'first';
  try {
    await run();
  } catch (error) {
    told = messageOf(error);
    converged = 'second';
  }
  stack.killAt(NEVER);
  endpoint.spoil(NEVER, 'fault');
  try {
    if (converged === 'second') await run();
    const wrong = await whatIsWrong(faulty, phase);
    if (wrong) return { phase, call, mishap, converged: 'never', told: wrong };
  } catch (error) {
    return { phase, call, mishap, converged: 'never', told: messageOf(error) };
  } finally {
    await stack.destroy();
  }
  return { phase, call, mishap, converged, told };
}

async function whatIsWrong({ stack, aws }: FaultyStack, phase: 'apply' | 'destroy'): Promise<string> {
  const plan = await (phase === 'apply' ? stack.plan() : stack.planDestroy());
  if (hasChanges(plan)) return renderPlan(plan).join(' | ');
  const [pools, apis] = await Promise.all([
    aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 })),
    aws.apigateway.send(new GetRestApisCommand({})),
  ]);
  const found = `${pools.UserPools?.length ?? 0} pools and ${apis.items?.length ?? 0} APIs`;
  return found === (phase === 'apply' ? '1 pools and 1 APIs' : '0 pools and 0 APIs') ? '' : found;
}
