import { invalid } from '../expressions/invalid-expression.ts';
import { brokenLimits } from './broken-limits.ts';
import { readInput } from './read-input.ts';
import type { Structure } from './shape.ts';
import { tableNameOf } from './table-name.ts';

/**
 * A request's parameters, with checked types and limits: a table's ARN becomes its name. `Input` is the shape's type. Throws AwsError
 * `SerializationException` and `ValidationException`.
 */
export function checked<Input extends object>(shape: Structure, input: object): Input {
  const data = readInput(shape, input);
  const name = data['TableName'];
  if (typeof name === 'string') data['TableName'] = tableNameOf(name);
  refuseNoName(shape, name);
  const broken = brokenLimits(shape, data);
  if (broken) throw invalid(broken);
  return data as Input;
}

/** A table's name is checked before all else: a missing or short one is reported alone. */
function refuseNoName({ members: { TableName: limits } }: Structure, name: unknown): void {
  if (!limits) return;
  if (name === undefined && !limits.needed)
    throw invalid("The parameter 'TableName' is required but was not present in the request");
  if (typeof name === 'string' && name.length < (limits.atLeast ?? 0))
    throw invalid(
      `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to ${limits.atLeast}`,
    );
}
