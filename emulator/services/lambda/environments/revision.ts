/** What an execution environment runs: one version of a function as it was settled after a change. */
export interface Revision {
  /** Changes with every change of code or configuration; environments of another revision are of no use any more. */
  id: string;
  functionName: string;
  /** `$LATEST` or a number. */
  version: string;
  /** ARN of the function, unqualified. */
  functionArn: string;
  runtime: string;
  handler: string;
  roleArn: string;
  timeoutMs: number;
  memoryMb: number;
  variables: Readonly<Record<string, string>>;
  logGroup: string;
  logFormat: 'Text' | 'JSON';
  applicationLogLevel: string | undefined;
  systemLogLevel: string | undefined;
  /** Its code is a folder of the person's own (LocalStack's hot reload) and no zip. */
  reloaded: boolean;
  /** Resolves to the folder that the code lies in, ready to run. */
  codeFolder(): Promise<string>;
  /** The size of its `/tmp`, in MB. */
  tmpMb: number;
  /** Resolves to the folder of its merged layers; undefined where it has none. */
  layersFolder(): Promise<string | undefined>;
}
