import type { BatchExecuteStatementInput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../edge/operation.ts';
import { refuseMixed } from '../partiql/refuse-mixed.ts';
import { checkRequest } from '../partiql/request-rules.ts';
import { type BatchedOutcome, runBatched } from '../partiql/run-batched.ts';
import type { StatementEngine, StatementRequest } from '../partiql/statement-engine.ts';
import { totalCapacity } from '../partiql/total-capacity.ts';

interface Input extends Omit<BatchExecuteStatementInput, 'Statements'> {
  readonly Statements: readonly StatementRequest[];
}

/** BatchExecuteStatement: up to 25 statements, each about one item, each with an answer or an error of its own. */
export function batchExecuteStatement(engine: StatementEngine): Operation<object, object> {
  return {
    honours: {
      Statements: {
        Statement: true,
        Parameters: true,
        ConsistentRead: true,
        // AWS accepts the parameter and shows nothing (seen in 2026).
        ReturnValuesOnConditionCheckFailure: true,
      },
      ReturnConsumedCapacity: true,
    } as Operation<object, object>['honours'],
    // Each statement needs the permission of its own kind.
    resource: () => [],
    async run(given, call) {
      checkRequest('BatchExecuteStatement', given);
      const { Statements, ReturnConsumedCapacity: wish } = given as Input;
      refuseMixed(Statements);
      const outcomes: BatchedOutcome[] = [];
      for (const statement of Statements) outcomes.push(await runBatched(engine, statement, wish, call));
      const capacity = consumed(outcomes);
      return {
        Responses: outcomes.map(({ response }) => response),
        ...(capacity.length > 0 && { ConsumedCapacity: capacity }),
      };
    },
  };
}

/** What was consumed, table by table. */
function consumed(outcomes: readonly BatchedOutcome[]): object[] {
  const tables = new Set(outcomes.flatMap(({ table }) => table ?? []));
  return [...tables].flatMap((name) => {
    const parts = outcomes.filter(({ table }) => table === name).flatMap(({ capacity }) => capacity ?? []);
    return totalCapacity(parts, name) ?? [];
  });
}
