import { type Bindings, bindingsOf, refuseUnused } from '../expressions/bindings.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { namedPaths, parseProjection } from '../expressions/projection.ts';
import { refuseDuplicateNames } from './refuse-mixed.ts';
import type { Projecting } from './request.ts';

/** What a request that has no other expression wants to see of items; undefined for all. Throws AwsError `ValidationException`. */
export function projectionOf(request: Projecting): readonly DocumentPath[] | undefined {
  refuseDuplicateNames(request.AttributesToGet);
  if (request.ProjectionExpression === undefined)
    return request.AttributesToGet && namedPaths(request.AttributesToGet);
  const bindings = bindingsOf(request);
  const paths = parseProjection(request.ProjectionExpression, bindings);
  refuseUnused(bindings);
  return paths;
}

/** The same beside other expressions, which share the names. */
export function sharedProjection(
  request: Projecting,
  bindings: Bindings,
): readonly DocumentPath[] | undefined {
  if (request.ProjectionExpression !== undefined)
    return parseProjection(request.ProjectionExpression, bindings);
  return request.AttributesToGet && namedPaths(request.AttributesToGet);
}
