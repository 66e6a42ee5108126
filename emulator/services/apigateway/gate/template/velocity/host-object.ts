/** An API Gateway object that templates call: `$input`, `$util`. */
export interface HostObject {
  /** Its printed form. */
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Its methods; arguments as in the template. */
  readonly methods: Readonly<Record<string, (...values: unknown[]) => unknown>>;
}

const hosts = new WeakSet<object>();

/** Makes a host object, whose members are not a map's. */
export function hostObject(host: HostObject): HostObject {
  hosts.add(host);
  return host;
}

/** Whether a value is a host object. */
export function isHostObject(value: unknown): value is HostObject {
  return typeof value === 'object' && value !== null && hosts.has(value);
}
