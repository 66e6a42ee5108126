import type {
  CreateUsagePlanKeyRequest,
  DeleteUsagePlanKeyRequest,
  GetUsagePlanKeyRequest,
  GetUsagePlanKeysRequest,
  UsagePlanKey,
  UsagePlanKeys,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, conflict, notFound } from '../../control/errors.ts';
import { page } from '../../control/paging.ts';
import type { ApiKeyRecord, UsagePlanRecord } from '../../state/plan-records.ts';
import { findKey } from '../api-key/api-key-rules.ts';
import { findPlan, planPath } from './usage-plan-rules.ts';

const all = (input: { usagePlanId?: string }) => `${planPath(input)}/keys`;
const path = (input: { usagePlanId?: string; keyId?: string }) => `${all(input)}/${input.keyId}`;

/** Adds a key to a plan. Throws `ConflictException` if it is already in it, or in another for one of its stages. */
export function createUsagePlanKey(dependencies: Pick<Dependencies, 'plans'>) {
  const { plans } = dependencies;
  return operation<CreateUsagePlanKeyRequest, UsagePlanKey>({
    honours: { usagePlanId: true, keyId: true, keyType: true },
    ...access('POST', all),
    run({ usagePlanId, keyId, keyType }) {
      const plan = findPlan(dependencies, usagePlanId);
      if (keyType !== 'API_KEY') throw badRequest('Invalid key type specified. Must be one of: [API_KEY]');
      const key = findKey(dependencies, keyId);
      checkMayJoin(dependencies, plan, key);
      plans.commit.addMember({ plan: plan.id, key: key.id });
      return describeMember(key);
    },
  });
}

/** A key has one plan at most for each stage; the sentences are guesses. */
function checkMayJoin(
  { plans }: Pick<Dependencies, 'plans'>,
  plan: UsagePlanRecord,
  { id }: ApiKeyRecord,
): void {
  const { state } = plans;
  for (const other of state.plansOf.get(id) ?? []) {
    if (other === plan.id) throw conflict('Usage Plan Key already exists');
    const stages = state.plans.get(other)?.apiStages ?? [];
    const shared = plan.apiStages.find(({ apiId, stage }) =>
      stages.some((one) => one.apiId === apiId && one.stage === stage),
    );
    if (shared)
      throw conflict(`API Key is in another usage plan for the API stage ${shared.apiId}:${shared.stage}`);
  }
}

/** One key of a plan. */
export function getUsagePlanKey(dependencies: Pick<Dependencies, 'plans'>) {
  return operation<GetUsagePlanKeyRequest, UsagePlanKey>({
    honours: { usagePlanId: true, keyId: true },
    ...access('GET', path),
    run: (input) => describeMember(findMember(dependencies, input)),
  });
}

/** Lists a plan's keys, the newest first; none for an unknown plan, as on AWS. */
export function getUsagePlanKeys({ plans }: Pick<Dependencies, 'plans'>) {
  return operation<GetUsagePlanKeysRequest, UsagePlanKeys>({
    honours: { usagePlanId: true, position: true, limit: true, nameQuery: true },
    ...access('GET', all),
    run({ usagePlanId = '', nameQuery = '', ...paging }) {
      const { members, keys } = plans.state;
      const found = [...(members.get(usagePlanId)?.keys() ?? [])]
        .reverse()
        .flatMap((id) => keys.get(id) ?? [])
        .filter(({ name = '' }) => name.startsWith(nameQuery));
      const { items, position } = page(found, ({ id }) => id, paging);
      return { items: items.map(describeMember), position };
    },
  });
}

/** Removes a key from a plan, with its usage. */
export function deleteUsagePlanKey(dependencies: Pick<Dependencies, 'plans'>) {
  return operation<DeleteUsagePlanKeyRequest, object>({
    honours: { usagePlanId: true, keyId: true },
    ...access('DELETE', path),
    run(input) {
      const { id } = findMember(dependencies, input);
      dependencies.plans.commit.removeMember({ plan: input.usagePlanId ?? '', key: id });
      return {};
    },
  });
}

/** The key of a plan; throws `NotFoundException`. */
export function findMember(
  dependencies: Pick<Dependencies, 'plans'>,
  { usagePlanId, keyId = '' }: { usagePlanId?: string | undefined; keyId?: string | undefined },
): ApiKeyRecord {
  const { id } = findPlan(dependencies, usagePlanId);
  if (!dependencies.plans.state.members.get(id)?.has(keyId))
    throw notFound('Invalid Usage Plan Key identifier specified');
  return findKey(dependencies, keyId);
}

function describeMember({ id, name, value }: ApiKeyRecord): UsagePlanKey {
  return { id, type: 'API_KEY', value, name };
}
