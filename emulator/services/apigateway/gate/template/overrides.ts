import { createBudget } from './velocity/budget.ts';
import { javaText } from './velocity/java-text.ts';

/** What a template may set, besides its output (API Gateway guide, "Override your API's request and response parameters"). */
export interface Overrides {
  header: Record<string, unknown>;
  querystring: Record<string, unknown>;
  path: Record<string, unknown>;
  status?: unknown;
}

/** What one request's templates have set so far: the response's template sees what the request's set (recorded on AWS). */
export interface AllOverrides {
  readonly requestOverride: Overrides;
  readonly responseOverride: Overrides;
}

/** Nothing set yet. */
export function noOverrides(): AllOverrides {
  return {
    requestOverride: { header: {}, querystring: {}, path: {} },
    responseOverride: { header: {}, querystring: {}, path: {} },
  };
}

/** A template's value as text. Throws TemplateError beyond the budget. */
export function overrideText(value: unknown): string {
  return javaText(value, createBudget());
}
