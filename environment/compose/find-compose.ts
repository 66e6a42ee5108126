import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { FLOORS, reaches } from '../floors.ts';
import type { CommandResult, RunCommand } from './run-command.ts';

/** The Compose of this machine. */
export interface Compose {
  /** Its command: `docker compose`, or the old `docker-compose`. */
  command: readonly [string, ...string[]];
  version: string;
}

/** The result of a search for Docker; each says what is missing, for `up` and the doctor. */
export interface DockerFindings {
  /** The client's version; undefined if there is none. */
  client: string | undefined;
  /** The engine's version, or why it does not answer. */
  engine: { version: string } | { problem: ReaderError };
  /** Every Compose, the preferred one first. */
  composes: readonly Compose[];
}

const WITHOUT = 'make up ENGINE=embedded needs no Docker';

/** Looks for Docker's client, its engine and Compose, and changes nothing. */
export async function findDocker(
  run: RunCommand,
  env: Readonly<Record<string, string>>,
): Promise<DockerFindings> {
  const [client, engine, ...composes] = await Promise.all([
    run('docker', ['--version'], { env }),
    run('docker', ['version', '--format', '{{.Server.Version}}'], { env }),
    composeOf(['docker', 'compose'], run, env),
    composeOf(['docker-compose'], run, env),
  ]);
  const version = engine?.code === 0 ? engine.stdout.trim() : '';
  return {
    client: /\d+(\.\d+)+/.exec(client?.stdout ?? '')?.[0],
    engine: version ? { version } : { problem: whyNoEngine(engine) },
    composes: composes.filter((found) => found !== undefined),
  };
}

/**
 * Returns the Compose to use. Throws ReaderError of one sentence if Docker is missing, its engine does not answer or denies access, or
 * Compose is missing or too old.
 */
export async function findCompose(run: RunCommand, env: Readonly<Record<string, string>>): Promise<Compose> {
  const { client, engine, composes } = await findDocker(run, env);
  if (!client) {
    throw new ReaderError(
      `Docker is not installed: get it from https://docs.docker.com/get-docker; ${WITHOUT}.`,
    );
  }
  if ('problem' in engine) throw engine.problem;
  if (!reaches(engine.version, FLOORS.docker)) {
    throw new ReaderError(
      `Docker's engine is ${engine.version}, and ${FLOORS.docker} or newer is needed: update Docker; ${WITHOUT}.`,
    );
  }
  const [newest] = composes;
  if (!newest) {
    throw new ReaderError(
      `Docker Compose is not installed: get it from https://docs.docker.com/compose/install; ${WITHOUT}.`,
    );
  }
  const fit = composes.find(({ version }) => reaches(version, FLOORS.compose));
  if (!fit) {
    throw new ReaderError(
      `Docker Compose is ${newest.version}, and ${FLOORS.compose} or newer is needed: update it (https://docs.docker.com/compose/install); ${WITHOUT}.`,
    );
  }
  return fit;
}

async function composeOf(
  command: readonly [string, ...string[]],
  run: RunCommand,
  env: Readonly<Record<string, string>>,
): Promise<Compose | undefined> {
  const [program, ...args] = command;
  const result = await run(program, [...args, 'version', '--short'], { env });
  const version = result?.code === 0 ? /\d+(\.\d+)+/.exec(result.stdout)?.[0] : undefined;
  return version ? { command, version } : undefined;
}

function whyNoEngine(result: CommandResult | undefined): ReaderError {
  if (!result) return new ReaderError(`Docker is not installed; ${WITHOUT}.`);
  if (/permission denied/i.test(result.stderr)) {
    return new ReaderError(
      `Docker's engine does not let this user in: add the user to the group docker and log in again; ${WITHOUT}.`,
    );
  }
  return new ReaderError(
    `Docker's engine does not answer: start Docker Desktop, or the service (sudo systemctl start docker); ${WITHOUT}.`,
    { cause: new Error(result.stderr.trim()) },
  );
}
