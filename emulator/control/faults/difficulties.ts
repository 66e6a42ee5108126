import type { Interceptor } from '../../edge/interceptor.ts';
import type { Quotas } from '../../edge/quotas.ts';
import type { Clock } from '../../store/clock.ts';
import type { FaultRules } from './fault-rules.ts';
import { withFault } from './with-fault.ts';

/** Makes the account difficult: counts every call against its quotas, if there are any, then fails it as the fault rules say. */
export function createDifficulties(
  clock: Pick<Clock, 'sleep'>,
  faults: FaultRules,
  quotas: () => Quotas | undefined,
): Interceptor {
  return ({ service, operation, input, signal, struck }, run) => {
    quotas()?.spend(service, operation, input);
    const fault = faults.strike(service, operation);
    if (!fault) return run();
    struck(fault.id);
    return withFault(fault, { clock, signal }, run);
  };
}
