import type { EngineContext } from '../../../edge/interfaces/engine-context.ts';
import type { Address } from '../../execute-api/address.ts';
import type { HttpApi } from '../state/http-api-store.ts';
import { type CompiledStage, compileStage } from './compile-stage.ts';

/** A stage, and the rest of a request's URL. */
export interface Place {
  readonly stage: CompiledStage;
  readonly path: string;
  readonly query: string | undefined;
}

/** The stage of a path's first segment, else `$default`, which has no segment of its own. */
export function placeOf(
  config: EngineContext['config'],
  api: HttpApi,
  { rest, query }: Address,
): Place | undefined {
  if (api.api.DisableExecuteApiEndpoint) return undefined;
  const slash = rest.indexOf('/', 1);
  const first = rest.slice(1, slash < 0 ? undefined : slash);
  const named = first === '' ? undefined : api.stages.get(decodeStage(first));
  const record = named ?? api.stages.get('$default');
  const stage = record && compileStage(config, api, record);
  if (!stage) return undefined;
  const path = named ? (slash < 0 ? '/' : rest.slice(slash)) : rest || '/';
  return { stage, path, query };
}

/** `$default` may be written with its dollar encoded. */
function decodeStage(segment: string): string {
  return segment.replace(/^%24/, '$');
}
