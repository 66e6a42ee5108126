import { linearPattern } from '../../../../edge/linear-pattern.ts';
import { badRequest } from '../../control/errors.ts';
import { invalid } from '../../control/mapping-expression.ts';
import type { IntegrationResponseRecord, MethodRecord } from '../../state/records.ts';

const TARGET = /^method\.response\.header\.[\w!#$%&'*+.^`|~-]+$/;
const SOURCE =
  /^(?:'.*'|integration\.response\.(?:(?:multivalue)?header\.[\w!#$%&'*+.^`|~-]+|body(?:\..+)?)|context\.[\w.:-]+|stageVariables\.\w+)$/s;

/**
 * Checks an integration response: well-formed mappings to headers that the method's response declares, a valid pattern. Throws
 * `BadRequestException` in AWS's words.
 */
export function checkIntegrationResponse(
  { statusCode, selectionPattern, responseParameters, responseTemplates }: IntegrationResponseRecord,
  method: MethodRecord,
): void {
  const declared = method.responses[statusCode]?.responseParameters ?? {};
  for (const [target, expression] of Object.entries(responseParameters ?? {})) {
    if (!TARGET.test(target)) throw invalid(`Invalid mapping expression specified: ${target}`);
    if (!SOURCE.test(expression)) throw invalid(`Invalid mapping expression specified: ${expression}`);
    if (!(target in declared)) throw invalid(`Invalid mapping expression parameter specified: ${target}`);
  }
  for (const type of Object.keys(responseTemplates ?? {})) {
    if (!type.includes('/'))
      throw badRequest(
        `Validation Result: warnings : [], errors : [Invalid content type specified: ${type}]`,
      );
  }
  if (!selectionPattern) return;
  try {
    linearPattern(selectionPattern);
  } catch {
    throw badRequest(`Invalid selection pattern specified: ${selectionPattern}`);
  }
}
