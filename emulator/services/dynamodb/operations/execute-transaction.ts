import type { CancellationReason, ExecuteTransactionInput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { shownOf } from '../partiql/columns.ts';
import { checkParameters } from '../partiql/read-statement.ts';
import { checkRequest } from '../partiql/request-rules.ts';
import { DUPLICATE } from '../partiql/run-write.ts';
import { perform, type StatementEngine, type StatementRequest } from '../partiql/statement-engine.ts';
import { planStep, type TransactionStep } from '../partiql/transaction-plan.ts';
import { cancelled, NONE } from '../transaction/cancelled.ts';

interface Input extends Omit<ExecuteTransactionInput, 'TransactStatements'> {
  readonly TransactStatements: readonly StatementRequest[];
}

/** ExecuteTransaction: up to 100 statements that all read or all write, all of them or none. */
export function executeTransaction(engine: StatementEngine): Operation<object, object> {
  return {
    honours: {
      TransactStatements: { Statement: true, Parameters: true, ReturnValuesOnConditionCheckFailure: true },
      ClientRequestToken: true,
      ReturnConsumedCapacity: true,
    } as Operation<object, object>['honours'],
    // Each statement needs the permission of its own kind.
    resource: () => [],
    async run(given, call) {
      checkRequest('ExecuteTransaction', given);
      const { TransactStatements, ClientRequestToken, ReturnConsumedCapacity } = given as Input;
      for (const request of TransactStatements) checkParameters(request);
      const steps = TransactStatements.map((request, index) => planStep(engine, request, index, call));
      refuseMissing(steps);
      const wish = ReturnConsumedCapacity && { ReturnConsumedCapacity };
      const reads = steps.flatMap((step) => (step.kind === 'read' ? step : []));
      if (reads.length > 0) {
        if (reads.length < steps.length) throw invalid('Unsupported operation in transaction.');
        const input = { TransactItems: reads.map(({ action }) => action), ...wish };
        const { Responses = [], ConsumedCapacity } = await perform(engine, 'TransactGetItems', input, call);
        const shown = Responses.map(({ Item }, index) =>
          Item ? { Item: shownOf(Item, reads[index]?.columns) } : {},
        );
        return { Responses: shown, ConsumedCapacity };
      }
      const writes = steps.flatMap((step) => (step.kind === 'write' ? step : []));
      const input = {
        TransactItems: writes.map(({ action }) => action),
        ...(ClientRequestToken && { ClientRequestToken }),
        ...wish,
      };
      try {
        const { ConsumedCapacity } = await perform(engine, 'TransactWriteItems', input, call);
        return { Responses: [], ConsumedCapacity };
      } catch (error) {
        throw withDuplicates(error, steps);
      }
    },
  };
}

function refuseMissing(steps: readonly TransactionStep[]): void {
  if (!steps.some(({ kind }) => kind === 'missing')) return;
  throw cancelled(
    steps.map(({ kind }) =>
      kind === 'missing' ? { Code: 'ResourceNotFound', Message: 'Requested resource not found' } : NONE,
    ),
  );
}

/** Describes a duplicate item of an `INSERT`, where TransactWriteItems only reports a failed condition. */
function withDuplicates(error: unknown, steps: readonly TransactionStep[]): unknown {
  if (!(error instanceof AwsError) || error.code !== 'TransactionCanceledException') return error;
  const reasons = error.members['CancellationReasons'] as readonly CancellationReason[];
  return cancelled(
    reasons.map((reason, index) => {
      const step = steps[index];
      const duplicate = step?.kind === 'write' && step.inserts && reason.Code === 'ConditionalCheckFailed';
      return duplicate ? { ...reason, Code: 'DuplicateItem', Message: DUPLICATE } : reason;
    }),
  );
}
