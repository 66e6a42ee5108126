/** Where the SDK's part of the engine is: beside this file, or beside the bundle that contains this file. */
const place = import.meta.url.endsWith('/load-exporter.ts') ? './export-traces.ts' : './engine-otlp.mjs';

/** Loads OpenTelemetry's SDK, which takes a good part of the engine's own start: only exporting traces pays for it. */
export async function loadExporter(): Promise<typeof import('./export-traces.ts')> {
  return (await import(place)) as typeof import('./export-traces.ts');
}
