import known from './service-linked-roles.json' with { type: 'json' };

/** A service's role in an account: its name, its managed policies below `policy/`, and whether there may be several. */
export interface LinkedRole {
  role: string;
  policies: readonly string[];
  customSuffix?: boolean;
}

/** Service-linked roles by the service's name, `lexv2.amazonaws.com`, as AWS makes them (recorded on AWS in March 2025). */
export const serviceLinkedRoles: ReadonlyMap<string, LinkedRole> = new Map(Object.entries(known));

/** Whether this is the path of a service-linked role. */
export function isLinked(path: string): boolean {
  return path.startsWith('/aws-service-role/');
}
