import type { MethodRecord, ResourceRecord } from '../state/records.ts';
import type { Dependencies } from './dependencies.ts';

/** Stores a changed method in the place of the one it was made from. */
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
