import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import { explainFailure } from './explain-failure.ts';
import { findCompose } from './find-compose.ts';
import type { CommandResult, RunCommand } from './run-command.ts';

/** The services of docker-compose.yml. */
export type Service = 'engine' | 'localstack' | 'origin' | 'upstream';

/** Which services start besides the origin, which always does unless only an upstream starts. */
export type Profile = 'embedded' | 'localstack' | 'embedded,upstream' | 'upstream';

/** What defines a Compose project. */
export interface ProjectOptions {
  /** The folder of docker-compose.yml. */
  root: string;
  /** Compose's name for the project, and the network's. */
  name: string;
  /** Which of the engines' services it starts. */
  profile: Profile;
  /** The variables of docker-compose.yml, besides the environment's: ports, secret, token. */
  variables: Readonly<Record<string, string>>;
  /** What Docker's client sees of the environment. */
  env: Readonly<Record<string, string>>;
  run: RunCommand;
  /** Texts that no message may show. */
  secrets: readonly string[];
}

/** How long an image may take to build or to be pulled, in milliseconds. */
const BUILD_WITHIN = 15 * 60_000;
/** How long containers may take to be made, started or removed, in milliseconds. */
const CHANGE_WITHIN = 2 * 60_000;

/** A project of Docker Compose: the containers of one environment. */
export interface Project {
  readonly name: string;
  /** Builds the images. Throws ReaderError with Compose's last lines. */
  build(): Promise<void>;
  /** Creates and starts the containers; those that are up to date stay. Throws ReaderError that says what to do. */
  start(): Promise<void>;
  /** Removes the containers and the network; with `volumes` the state too. */
  remove(options: { volumes: boolean }): Promise<void>;
  /** The id of a service's container; undefined if there is none. */
  containerOf(service: Service): Promise<string | undefined>;
  /** Docker's client, in this environment. */
  docker(...args: string[]): Promise<CommandResult>;
  /** Hides what must not be shown. */
  redact(text: string): string;
}

/** Opens the project with the present Compose. Throws ReaderError if Docker or Compose is not usable. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { root, name, profile, variables, run, secrets } = options;
  const env = { ...options.env, ...variables, COMPOSE_PROJECT_NAME: name, COMPOSE_PROFILES: profile };
  const { command } = await findCompose(run, env);
  const [program, ...leading] = command;
  const redact = (text: string) =>
    secrets.filter(Boolean).reduce((shown, secret) => shown.replaceAll(secret, '…'), text);

  async function compose(args: readonly string[], within: number, more: Record<string, string> = {}) {
    const result = await run(program, [...leading, ...args], { env: { ...env, ...more }, cwd: root, within });
    if (result?.code === 0) return;
    throw explainFailure(args[0] ?? '', redact(`${result?.stdout ?? ''}\n${result?.stderr ?? ''}`));
  }

  async function docker(...args: string[]): Promise<CommandResult> {
    const result = await run('docker', args, {
      env,
      cwd: root,
      within: args[0] === 'pull' ? BUILD_WITHIN : CHANGE_WITHIN,
    });
    if (!result) throw new ReaderError('The command docker is gone: is Docker being updated?');
    return result;
  }

  return {
    name,
    docker,
    redact,
    async build() {
      const built = profile === 'localstack' ? ['origin'] : ['engine', 'origin'];
      await compose(['build', ...built], BUILD_WITHIN);
    },
    start: () =>
      compose(
        ['up', '-d', '--no-build', '--remove-orphans', ...(profile === 'upstream' ? ['upstream'] : [])],
        profile.includes('upstream') ? BUILD_WITHIN : CHANGE_WITHIN,
      ),
    remove: ({ volumes }) =>
      compose(['down', '--remove-orphans', ...(volumes ? ['--volumes'] : [])], CHANGE_WITHIN, {
        // For every engine: what no profile names would stay.
        COMPOSE_PROFILES: 'embedded,localstack,upstream',
      }),
    async containerOf(service) {
      // By label, which every Compose sets, because the output of `ps` differs between versions.
      const labels = [`project=${name}`, `service=${service}`, 'oneoff=False'];
      const filters = labels.flatMap((label) => ['--filter', `label=com.docker.compose.${label}`]);
      const { stdout } = await docker('ps', '--all', '--quiet', '--no-trunc', ...filters);
      return stdout.trim().split('\n')[0] || undefined;
    },
  };
}
