import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { EventBus } from '../../../edge/events.ts';
import type { OtlpSettings } from '../../../edge/interfaces/otlp-settings.ts';
import { buildTrace } from '../build-trace.ts';
import type { Entry, KeptTraces } from '../kept-traces.ts';
import { readableSpan } from './readable-span.ts';

/** A trace is sent this many milliseconds after it ended: log lines and asynchronous work come a little later. */
const SETTLES_MS = 1000;
/** How long a collector has for a batch, retries included, in milliseconds; the engine waits no longer for the last one when it ends. */
const TIMEOUT_MS = 3000;

/**
 * Sends each kept trace to an OpenTelemetry collector, with the official SDK; secrets are masked. A trace that grows is sent in parts, each
 * span once. `report` is called when sending fails, the first time in a row.
 */
export function exportTraces(
  { url, headers, serviceName }: OtlpSettings,
  {
    kept,
    events,
    report,
  }: { kept: Pick<KeptTraces, 'find'>; events: EventBus; report(error: unknown): void },
): AsyncDisposable {
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: TIMEOUT_MS });
  const processor = new BatchSpanProcessor({
    exporter: reporting(exporter, url, report),
    scheduledDelayMillis: 500,
    exportTimeoutMillis: TIMEOUT_MS,
  });
  const sent = new WeakMap<Entry, Set<string>>();
  const waiting = new Set<string>();
  // By the machine's time, like everything outside of the engine.
  let timer: NodeJS.Timeout | undefined;

  function send(): void {
    timer = undefined;
    for (const id of waiting) {
      const entry = kept.find(id);
      if (entry && !isUnsampled(entry)) sendNew(entry);
    }
    waiting.clear();
  }

  function sendNew(entry: Entry): void {
    const trace = buildTrace(entry, false);
    const before = sent.get(entry) ?? new Set();
    sent.set(entry, before);
    for (const span of trace?.spans ?? []) {
      if (!trace || before.has(span.id)) continue;
      before.add(span.id);
      processor.onEnd(readableSpan(trace, span, serviceName));
    }
  }

  const subscription = events.subscribe('trace', ({ id }) => {
    waiting.add(id);
    timer ??= setTimeout(send, SETTLES_MS);
  });
  return {
    async [Symbol.asyncDispose]() {
      subscription[Symbol.dispose]();
      clearTimeout(timer);
      send();
      let alarm: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        alarm = setTimeout(resolve, TIMEOUT_MS);
      });
      await Promise.race([processor.shutdown().catch(() => undefined), late]);
      clearTimeout(alarm);
    },
  };
}

/** The client asked not to record its request. */
function isUnsampled({ parts }: Entry): boolean {
  return parts.some(({ event }) => event.traceId?.includes(';Sampled=0'));
}

/** Reports the first of several failures in a row, in a sentence: the SDK itself is silent. */
function reporting(exporter: SpanExporter, url: string, report: (error: unknown) => void): SpanExporter {
  let failing = false;
  return {
    export(spans, callback) {
      exporter.export(spans, (result) => {
        if (result.error && !failing)
          report(
            new Error(`Traces cannot be sent to ${url}: ${result.error.message}`, { cause: result.error }),
          );
        failing = result.error !== undefined;
        callback(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush && { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() }),
  };
}
