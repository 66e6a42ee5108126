import type { RoleSessions } from '../../edge/interfaces/role-sessions.ts';
import { foundPolicy } from './operations/found-policy.ts';
import { checkIdentityPolicy } from './operations/identities.ts';
import { tagged } from './operations/tag-rules.ts';
import type { Sessions } from './sessions.ts';
import { type IamStore, lastName } from './state/iam-store.ts';

/** What STS needs of IAM, over the roles and policies of this store. */
export function createRoleSessions(store: IamStore, sessions: Sessions): RoleSessions {
  return {
    role(arn) {
      const role = store.state.roles.get(lastName(arn));
      return role?.arn === arn ? role : undefined;
    },
    policies(document, arns) {
      if (document === undefined && arns.length === 0) return undefined;
      if (document !== undefined) checkIdentityPolicy(document);
      const managed = arns.map((arn) => {
        const { versions, defaultVersion } = foundPolicy(store, arn);
        return versions.get(defaultVersion)?.document ?? '';
      });
      return [...(document === undefined ? [] : [document]), ...managed];
    },
    tags: (tags) => tagged(new Map(), tags, 'insensitive'),
    issue: sessions.issue,
  };
}
