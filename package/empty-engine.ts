import { request } from 'node:http';

/**
 * Empties the engine at AWS_ENDPOINT_URL. `node:http` exists in every test environment, a browser's `fetch` does not. `worker` is the
 * number of the process that runs this test file, from 1 on. Rejects if files run side by side: they would empty each other's state.
 */
export async function emptyEngine(worker: string | undefined): Promise<void> {
  if (Number(worker ?? 1) > 1)
    throw new Error(
      'Test files share one engine, which is emptied between them, so they cannot run side by side: leave the setting for workers to the preset.',
    );
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  if (endpoint === undefined)
    throw new Error('AWS_ENDPOINT_URL is not set: the preset’s global set-up did not run.');
  const { hostname } = new URL(endpoint);
  if (hostname !== '127.0.0.1')
    throw new Error(`AWS_ENDPOINT_URL is ${endpoint}, not the engine of this run: nothing was emptied.`);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(`${endpoint}/_localstack/state/reset`, { method: 'POST' }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });
  if (status !== 200) throw new Error(`The engine answered ${status} when it was to be emptied.`);
}
