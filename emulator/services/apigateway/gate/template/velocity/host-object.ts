/** An object of API Gateway's that templates call: `$input`, `$util`. */
export interface HostObject {
  /** How it prints. */
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** What can be called; arguments as the template has them. */
  readonly methods: Readonly<Record<string, (...values: unknown[]) => unknown>>;
}

const hosts = new WeakSet<object>();

/** Makes a host object, whose members are not those of a map. */
export function hostObject(host: HostObject): HostObject {
  hosts.add(host);
  return host;
}

/** Whether a value is a host object. */
export function isHostObject(value: unknown): value is HostObject {
  return typeof value === 'object' && value !== null && hosts.has(value);
}
