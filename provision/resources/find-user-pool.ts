import {
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { isGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { isOwn } from '../reconcile/scope.ts';
import { theOne } from './the-one.ts';

/**
 * Finds the stack's pool: by an earlier run's id if that still leads to it, else among all pools of the name. The list shows no tags, so
 * each of those is described.
 */
export async function findUserPool(name: string, run: Run): Promise<UserPoolType | undefined> {
  const hinted = run.hints.userPoolId ? await describe(run.hints.userPoolId, run) : undefined;
  if (hinted?.Name === name && isOwn(hinted.UserPoolTags ?? {}, run.scope)) return hinted;
  const named: UserPoolType[] = [];
  let NextToken: string | undefined;
  do {
    // 60 is the largest page (API reference, ListUserPools).
    const page = await run.clients.cognito.send(new ListUserPoolsCommand({ MaxResults: 60, NextToken }));
    for (const { Id, Name } of page.UserPools ?? []) {
      const pool = Id && Name === name ? await describe(Id, run) : undefined;
      if (pool) named.push(pool);
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return theOne(
    'user pool',
    named,
    ({ Id }) => Id,
    ({ UserPoolTags }) => UserPoolTags,
    run.scope,
  );
}

async function describe(UserPoolId: string, { clients }: Run): Promise<UserPoolType | undefined> {
  try {
    return (await clients.cognito.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
