import type { EngineContext } from '../../context.ts';
import type { Authority } from '../../iam/authority.ts';
import type { FunctionInvoker } from '../../lambda/invoker.ts';
import type { Verdict } from '../gate/authorize/verdict.ts';
import type { VerdictCaches } from '../gate/authorize/verdict-cache.ts';
import type { KeySets } from '../jwt/key-sets.ts';
import type { ApiStore } from '../state/api-store.ts';

/** What the operations of the control plane work with; each takes what it uses. */
export interface Dependencies extends Pick<EngineContext, 'clock' | 'random' | 'config'> {
  readonly store: ApiStore;
  readonly verdicts: Pick<VerdictCaches<Verdict>, 'flush'>;
  readonly authority: Authority;
  readonly functions: FunctionInvoker;
  readonly keySets: Pick<KeySets, 'verify'>;
}
