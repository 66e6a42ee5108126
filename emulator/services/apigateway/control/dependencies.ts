import type { Dispatcher } from 'undici';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { FunctionInvoker } from '../../../edge/interfaces/function-invoker.ts';
import type { Verdict } from '../../execute-api/authorize/verdict.ts';
import type { VerdictCaches } from '../../execute-api/authorize/verdict-cache.ts';
import type { KeySets } from '../../execute-api/jwt/key-sets.ts';
import type { UsageMeter } from '../gate/limit/usage-meter.ts';
import type { ApiStore } from '../state/api-store.ts';
import type { PlanStore } from '../state/plan-store.ts';

/** What the operations of the control plane work with; each takes only what it uses. */
export interface Dependencies extends Pick<EngineContext, 'clock' | 'random' | 'config'> {
  readonly store: ApiStore;
  readonly plans: PlanStore;
  readonly meter: UsageMeter;
  readonly verdicts: Pick<VerdictCaches<Verdict>, 'flush'>;
  readonly authority: Authority;
  /** The client by which endpoints are called. */
  readonly dispatcher: Dispatcher;
  readonly functions: FunctionInvoker;
  readonly keySets: Pick<KeySets, 'verify'>;
}
