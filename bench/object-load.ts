import { Agent } from 'node:http';
import { objectCall } from './object-call.ts';

/** So many objects a second, each of so many bytes. */
const [RATE, SIZE] = [200, 16 * 1024];

/** Puts objects by way of the engine at OBJECTS_URL, at a steady rate, until it is ended. Tells its parent when it has begun. */
async function main(): Promise<void> {
  const url = process.env['OBJECTS_URL'] ?? '';
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const started = performance.now();
  let sent = 0;
  setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1000) * RATE);
    for (; sent < due; sent += 1) void objectCall(agent, url, 'PUT', '/bucket/small', SIZE).catch(tell);
  }, 5);
  await objectCall(agent, url, 'PUT', '/bucket/small', SIZE);
  process.send?.('begun');
}

/** One that fails is told of, and the others go on. */
function tell(error: Error): void {
  process.stderr.write(`${error.message}\n`);
}

await main();
