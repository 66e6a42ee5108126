/** What of an API differs from what its stages serve. */
export interface UndeployedApi {
  readonly apiId: string;
  readonly name: string;
  readonly type: 'REST' | 'HTTP';
  readonly stages: readonly {
    readonly stageName: string;
    readonly deploymentId: string;
    /** Empty where the stage serves the API as it is. */
    readonly differences: readonly Difference[];
  }[];
}

/** What a kind of API tells of those that it has. */
export interface UndeployedApis {
  undeployed(): UndeployedApi[];
}

export interface Difference {
  readonly what: 'api' | 'method' | 'route' | 'authorizer' | 'gateway-response';
  /** `GET /people`, the authorizer's name, the type of the gateway response. */
  readonly name: string;
  /** What deploying would do. */
  readonly change: 'added' | 'removed' | 'changed';
  /** The members that differ, where it is changed. */
  readonly fields: readonly string[];
}

/** Compares what there is with what was deployed, both by name. */
export function differences(
  what: Difference['what'],
  present: ReadonlyMap<string, object>,
  deployed: ReadonlyMap<string, object>,
): Difference[] {
  const found: Difference[] = [];
  for (const [name, value] of present) {
    const before = deployed.get(name);
    if (!before) found.push({ what, name, change: 'added', fields: [] });
    else if (before !== value) {
      const fields = changedFields(value, before);
      if (fields.length > 0) found.push({ what, name, change: 'changed', fields });
    }
  }
  for (const name of deployed.keys())
    if (!present.has(name)) found.push({ what, name, change: 'removed', fields: [] });
  return found;
}

function changedFields(one: object, other: object): string[] {
  const [present, before] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...present.keys(), ...before.keys()])].filter(
    (name) => JSON.stringify(present.get(name)) !== JSON.stringify(before.get(name)),
  );
}
