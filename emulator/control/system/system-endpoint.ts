import type { Endpoint } from '../../edge/endpoint.ts';
import type { EnvironmentCensus } from '../../edge/interfaces/environment-census.ts';
import { answerJson } from '../../edge/json-exchange.ts';
import type { UndeployedApi } from '../../edge/undeployed.ts';
import type { Recorder } from '../traces/recorder.ts';
import type { PartCounts } from './part-counts.ts';
import type { SystemReport } from './system.ts';

/** The sources of these endpoints. */
export interface SystemSources {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly counts: PartCounts;
  readonly recorder: Pick<Recorder, 'kept' | 'budget'>;
  environments(): readonly EnvironmentCensus[];
  undeployed(): readonly UndeployedApi[];
}

/**
 * What no AWS API tells: `GET /_gatehouse/system`, counts and the last error of each part; `GET /_gatehouse/environments`, what functions'
 * environments do; `GET /_gatehouse/undeployed`, what API stages do not serve yet. docs/traces.md describes them.
 */
export function systemEndpoint(sources: SystemSources): Endpoint {
  const answers: Readonly<Record<string, () => object>> = {
    '/_gatehouse/system': () => system(sources),
    '/_gatehouse/environments': () => ({ functions: sources.environments() }),
    '/_gatehouse/undeployed': () => ({ apis: sources.undeployed() }),
  };
  return {
    name: 'system',
    matches: (url) => url in answers,
    handle(request, response) {
      request.resume();
      if (request.method !== 'GET') answerJson(response, 405, { message: 'Give GET.' }, { Allow: 'GET' });
      else answerJson(response, 200, answers[request.url ?? '']?.() ?? {});
    },
  };
}

function system({ startedAt, counts, recorder: { kept, budget } }: SystemSources): SystemReport {
  return {
    startedAt,
    parts: counts.report(),
    traces: {
      kept: kept.size,
      bytes: kept.bytes,
      skipped: budget.skipped,
      perSecond: budget.perSecond,
    },
  };
}
