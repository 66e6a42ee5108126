import { AwsError } from '../../../edge/aws-error.ts';
import { brokenConstraints } from '../../../edge/constraints.ts';
import { models } from '../../../models/models.ts';
import { invalid } from '../expressions/invalid-expression.ts';

type StatementOperation = 'ExecuteStatement' | 'BatchExecuteStatement' | 'ExecuteTransaction';

/** Checks a request by the service's model. Throws AwsError `ValidationException`, and `SerializationException` for what no request is. */
export function checkRequest(operation: StatementOperation, input: object): void {
  refuseUnreadable(input, 'string', 'Statement', 'NextToken', 'ClientRequestToken');
  refuseUnreadable(input, 'number', 'Limit');
  const { Parameters, Statements, TransactStatements } = input as Record<string, unknown>;
  for (const list of [Parameters, Statements, TransactStatements]) {
    if (list === undefined || list === null) continue;
    if (!Array.isArray(list)) throw unreadable();
    for (const member of list) if (typeof member !== 'object' || member === null) throw unreadable();
  }
  for (const statement of [Statements ?? TransactStatements ?? []].flat() as object[]) {
    refuseUnreadable(statement, 'string', 'Statement');
    refuseUnreadable(statement, 'object', 'Parameters');
  }
  const broken = brokenConstraints(models.dynamodb, `${operation}Input`, input, { showValues: true });
  if (broken) throw invalid(broken);
}

function refuseUnreadable(input: object, type: string, ...names: readonly string[]): void {
  for (const name of names) {
    const value = (input as Record<string, unknown>)[name];
    if (value !== undefined && value !== null && typeof value !== type) throw unreadable();
  }
}

function unreadable(): AwsError {
  return new AwsError('SerializationException', 'Unexpected value type in payload', { status: 400 });
}
