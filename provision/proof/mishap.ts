/** What happens to one call: it is throttled, fails with a 500, loses its answer after its effect, or the program is killed there. */
export type Mishap = 'throttle' | 'fault' | 'drop' | 'kill';
export const MISHAPS: readonly Mishap[] = ['throttle', 'fault', 'drop', 'kill'];

/** One call of a run; calls of the same name differ by how many came before. */
export interface Occurrence {
  readonly service: string;
  readonly operation: string;
  /** From 1. */
  readonly nth: number;
}

/** The code of throttling where it is not `ThrottlingException` (the services' API references). */
const THROTTLES: Readonly<Record<string, object>> = {
  apigateway: { code: 'TooManyRequestsException', message: 'Too Many Requests' },
  apigatewayv2: { code: 'TooManyRequestsException', message: 'Too Many Requests' },
  'cognito-idp': { code: 'TooManyRequestsException', message: 'Rate exceeded' },
  iam: { code: 'Throttling', message: 'Rate exceeded' },
  lambda: { code: 'TooManyRequestsException', message: 'Rate exceeded' },
  sts: { code: 'Throttling', message: 'Rate exceeded' },
};

const THROTTLE = { code: 'ThrottlingException', message: 'Rate exceeded' };
const FAULT = { code: 'InternalFailure', message: 'An internal error occurred.', status: 500 };

/** The engine's fault rule for a mishap; none for one that kills the program. */
export function ruleFor(mishap: Mishap, { service, operation, nth }: Occurrence): object | undefined {
  const about = { service, operation, nth };
  if (mishap === 'throttle') return { ...about, error: THROTTLES[service] ?? THROTTLE };
  if (mishap === 'fault') return { ...about, error: FAULT };
  if (mishap === 'drop') return { ...about, drop: 'after' };
  return undefined;
}

/** The occurrences of a recorded run, in its order. */
export function occurrencesOf(
  calls: readonly { readonly service: string; readonly operation: string }[],
): Occurrence[] {
  const counts = new Map<string, number>();
  return calls.map(({ service, operation }) => {
    const name = `${service} ${operation}`;
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    return { service, operation, nth };
  });
}
