import { misconfigured } from '../../../execute-api/gateway-failure.ts';
import type { Exchange } from '../exchange.ts';
import { noOverrides } from './overrides.ts';
import { contextObject, inputObject, utilObject } from './template-objects.ts';
import { renderVelocity } from './velocity/render.ts';

/**
 * Renders a mapping template (Velocity; API Gateway guide, "Mapping template reference") over a body with `$input`, `$context`,
 * `$stageVariables` and `$util`; adds its overrides to the exchange's. Throws GatewayFailure 500 if the template fails.
 */
export function renderTemplate(exchange: Exchange, template: string, body: string): string {
  exchange.overrides ??= noOverrides();
  const variables = new Map<string, unknown>([
    ['input', inputObject(exchange, body)],
    ['context', { ...contextObject(exchange), ...exchange.overrides }],
    ['stageVariables', { ...exchange.stage.variables }],
    ['util', utilObject],
  ]);
  try {
    return renderVelocity(template, variables);
  } catch (error) {
    throw misconfigured('Unable to transform request', 500, error);
  }
}
