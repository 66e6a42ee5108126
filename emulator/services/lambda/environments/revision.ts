/** What an execution environment runs: one version of a function after a change came through. */
export interface Revision {
  /** Changes with every change of code or configuration; environments of another revision are outdated. */
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
  /** Its code is a person's own folder (LocalStack's hot reload) and no zip. */
  reloaded: boolean;
  /** Resolves to the folder of its code, ready to run. */
  codeFolder(): Promise<string>;
  /** The size of its `/tmp`, in MB. */
  tmpMb: number;
  /** Resolves to the folder of its merged layers; undefined if it has none. */
  layersFolder(): Promise<string | undefined>;
}
