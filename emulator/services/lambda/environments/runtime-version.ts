/** `nodejs:20.v20`, `python:3.12.v20`: the runtime, with the engine's Node.js version instead of AWS's build number. */
export function runtimeVersion(runtime: string): string {
  return `${runtime.replace(/^[a-z]+/, '$&:').replace('.x', '')}.v${process.versions.node.split('.')[0]}`;
}

/** The runtime's version as an ARN; the same for every function of a runtime on one version of Node.js. */
export function runtimeVersionArn(runtime: string, region: string): string {
  const hash = Buffer.from(`${runtime} ${process.version}`).toString('hex').padEnd(64, '0').slice(0, 64);
  return `arn:aws:lambda:${region}::runtime:${hash}`;
}
