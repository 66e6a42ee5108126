import type { Tag } from '@aws-sdk/client-iam';
import { AwsError } from '../../edge/aws-error.ts';
import { type Random, randomText, UPPER_ALPHANUMERIC } from '../../random.ts';
import { PolicySyntaxError, parsePolicy } from '../policy/document.ts';
import type { IamStore, Identity, IdentityKind, Role, User } from '../state/iam-store.ts';

/** What the operations of IAM work with. */
export interface IamDependencies {
  store: IamStore;
  accountId: string;
  now(): Date;
  random: Pick<Random, 'below'>;
}

/** The role, or AWS's error about one that is not there. */
export function roleNamed({ state }: IamStore, name = ''): Role {
  const role = state.roles.get(name);
  if (!role) throw new AwsError('NoSuchEntityException', `The role with name ${name} cannot be found.`);
  return role;
}

/** The user, or AWS's error about one that is not there. */
export function userNamed({ state }: IamStore, name = ''): User {
  const user = state.users.get(name);
  if (!user) throw new AwsError('NoSuchEntityException', `The user with name ${name} cannot be found.`);
  return user;
}

export function identityNamed(store: IamStore, kind: IdentityKind, name: string): Identity {
  return kind === 'role' ? roleNamed(store, name) : userNamed(store, name);
}

/** `AROA…`, `AIDA…`, `ANPA…`: the prefix and 17 characters (IAM user guide, "IAM identifiers"). */
export function uniqueId(random: Pick<Random, 'below'>, prefix: string): string {
  return prefix + randomText(random, 17, UPPER_ALPHANUMERIC);
}

export function tagList(tags: ReadonlyMap<string, string>): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

export function tagMap(tags: readonly Tag[] | undefined): Map<string, string> {
  return new Map((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** The ARN that IAM's policies know an identity or policy by, before it need be there. */
export function iamArn(accountId: string, kind: 'role' | 'user' | 'policy', name = '*', path = '/'): string {
  return `arn:aws:iam::${accountId}:${kind}${path}${name}`;
}

/** What a document is for, and so which elements it needs and may not have. */
export type DocumentUse = 'identity' | 'trust';

/** Checks a document. Throws `MalformedPolicyDocumentException` in AWS's words where they are known. */
export function checkDocument(document: string, use: DocumentUse): void {
  const malformed = (message: string) => new AwsError('MalformedPolicyDocumentException', message);
  try {
    for (const statement of parsePolicy(document)) {
      const names = statement.principals ?? statement.notPrincipals;
      const resources = statement.resources ?? statement.notResources;
      if (use === 'identity') {
        if (names) throw malformed('Policy document should not specify a principal.');
        if (!resources) throw malformed('Policy statement must contain resources.');
        const action = [...(statement.actions ?? []), ...(statement.notActions ?? [])].find(
          (text) => text !== '*' && !/^[A-Za-z0-9-]+:./.test(text),
        );
        if (action !== undefined) {
          throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
        }
        const resource = resources.find((text) => !/^(\*|arn:.*|\$\{.*)$/.test(text));
        if (resource !== undefined) throw malformed(`Resource ${resource} must be in ARN format or "*".`);
      } else {
        if (!names) throw malformed('Missing required field Principal');
        if (resources) throw malformed('Has prohibited field Resource');
      }
    }
  } catch (error) {
    if (error instanceof PolicySyntaxError) throw malformed('Syntax errors in policy.');
    throw error;
  }
}
