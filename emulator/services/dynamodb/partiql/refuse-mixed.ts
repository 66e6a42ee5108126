import { AwsError } from '../../../edge/aws-error.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { parseStatement } from './parse-statement.ts';
import type { StatementRequest } from './statement-engine.ts';

/**
 * Rejects a batch that reads and writes (Developer Guide, "Running batch operations with PartiQL": it must do one of them). Throws AwsError
 * `ValidationException`; the text is a guess.
 */
export function refuseMixed(requests: readonly StatementRequest[]): void {
  const reads = new Set(requests.flatMap(({ Statement }) => doesRead(Statement) ?? []));
  if (reads.size > 1) throw invalid('A batch must consist of either read statements or write statements.');
}

/** Whether a statement reads; undefined for an invalid one, which is reported in its own place. */
function doesRead(text: string): boolean | undefined {
  try {
    return parseStatement(text).statement.kind === 'select';
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
