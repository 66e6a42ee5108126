import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../../engine.ts';
import { allows, clientOptions, makeRole, sessionOf } from '../testing/account.ts';
import type { PolicyReport } from './policy-report.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/user';

/** A role that may list tables and read one; it lists them, and describes the table, which it may not. */
async function used(engine: Engine): Promise<void> {
  await makeRole(engine, 'reader', allows(['dynamodb:ListTables', 'dynamodb:GetItem'], ['*', TABLE]));
  await makeRole(engine, 'idle');
  const dynamodb = new DynamoDBClient(clientOptions(engine, await sessionOf(engine, 'reader')));
  await dynamodb.send(new ListTablesCommand({}));
  await dynamodb.send(new DescribeTableCommand({ TableName: 'user' })).catch(() => undefined);
  dynamodb.destroy();
}

async function reportOf(engine: Engine): Promise<PolicyReport> {
  return (await fetch(`${engine.endpoint}/_gatehouse/policy-report`)).json() as Promise<PolicyReport>;
}

test('lists by role what was used, what was denied, and what is allowed and unused', async () => {
  await using engine = await startEngine({});
  await used(engine);
  expect(await reportOf(engine)).toEqual({
    mode: 'enforce',
    roles: [
      expect.objectContaining({ role: 'idle', used: [], refused: [], unused: [] }),
      {
        role: 'reader',
        arn: 'arn:aws:iam::000000000000:role/reader',
        used: [{ action: 'dynamodb:ListTables', resources: ['*'] }],
        refused: [{ action: 'dynamodb:DescribeTable', resources: [TABLE] }],
        unused: [
          { policy: 'may', statement: '1', action: 'dynamodb:ListTables', resource: TABLE },
          { policy: 'may', statement: '1', action: 'dynamodb:GetItem', resource: '*' },
          { policy: 'may', statement: '1', action: 'dynamodb:GetItem', resource: TABLE },
        ],
      },
    ],
  });
  const text = await (await fetch(`${engine.endpoint}/_gatehouse/policy-report?format=text`)).text();
  expect(text).toContain('allowed, never used');
  expect(text).toContain(`dynamodb:GetItem     ${TABLE}  (may, statement 1)`);
});

test('allows in audit mode what policies deny, and reports it at once and in the report', async () => {
  await using engine = await startEngine({ iam: 'audit' });
  const told: object[] = [];
  engine.context.events.subscribe('permission', (event) => told.push(event));
  await makeRole(engine, 'reader', allows('dynamodb:GetItem'));
  const dynamodb = new DynamoDBClient(clientOptions(engine, await sessionOf(engine, 'reader')));
  await expect(dynamodb.send(new DescribeTableCommand({ TableName: 'user' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  dynamodb.destroy();
  expect(told).toEqual([
    expect.objectContaining({
      principal: 'arn:aws:sts::000000000000:assumed-role/reader/session',
      action: 'dynamodb:DescribeTable',
      resource: TABLE,
      decision: 'implicit-deny',
      outcome: 'passed',
      traceId: expect.stringMatching(/^Root=1-/),
    }),
  ]);
  const { mode, roles } = await reportOf(engine);
  expect(mode).toBe('audit');
  expect(roles[0]?.refused).toEqual([{ action: 'dynamodb:DescribeTable', resources: [TABLE] }]);
});

test('keeps sessions and what was used over a restart, and drops both on a reset', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'policy-report-'));
  try {
    let before: PolicyReport;
    let session: Awaited<ReturnType<typeof sessionOf>>;
    {
      await using engine = await startEngine({ stateDir });
      await used(engine);
      before = await reportOf(engine);
      session = await sessionOf(engine, 'reader');
    }
    await using engine = await startEngine({ stateDir });
    expect(await reportOf(engine)).toEqual(before);
    const dynamodb = new DynamoDBClient(clientOptions(engine, session));
    expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
    await expect(dynamodb.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    dynamodb.destroy();
    expect((await reportOf(engine)).roles).toEqual([]);
  } finally {
    await rm(stateDir, { recursive: true });
  }
});
