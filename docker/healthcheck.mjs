/** Exits with 0 if an address answers with the expected status, else with 1 and the reason: a health check without curl. */
const [url = '', wanted = '200'] = process.argv.slice(2);

try {
  const { status } = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  if (status !== Number(wanted)) throw new Error(`answered ${status}, not ${wanted}`);
} catch (error) {
  console.error(`${url}: ${error.cause?.message ?? error.message}`);
  process.exitCode = 1;
}
