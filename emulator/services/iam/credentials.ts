import type { Principal } from '../../edge/principal.ts';
import { type Session, type Sessions, unknownClient } from './sessions.ts';
import type { IamStore } from './state/iam-store.ts';

/** A key's secret and its owner. */
export interface Credential {
  secret: string;
  principal: Principal;
}

/** Finds the owner of an access key. Throws AwsError for an unknown, inactive or expired one. */
export type FindCredential = (accessKeyId: string, securityToken: string | undefined) => Credential;

/** The account's own credentials, known from LocalStack. */
const ROOT = { accessKeyId: 'test', secret: 'test' };

/** Makes the look-up of keys: the account's root, users' access keys, and temporary keys with their session tokens. */
export function createFindCredential(store: IamStore, sessions: Sessions, accountId: string): FindCredential {
  const root = (accessKeyId: string): Principal => ({
    kind: 'root',
    accountId,
    arn: `arn:aws:iam::${accountId}:root`,
    userId: accountId,
    accessKeyId,
  });

  function ofSession(session: Session): Principal {
    const { roleName, roleId, sessionName, userName, userId, accessKeyId } = session;
    const { issuedAt, policies, tags, transitive, sourceFunctionArn } = session;
    const temporary = {
      session: {
        issuedAt,
        ...(policies && { policies }),
        ...(tags && { tags }),
        ...(transitive && { transitive }),
        ...(sourceFunctionArn !== undefined && { sourceFunctionArn }),
      },
    };
    if (roleName === undefined) {
      if (userName === undefined) return { ...root(accessKeyId), ...temporary };
      const user = store.state.users.get(userName);
      if (user?.id !== userId || !user) throw unknownClient();
      return { kind: 'user', accountId, arn: user.arn, userId: user.id, accessKeyId, ...temporary };
    }
    const role = store.state.roles.get(roleName);
    return {
      kind: 'assumed-role',
      accountId,
      arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
      userId: `${roleId}:${sessionName}`,
      accessKeyId,
      ...temporary,
      // A role that was deleted and created again is another role: old sessions may do nothing.
      ...(role?.id === roleId && role && { roleArn: role.arn }),
    };
  }

  return (accessKeyId, token) => {
    if (accessKeyId === ROOT.accessKeyId) return { secret: ROOT.secret, principal: root(accessKeyId) };
    if (accessKeyId.startsWith('ASIA')) {
      const { session, secret } = sessions.open(accessKeyId, token);
      return { secret, principal: ofSession(session) };
    }
    const user = store.state.users.get(store.state.keyOwners.get(accessKeyId) ?? '');
    const key = user?.accessKeys.get(accessKeyId);
    // As on AWS, a user's own key is invalid with a token of other credentials, such as one left in the environment.
    if (!user || !key?.active || token) throw unknownClient();
    return {
      secret: key.secret,
      principal: { kind: 'user', accountId, arn: user.arn, userId: user.id, accessKeyId },
    };
  };
}
