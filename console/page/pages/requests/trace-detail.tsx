import { useEffect, useState } from 'preact/hooks';
import type { Trace } from '../../../../emulator/control/traces/trace.ts';
import { useAction } from '../../data/load.ts';
import { revealTrace, useTrace } from '../../data/traces.ts';
import { address, useAddress } from '../../parts/address.ts';
import { Badge, Status } from '../../parts/badge.tsx';
import { Copy } from '../../parts/copy.tsx';
import { Detail } from '../../parts/detail.tsx';
import { duration } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { Show } from '../../parts/loaded.tsx';
import { Empty, Failure } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { Resend } from './resend.tsx';
import { SpanDetail } from './span-detail.tsx';
import { Waterfall } from './waterfall.tsx';

/** One trace: why it was rejected, what took how long, and each step with its log lines. */
export function TraceDetail({ id, page }: { id: string; page: string }) {
  const { query } = useAddress();
  const { tab, span, ...kept } = query;
  const back = address([page], kept);
  const loaded = useTrace(id);
  const title = loaded.value && loaded.value !== 'none' ? loaded.value.title : id;
  return (
    <Show loaded={loaded} what="the trace">
      {(trace) =>
        trace === 'none' ? (
          <Detail title={title} back={back}>
            <Empty icon="search" title="No trace is kept under this id">
              It may be too old, or not have ended yet: then it appears here when it ends.
            </Empty>
          </Detail>
        ) : (
          <Known key={trace.id} trace={trace} back={back} />
        )
      }
    </Show>
  );
}

function Known({ trace, back }: { trace: Trace; back: string }) {
  const { query } = useAddress();
  const [revealed, setRevealed] = useState<Trace>();
  const reveal = useAction();
  // A trace that has grown is masked again.
  useEffect(() => setRevealed(undefined), [trace]);
  const shown = revealed ?? trace;
  const chosen = shown.spans.find(({ id }) => id === query['span']) ?? firstToLookAt(shown);
  return (
    <Detail
      title={trace.title}
      back={back}
      badges={<Status code={trace.statusCode} />}
      tools={
        <>
          {trace.kind === 'gate' && <Resend trace={trace} />}
          <button
            type="button"
            class="button small"
            aria-pressed={revealed !== undefined}
            onClick={() =>
              revealed
                ? setRevealed(undefined)
                : reveal.run(async () => setRevealed(await revealTrace(trace.id)))
            }
          >
            <Icon name="eye" />
            {revealed ? 'Hide secrets' : 'Show secrets'}
          </button>
        </>
      }
    >
      {reveal.error && <Failure error={reveal.error} />}
      {trace.refusedBecause && (
        <p class={trace.status === 'error' ? 'notice error' : 'notice'}>{trace.refusedBecause}</p>
      )}
      <p class="trace-line">
        <Time at={trace.startedAt} />
        <span>{duration(trace.durationMs)}</span>
        {trace.who && <span class="wrap">{trace.who}</span>}
        <span class="row">
          <code>{trace.id}</code>
          <Copy text={trace.id} label="Copy the trace id" />
        </span>
        {trace.faults.map((fault) => (
          <Badge key={fault} tone="error">
            fault {fault}
          </Badge>
        ))}
      </p>
      <Waterfall trace={shown} chosen={chosen?.id} />
      {shown.left > 0 && (
        <p class="muted">{shown.left} lines and steps were not kept, since there were too many.</p>
      )}
      {chosen && <SpanDetail key={chosen.id} span={chosen} />}
    </Detail>
  );
}

/** The step that says why, else the first. */
function firstToLookAt({ spans }: Trace) {
  return spans.find(({ policy }) => policy && policy.decision !== 'allowed') ?? spans[0];
}
