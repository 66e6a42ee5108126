import type { MethodRecord, ResourceRecord } from '../state/records.ts';
import type { Dependencies } from './dependencies.ts';

/** Stores a changed method in place of the original. */
export function changeMethod(
  { store }: Pick<Dependencies, 'store'>,
  apiId: string | undefined,
  resource: ResourceRecord,
  method: MethodRecord,
): void {
  store.commit.putResources({
    apiId: apiId ?? '',
    resources: [{ ...resource, methods: { ...resource.methods, [method.httpMethod]: method } }],
  });
}
