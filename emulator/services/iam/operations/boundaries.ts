import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import type { Identity } from '../state/iam-state.ts';
import type { IamStore } from '../state/iam-store.ts';
import { declareFor } from './declare-for.ts';
import { isPolicy } from './found-policy.ts';
import type { IamDependencies } from './identities.ts';
import { KIND_NAMES } from './kind-names.ts';

/** Put… and Delete…PermissionsBoundary, for roles and for users. */
export function boundaryOperations(
  kind: 'role' | 'user',
  dependencies: IamDependencies,
): Record<string, Operation<object, object>> {
  const { store } = dependencies;
  const Kind = KIND_NAMES[kind];
  const { declare, owner } = declareFor(kind, dependencies);
  return {
    [`Put${Kind}PermissionsBoundary`]: declare(
      ['PermissionsBoundary'],
      (input) => {
        const { name } = owner(input);
        store.commit.setBoundary({
          kind,
          owner: name,
          boundary: checkBoundary(store, input.PermissionsBoundary),
        });
        return {};
      },
      { changesRights: true },
    ),
    [`Delete${Kind}PermissionsBoundary`]: declare(
      [],
      (input) => {
        const { name, boundary } = owner(input);
        if (boundary === undefined) {
          throw new AwsError(
            'NoSuchEntityException',
            `${Kind} ${name} does not have a permissions boundary.`,
          );
        }
        store.commit.setBoundary({ kind, owner: name, boundary: undefined });
        return {};
      },
      { changesRights: true },
    ),
  };
}

/** The boundary's ARN, or AWS's error about an unknown policy or an invalid ARN. */
export function checkBoundary(store: IamStore, arn: string | undefined): string | undefined {
  if (arn === undefined || isPolicy(store, arn)) return arn;
  if (!/^arn:aws:iam::(\d{12}|aws):policy\/./.test(arn)) {
    throw new AwsError('InvalidInputException', `ARN ${arn} is not valid.`);
  }
  throw new AwsError('NoSuchEntityException', `Scope ARN: ${arn} does not exist or is not attachable.`);
}

/** The boundary as roles and users show it. */
export function boundaryType({ boundary }: Pick<Identity, 'boundary'>) {
  if (boundary === undefined) return {};
  return {
    PermissionsBoundary: { PermissionsBoundaryType: 'Policy' as const, PermissionsBoundaryArn: boundary },
  };
}
