import type { Span, Trace } from '../../../../emulator/control/traces/trace.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Badge } from '../../parts/badge.tsx';
import { duration } from '../../parts/format.ts';

/** The colours of the steps; style/trace.css has them. */
const GROUPS: Readonly<Record<Span['part'], string>> = {
  gateway: 'gateway',
  apigateway: 'gateway',
  authorizer: 'authorizer',
  integration: 'origin',
  function: 'function',
  trigger: 'function',
  lambda: 'function',
  dynamodb: 'data',
  cognito: 'people',
  mail: 'people',
  iam: 'gateway',
  sts: 'gateway',
  logs: 'gateway',
  aws: 'gateway',
};

/** Each step with its start and duration. A sign-up waits for a person in between: long pauses are cut out. */
export function Waterfall({ trace, chosen }: { trace: Trace; chosen: string | undefined }) {
  const { parts, query } = useAddress();
  const depths = depthsOf(trace.spans);
  const { place, total, gaps } = scaleOf(trace);
  return (
    <section class="waterfall" aria-label="Steps">
      <ol>
        {trace.spans.map((span) => (
          <li key={span.id} class={span.id === chosen ? 'chosen' : undefined}>
            <a
              href={address(parts, { ...query, span: span.id })}
              aria-current={span.id === chosen ? 'true' : undefined}
              title={`${span.name}: ${duration(span.durationMs)}, ${duration(span.startedAt)} after the start`}
            >
              <span class="span-name" style={{ paddingLeft: `${(depths.get(span.id) ?? 0) * 12}px` }}>
                <i class={`dot ${GROUPS[span.part]}`} />
                <span class="span-text">{span.name}</span>
                <Marks span={span} />
              </span>
              <span class="span-track">
                <span
                  class={`bar ${GROUPS[span.part]} ${span.status}`}
                  style={{
                    left: `${(place(span.startedAt) / total) * 100}%`,
                    width: `${((place(span.startedAt + span.durationMs) - place(span.startedAt)) / total) * 100}%`,
                  }}
                />
              </span>
              <span class="span-took">{duration(span.durationMs)}</span>
            </a>
          </li>
        ))}
      </ol>
      {gaps > 0 && (
        <p class="muted">{duration(gaps)} in which nothing happened are left out of the drawing.</p>
      )}
    </section>
  );
}

function Marks({ span }: { span: Span }) {
  return (
    <>
      {span.coldStart && <Badge title="A new environment was started">cold</Badge>}
      {span.cached && <Badge title="The verdict came from the authorizer's cache">cached</Badge>}
      {span.fault !== undefined && <Badge tone="error">fault</Badge>}
      {span.status === 'error' && <Badge tone="error">error</Badge>}
      {span.status === 'refused' && <Badge tone="refused">refused</Badge>}
    </>
  );
}

function depthsOf(spans: readonly Span[]): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  for (const { id, parentId } of spans)
    depths.set(id, parentId === null ? 0 : (depths.get(parentId) ?? -1) + 1);
  return depths;
}

/** A pause longer than this, in milliseconds, and than a fifth of the whole, is cut out. */
const LONG = 200;

/** Where a time is drawn, of what total; and how much was left out. */
function scaleOf({ spans, durationMs }: Trace): {
  place: (at: number) => number;
  total: number;
  gaps: number;
} {
  const cuts: { readonly from: number; readonly length: number }[] = [];
  let end = 0;
  for (const span of spans.toSorted((a, b) => a.startedAt - b.startedAt)) {
    const pause = span.startedAt - end;
    if (pause > LONG && pause > durationMs / 5) cuts.push({ from: end, length: pause });
    end = Math.max(end, span.startedAt + span.durationMs);
  }
  const gaps = cuts.reduce((sum, { length }) => sum + length, 0);
  const place = (at: number) =>
    at - cuts.reduce((sum, { from, length }) => (at >= from + length ? sum + length : sum), 0);
  return { place, total: Math.max(place(Math.max(end, durationMs)), 0.001), gaps };
}
