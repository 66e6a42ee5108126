import type { Operation } from './operation.ts';

/** Tags as services keep them. */
export type ResourceTags = ReadonlyMap<string, string> | Readonly<Record<string, string>>;

/**
 * Lets policies ask for the tags of what a call is about, whichever call it is: `aws:ResourceTag/<key>` (IAM user guide, "AWS global
 * condition context keys"). `tagsOf` is given inputs that were checked, and returns undefined for what has no tags or is not there.
 */
export function withResourceTags(
  operations: Readonly<Record<string, Operation<object, object>>>,
  tagsOf: (input: Readonly<Record<string, unknown>>) => ResourceTags | undefined,
): Record<string, Operation<object, object>> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, declared]) => [
      name,
      {
        ...declared,
        conditionKeys: (input, call) => ({
          ...resourceTagKeys(tagsOf(input as Record<string, unknown>)),
          ...declared.conditionKeys?.(input, call),
        }),
      },
    ]),
  );
}

/** Tags as the condition keys that ask for them. */
export function resourceTagKeys(tags: ResourceTags | undefined): Record<string, string> {
  if (!tags) return {};
  const entries = tags instanceof Map ? [...tags] : Object.entries(tags);
  return Object.fromEntries(entries.map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}
