import { ReaderError } from '../../provision/reconcile/reader-error.ts';

/** How many of Compose's last lines a message shows. */
const SHOWN = 20;

/** Explains why Compose's `command` failed, from its output; shows unknown output unchanged. */
export function explainFailure(command: string, output: string): ReaderError {
  const port = portTaken(output);
  if (port) {
    return new ReaderError(
      `Port ${port} is in use, so its container cannot start: stop what uses it, or choose another with PORT=<port> or ORIGIN_PORT=<port>.`,
    );
  }
  const last = output
    .split('\n')
    .map((line) => line.trimEnd())
    .filter(Boolean)
    .slice(-SHOWN)
    .join('\n');
  if (/no space left on device/i.test(output)) {
    return new ReaderError(`Docker's disk is full: docker system prune makes room.\n${last}`);
  }
  if (command === 'pull') {
    return new ReaderError(
      `The image of LocalStack could not be pulled: check LOCALSTACK_IMAGE and the network, or use make up ENGINE=embedded.\n${last}`,
    );
  }
  if (command === 'build') {
    return new ReaderError(
      `An image could not be built; these are Docker's last lines, and make up ENGINE=embedded needs no image:\n${last}`,
    );
  }
  return new ReaderError(`docker compose ${command} failed:\n${last}`);
}

/** The port that was taken, in the words of Docker engines of several years. */
function portTaken(output: string): string | undefined {
  return /:(\d+)(?: failed: port is already allocated|: bind: address already in use)/.exec(output)?.[1];
}
