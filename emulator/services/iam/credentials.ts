import type { Principal } from '../../edge/principal.ts';
import { type Session, type Sessions, unknownClient } from './sessions.ts';
import type { IamStore } from './state/iam-store.ts';

/** A key's secret and whose it is. */
export interface Credential {
  secret: string;
  principal: Principal;
}

/** Finds the owner of an access key. Throws AwsError for one that is not known, not active, or expired. */
export type FindCredential = (accessKeyId: string, securityToken: string | undefined) => Credential;

/** The account's own credentials, which LocalStack's users know. */
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
      // A role that was deleted and made again is another role: the old sessions may do nothing.
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
    // A token left in the environment from other credentials makes a user's own key as void as on AWS.
    if (!user || !key?.active || token) throw unknownClient();
    return {
      secret: key.secret,
      principal: { kind: 'user', accountId, arn: user.arn, userId: user.id, accessKeyId },
    };
  };
}
