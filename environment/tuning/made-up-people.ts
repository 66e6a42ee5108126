import { randomBytes, randomUUID } from 'node:crypto';
import { DeleteItemCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { rotateCredential } from '../../lambdas/shared/change-credential.ts';
import { dynamodbCredentialStore } from '../../lambdas/shared/dynamodb-credential-store.ts';
import { guardKey } from '../../lambdas/shared/person-record.ts';
import { liveKeyOf } from '../../provision/credential-secret.ts';
import type { Outputs } from '../../provision/outputs.ts';
import { servePerson } from '../../provision/people/serve-person.ts';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { Means } from './function-memory.ts';

/**
 * People outside any pool, for the time of a run: the function stores them for a confirmation's event, so that no mail is sent and no user
 * is created. They are deleted from the table at the end.
 */
export interface MadeUpPeople {
  /** Makes one, by one run of the post-confirmation function. Returns their user name. */
  add(): Promise<string>;
  /** Makes a person's new credential: what follows `Basic ` in the header of their requests. Throws ReaderError without one. */
  credentialOf(username: string): Promise<string>;
  /** Deletes all of them. */
  removeAll(): Promise<void>;
}

/** Nobody yet. */
export function madeUpPeople(outputs: Outputs, { clients }: Pick<Means, 'clients'>): MadeUpPeople {
  const usernames = new Set<string>();
  const TableName = outputs.tableName;
  const guardOf = (username: string) => ({ authentication: { S: guardKey(outputs.userPoolId, username) } });
  const find = async (username: string) => {
    const request = { TableName, Key: guardOf(username), ConsistentRead: true };
    return (await clients.dynamodb.send(new GetItemCommand(request))).Item?.['credential'];
  };
  return {
    async add() {
      const username = randomUUID();
      // Before it is made, because its answer may be lost.
      usernames.add(username);
      const attributes = { sub: username, email: `tuning-${username}@example.com` };
      await servePerson({ username, attributes }, outputs, clients);
      return username;
    },
    async credentialOf(username) {
      const deps = {
        store: dynamodbCredentialStore(clients.dynamodb, TableName),
        clock: () => new Date(),
        random: randomBytes,
        keyOf: await liveKeyOf(outputs, clients),
      };
      const person = { userPoolId: outputs.userPoolId, username, sub: username };
      const rotation = await rotateCredential(deps, person, 0);
      if (rotation.outcome === 'rotated') return rotation.credential;
      throw new ReaderError(`${username} was deactivated while the run lasted.`);
    },
    async removeAll() {
      for (const username of usernames) {
        const authentication = await find(username);
        // The guard is last, because it leads to the other.
        for (const Key of [...(authentication ? [{ authentication }] : []), guardOf(username)])
          await clients.dynamodb.send(new DeleteItemCommand({ TableName, Key }));
        usernames.delete(username);
      }
    },
  };
}
