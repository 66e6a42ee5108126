import { createBudget } from './velocity/budget.ts';
import { javaText } from './velocity/java-text.ts';

/** What a template may set, beside what it prints (API Gateway guide, "Override your API's request and response parameters"). */
export interface Overrides {
  header: Record<string, unknown>;
  querystring: Record<string, unknown>;
  path: Record<string, unknown>;
  status?: unknown;
}

/** What the templates of one request have set so far: what the request's sets, the response's sees (recorded on AWS). */
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

/** What a template set, as text. Throws TemplateError for more than a template may put together. */
export function overrideText(value: unknown): string {
  return javaText(value, createBudget());
}
