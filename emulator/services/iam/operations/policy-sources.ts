import { AwsError } from '../../../edge/aws-error.ts';
import type { Statement } from '../../../edge/policy/statement.ts';
import type { CompiledPolicies } from '../compiled-policies.ts';
import type { Identity, Role, User } from '../state/iam-state.ts';
import { type IamStore, lastName } from '../state/iam-store.ts';
import { checkIdentityPolicy, roleNamed, userNamed } from './identities.ts';

/** Statements, the name of their policy in a simulation's answer, and its text. */
export interface PolicySource {
  id: string;
  text: string;
  statements: readonly Statement[];
}

/** The policies of a simulation, as sources. */
export interface PolicySources {
  /** The role or user of an ARN. Throws AwsError for another ARN, and for an unknown one. */
  identityAt(arn: string | undefined): Role | User;
  /** The policies of an identity. */
  ofIdentity(identity: Role | User): PolicySource[];
  /** The identity's permissions boundary, if it has one. */
  boundaryOf(identity: Identity): PolicySource[];
  /** Documents in the call itself, by the name of their parameter. Throws AwsError for an invalid one. */
  given(documents: readonly string[] | undefined, name: string): PolicySource[];
  /** The resource's policy, if the call has one. */
  ofResource(document: string | undefined): PolicySource[];
}

export function createPolicySources(store: IamStore, policies: CompiledPolicies): PolicySources {
  const source = (id: string, text: string): PolicySource => ({ id, text, statements: policies.of(text) });
  const managed = (arn: string): PolicySource[] => {
    const text = policies.documentOf(arn);
    return text === undefined ? [] : [source(lastName(arn), text)];
  };
  return {
    identityAt(arn = '') {
      const [, kind] = /^arn:aws:iam::\d{12}:(user|role)\//.exec(arn) ?? [];
      if (kind !== 'user' && kind !== 'role')
        throw new AwsError(
          'InvalidInputException',
          `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
        );
      return kind === 'user' ? userNamed(store, lastName(arn)) : roleNamed(store, lastName(arn));
    },
    ofIdentity: (identity) =>
      policies.holdersFor(identity).flatMap(({ arn, name, inline, attached }) => {
        const [, kind] = /:(role|user|group)\//.exec(arn) ?? [];
        return [
          ...[...inline].map(([policy, text]) => source(`${kind}_${name}_${policy}`, text)),
          ...[...attached].flatMap(managed),
        ];
      }),
    boundaryOf: ({ boundary }) => (boundary === undefined ? [] : managed(boundary)),
    given: (documents, name) =>
      (documents ?? []).map((document, index) => {
        checkIdentityPolicy(document);
        return source(`${name}.${index + 1}`, document);
      }),
    ofResource: (document) => (document === undefined ? [] : [source('ResourcePolicy', document)]),
  };
}
