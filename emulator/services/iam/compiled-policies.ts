import { PolicySyntaxError, parsePolicy } from '../../edge/policy/document.ts';
import type { Statement } from '../../edge/policy/statement.ts';
import { awsManaged } from './state/aws-managed.ts';
import type { Identity, Role, User } from './state/iam-state.ts';
import { groupsOf, type IamStore } from './state/iam-store.ts';

/** Parsed policies by their text: each document is parsed once. */
export interface CompiledPolicies {
  /** A document's statements; none for an invalid one. */
  of(document: string): readonly Statement[];
  /** The text of a managed policy's default version; undefined for a deleted one. */
  documentOf(arn: string): string | undefined;
  /** The statements of a managed policy's default version; none for a deleted one. */
  ofManaged(arn: string): readonly Statement[];
  /** Whose policies decide for a role or user: its own, and those of a user's groups. */
  holdersFor(identity: Role | User): readonly Identity[];
  /** All statements for a role or user: inline, attached, and those of a user's groups. */
  ofIdentity(identity: Role | User): readonly Statement[];
}

const KEPT = 1000;

export function createCompiledPolicies(store: IamStore): CompiledPolicies {
  const kept = new Map<string, readonly Statement[]>();

  function of(document: string): readonly Statement[] {
    let statements = kept.get(document);
    if (!statements) {
      statements = parse(document);
      if (kept.size >= KEPT) kept.clear();
      kept.set(document, statements);
    }
    return statements;
  }

  function documentOf(arn: string): string | undefined {
    const policy = store.state.policies.get(arn);
    return policy?.versions.get(policy.defaultVersion)?.document ?? awsManaged.get(arn);
  }

  function ofManaged(arn: string): readonly Statement[] {
    const document = documentOf(arn);
    return document === undefined ? [] : of(document);
  }

  function ofOwn({ inline, attached }: Identity): readonly Statement[] {
    const [only] = inline.values();
    if (inline.size === 1 && attached.size === 0 && only !== undefined) return of(only);
    return [...[...inline.values()].flatMap(of), ...[...attached].flatMap(ofManaged)];
  }

  function holdersFor(identity: Role | User): readonly Identity[] {
    return [identity, ...groupsOf(store.state, identity)];
  }

  return {
    of,
    documentOf,
    ofManaged,
    holdersFor,
    ofIdentity(identity) {
      const groups = groupsOf(store.state, identity);
      return groups.length === 0 ? ofOwn(identity) : [identity, ...groups].flatMap(ofOwn);
    },
  };
}

function parse(document: string): readonly Statement[] {
  try {
    return parsePolicy(document);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return [];
    throw error;
  }
}
