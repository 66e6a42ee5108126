import { AwsError, notImplemented } from '../../edge/aws-error.ts';

/** The runtimes of functions: all on the Node.js that runs the engine, or on the machine's python3. */
const RUNTIMES = [
  'nodejs20.x',
  'nodejs22.x',
  'nodejs24.x',
  'python3.10',
  'python3.11',
  'python3.12',
  'python3.13',
  'python3.14',
] as const;

/** Runtimes that Lambda no longer creates or updates (developer guide, "Deprecated runtimes"). */
const ENDED_RUNTIMES = [
  'nodejs',
  'nodejs4.3',
  'nodejs4.3-edge',
  'nodejs6.10',
  'nodejs8.10',
  'nodejs10.x',
  'nodejs12.x',
  'nodejs14.x',
  'nodejs16.x',
  'nodejs18.x',
  'python2.7',
  'python3.6',
  'python3.7',
  'python3.8',
  'java8',
  'dotnetcore1.0',
  'dotnetcore2.0',
  'dotnetcore2.1',
  'dotnetcore3.1',
  'dotnet6',
  'go1.x',
  'ruby2.5',
  'ruby2.7',
  'provided',
] as const;

/** Runtimes of AWS that nothing here runs. */
const OTHER_RUNTIMES = [
  'python3.9',
  'java8.al2',
  'java11',
  'java17',
  'java21',
  'java25',
  'dotnet8',
  'dotnet10',
  'ruby3.2',
  'ruby3.3',
  'ruby3.4',
  'provided.al2',
  'provided.al2023',
];

/** AWS's own list, in its order (recorded): with some that it has ended since. */
const LISTED =
  'nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2';

/**
 * Throws `InvalidParameterValueException` for a runtime that AWS has ended, or that does not exist, and 501 for one that exists and does
 * not run here.
 */
export function checkRuntime(runtime: string | undefined): void {
  if (runtime === undefined || RUNTIMES.some((one) => one === runtime)) return;
  if (OTHER_RUNTIMES.includes(runtime)) throw notImplemented(`Runtime "${runtime}"`);
  if (!ENDED_RUNTIMES.some((ended) => ended === runtime))
    throw new AwsError(
      'InvalidParameterValueException',
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${LISTED}] or be a valid ARN`,
    );
  throw new AwsError(
    'InvalidParameterValueException',
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
  );
}

/** Whether functions of a runtime are Python. */
export function isPython(runtime: string | undefined): boolean {
  return runtime?.startsWith('python') === true;
}
