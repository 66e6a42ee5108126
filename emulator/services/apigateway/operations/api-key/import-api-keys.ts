import type { ApiKeyIds, ImportApiKeysRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { newApiId } from '../../../execute-api/ids.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import type { ApiKeyRecord } from '../../state/plan-records.ts';
import { findPlan } from '../usage-plan/usage-plan-rules.ts';
import { checkKey } from './api-key-rules.ts';
import { csvRows } from './csv-rows.ts';

/** One line of the file ("API Gateway API key file format", API Gateway guide). */
interface Line {
  key: ApiKeyRecord;
  planIds: readonly string[];
}

/**
 * Imports API keys from comma-separated values with the columns `Name`, `Key`, `Description`, `Enabled` and `UsagePlanIds`, of which the
 * first two are required. An invalid line is a warning, or with `failOnWarnings` fails the whole import; the sentences are guesses.
 */
export function importApiKeys(dependencies: Pick<Dependencies, 'plans' | 'random' | 'clock'>) {
  const { plans } = dependencies;
  return operation<ImportApiKeysRequest, ApiKeyIds>({
    honours: { body: true, format: ['csv'], failOnWarnings: true },
    ...access('POST', () => '/apikeys'),
    run({ body = new Uint8Array(), failOnWarnings = false }) {
      const warnings: string[] = [];
      const taken: Line[] = [];
      for (const [index, row] of rowsOf(Buffer.from(body).toString('utf8')).entries()) {
        try {
          const line = lineOf(dependencies, row);
          if (taken.some(({ key }) => key.value === line.key.value))
            throw badRequest('API Key already exists');
          taken.push(line);
        } catch (error) {
          warnings.push(`Line ${index + 2}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      if (failOnWarnings && warnings.length > 0) throw badRequest(warnings.join('; '));
      for (const { key, planIds } of taken) {
        plans.commit.putKey({ key });
        for (const plan of planIds) plans.commit.addMember({ plan, key: key.id });
      }
      return { ids: taken.map(({ key }) => key.id), warnings };
    },
  });
}

type Row = Readonly<Record<string, string>>;

function rowsOf(text: string): Row[] {
  const [head = [], ...lines] = csvRows(text);
  const columns = head.map((column) => column.trim().toLowerCase());
  for (const needed of ['name', 'key'])
    if (!columns.includes(needed)) throw badRequest(`The file has no column "${needed}"`);
  return lines.map((cells) =>
    Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])),
  );
}

function lineOf(dependencies: Pick<Dependencies, 'plans' | 'random' | 'clock'>, row: Row): Line {
  const { random, clock } = dependencies;
  const now = clock.now();
  const planIds = (row['usageplanids'] ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  for (const id of planIds) findPlan(dependencies, id);
  const key: ApiKeyRecord = {
    id: newApiId(random),
    ...(row['name'] && { name: row['name'] }),
    ...(row['description'] && { description: row['description'] }),
    value: row['key'] ?? '',
    enabled: row['enabled']?.trim().toLowerCase() === 'true',
    stageKeys: [],
    tags: {},
    createdAt: now,
    updatedAt: now,
  };
  checkKey(dependencies, key);
  return { key, planIds };
}
