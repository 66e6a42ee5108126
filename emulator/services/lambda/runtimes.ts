import { AwsError } from '../../edge/aws-error.ts';

/** The runtimes of functions: all on the Node.js that runs the engine, or on the machine's python3. */
export const RUNTIMES = [
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
export const ENDED_RUNTIMES = [
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

/** Throws `InvalidParameterValueException` for a runtime that AWS has ended. */
export function refuseEnded(runtime: string | undefined): void {
  if (!ENDED_RUNTIMES.some((ended) => ended === runtime)) return;
  throw new AwsError(
    'InvalidParameterValueException',
    `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
  );
}

/** Whether functions of a runtime are Python. */
export function isPython(runtime: string | undefined): boolean {
  return runtime?.startsWith('python') === true;
}
