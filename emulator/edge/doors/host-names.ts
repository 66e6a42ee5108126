import { isIP } from 'node:net';

/** Names below which everything leads to this machine, or is AWS's own: nobody else can make one of them lead here. */
const SAFE_SUFFIXES = [
  '.localhost',
  '.localhost.localstack.cloud',
  '.amazonaws.com',
  '.amazonaws.com.cn',
  '.amazoncognito.com',
  '.on.aws',
];

/** What containers call their host. */
const CONTAINER_HOSTS = ['host.docker.internal', 'gateway.docker.internal', 'host.containers.internal'];

/** A host header, split; undefined if it is invalid. The name is lower-case, without a trailing dot. */
export function hostName(host: string): string | undefined {
  const [, bracketed, name, port] = /^(?:\[([0-9a-f:.%]+)\]|([^:[\]]*))(?::(\d{1,5}))?$/i.exec(host) ?? [];
  if (port !== undefined && Number(port) > 65535) return undefined;
  if (bracketed !== undefined) return isIP(bracketed) === 6 ? bracketed.toLowerCase() : undefined;
  const plain = name?.toLowerCase().replace(/\.$/, '');
  return plain && /^[\w.-]+$/.test(plain) ? plain : undefined;
}

/** Whether a name or address always means this machine: `localhost`, `127.0.0.1`, `::1`. */
export function isLoopback(name: string): boolean {
  return (
    name === 'localhost' ||
    name === 'localhost.localstack.cloud' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    (isIP(name) === 4 && name.startsWith('127.')) ||
    /^::ffff:(?:127\.|7f)/.test(name)
  );
}

/**
 * Whether to answer a request's `Host`. A page can make its own name lead to this machine (DNS rebinding), and its requests then come from
 * the same origin; it cannot do so with names of this machine, of AWS, or without a dot, as containers have them, nor with the address that
 * the request arrived at. `allowed` are further names (`ALLOWED_HOSTS`), `.example.com` with all below it.
 */
export function isKnownHost(
  name: string,
  localAddress: () => string | undefined,
  allowed: readonly string[],
): boolean {
  return (
    isLoopback(name) ||
    SAFE_SUFFIXES.some((suffix) => name.endsWith(suffix)) ||
    CONTAINER_HOSTS.includes(name) ||
    (isIP(name) === 0 && !name.includes('.')) ||
    (isIP(name) > 0 && name === localAddress()?.replace(/^::ffff:/, '')) ||
    allowed.some((entry) =>
      entry.startsWith('.') ? name.endsWith(entry) || `.${name}` === entry : name === entry,
    )
  );
}
