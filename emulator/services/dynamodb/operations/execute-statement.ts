import type { ExecuteStatementInput } from '@aws-sdk/client-dynamodb';
import type { Call, Operation } from '../../../edge/operation.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import type { ValueScope } from '../partiql/literal-value.ts';
import { digestOf, progressOf, tokenFor } from '../partiql/next-token.ts';
import { authorizeStatement } from '../partiql/permission.ts';
import { checkParameters, readStatement } from '../partiql/read-statement.ts';
import { checkRequest } from '../partiql/request-rules.ts';
import { readPage } from '../partiql/run-select.ts';
import { runWrite } from '../partiql/run-write.ts';
import { planSelect } from '../partiql/select-plan.ts';
import { type StatementEngine, type StatementRequest, tableFor } from '../partiql/statement-engine.ts';
import type { SelectStatement } from '../partiql/syntax.ts';
import { totalCapacity } from '../partiql/total-capacity.ts';
import { planWrite } from '../partiql/write-plan.ts';

type Input = Omit<ExecuteStatementInput, keyof StatementRequest> & StatementRequest;

/** ExecuteStatement: one statement of PartiQL, a `SELECT` page by page. */
export function executeStatement(engine: StatementEngine): Operation<object, object> {
  return {
    honours: {
      Statement: true,
      Parameters: true,
      ConsistentRead: true,
      Limit: true,
      NextToken: true,
      ReturnConsumedCapacity: true,
      ReturnValuesOnConditionCheckFailure: true,
    } as Operation<object, object>['honours'],
    // A statement needs the permission of its own kind.
    resource: () => [],
    async run(given, call) {
      checkRequest('ExecuteStatement', given);
      const input = given as Input;
      checkParameters(input);
      const { statement, scope } = readStatement(input);
      if (statement.kind === 'exists')
        throw invalid('EXISTS can only be used in ExecuteTransaction write requests.');
      authorizeStatement(engine, statement, scope, call);
      if (statement.kind === 'select') return select(engine, statement, scope, input, call);
      const plan = planWrite(statement, tableFor(engine, statement.table), scope);
      const { ReturnConsumedCapacity: capacity, ReturnValuesOnConditionCheckFailure: onFailure } = input;
      const written = await runWrite(engine, plan, { capacity, onFailure }, call);
      return {
        Items: written.item ? [written.item] : [],
        ...(written.capacity !== undefined && { ConsumedCapacity: written.capacity }),
      };
    },
  };
}

async function select(
  engine: StatementEngine,
  statement: SelectStatement,
  scope: ValueScope,
  input: Input,
  call: Call,
): Promise<object> {
  const { Limit, NextToken, ConsistentRead = false, ReturnConsumedCapacity } = input;
  const digest = digestOf(input.Statement, input.Parameters);
  const progress = progressOf(NextToken, digest);
  const plan = planSelect(statement, tableFor(engine, statement.table), scope, ConsistentRead);
  const page = await readPage(
    engine,
    plan,
    {
      table: statement.table,
      progress,
      limit: Limit,
      consistent: ConsistentRead,
      capacity: ReturnConsumedCapacity,
    },
    call,
  );
  const capacity = totalCapacity(page.capacity, statement.table);
  return {
    Items: page.items,
    ...(page.next && { NextToken: tokenFor(digest, page.next) }),
    ...(page.next?.key && { LastEvaluatedKey: page.next.key }),
    ...(capacity && { ConsumedCapacity: capacity }),
  };
}
