/** A process's variables; the real ones or a test's. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The origin's configuration. */
export interface OriginConfig {
  /** `PORT`: 0 to 65535, 3000 by default; 0 takes any free port. */
  readonly port: number;
  /** `HOST`: the address to listen on, 127.0.0.1 by default. */
  readonly host: string;
  /** `ORIGIN_SECRET`: what the gateway sends in `x-origin-secret`. */
  readonly secret: string;
}

/** Reads and checks the environment. @throws Error that names the invalid variable, and never shows the secret. */
export function readConfig(environment: Environment = process.env): OriginConfig {
  return Object.freeze({
    port: readPort(environment),
    host: environment['HOST'] || '127.0.0.1',
    secret: readSecret(environment),
  });
}

/** Reads `ORIGIN_SECRET`: 16 or more visible ASCII characters, because it travels in a header. @throws Error that names the variable. */
export function readSecret(environment: Environment = process.env): string {
  const secret = environment['ORIGIN_SECRET'];
  if (secret === undefined || secret === '') {
    throw new Error(
      'ORIGIN_SECRET is not set: it must hold the secret that the gateway sends to the origin.',
    );
  }
  if (!/^[\x21-\x7e]{16,}$/.test(secret)) {
    throw new Error('ORIGIN_SECRET must have at least 16 characters, all of them visible ASCII.');
  }
  return secret;
}

function readPort(environment: Environment): number {
  const text = environment['PORT'] || '3000';
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65535) return port;
  throw new Error(`PORT must be a number from 0 to 65535, not ${JSON.stringify(text)}.`);
}
