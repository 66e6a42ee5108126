import { parseArgs } from 'node:util';

export const HELP = `Usage: gatehouse [options]

Starts a local AWS: Cognito, Lambda, API Gateway, DynamoDB, IAM, STS and CloudWatch Logs on one port.

  --port <number>   where it listens; 4566 by default, 0 takes a spare port
  --state <folder>  keeps state over restarts; in memory by default
  --region <name>   the one region; us-east-1 by default
  --iam <mode>      enforce (default), or audit, which allows and reports what policies deny
  --json            prints one line of JSON when it listens: {"endpoint", "port", "pid"}
  --version         prints the version
  --help            prints this

Further settings are environment variables: HOST, REALISM, FAULTS, CLOCK, LAMBDA_CPU, LAMBDA_SANDBOX,
LAMBDA_LIMITS_CONCURRENT_EXECUTIONS, UPSTREAM, ALLOWED_HOSTS, ALLOWED_ORIGINS; and PORT, STATE_DIR, AWS_REGION, IAM
where no option is given.
`;

export interface Arguments {
  readonly show: 'help' | 'version' | undefined;
  readonly json: boolean;
  /** The environment, overridden by the options. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Reads the command line. Throws an Error of one sentence for an unknown option or one without a value. */
export function readArguments(given: readonly string[], env: NodeJS.ProcessEnv): Arguments {
  const { values } = parseArgs({
    args: [...given],
    options: {
      port: { type: 'string' },
      state: { type: 'string' },
      region: { type: 'string' },
      iam: { type: 'string' },
      json: { type: 'boolean', default: false },
      version: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const { port, state, region, iam } = values;
  return {
    show: values.help ? 'help' : values.version ? 'version' : undefined,
    json: values.json,
    env: {
      ...env,
      ...(port !== undefined && { PORT: port }),
      ...(state !== undefined && { STATE_DIR: state }),
      ...(region !== undefined && { AWS_REGION: region }),
      ...(iam !== undefined && { IAM: iam }),
    },
  };
}
