import type { EngineEvent, GateEvent, LogEvent } from '../../emulator/edge/events.ts';
import type { Terminal } from '../terminal.ts';

/** Prints events from all sources as lines of one form: time, source, request, text. */
export interface EventDisplay {
  happened(event: EngineEvent): void;
  /** A line of a source that has neither time nor request. */
  said(source: string, line: string): void;
  /** Lines of this request are skipped: it is our own. */
  passOver(traceId: string): void;
}

/** The longest name of a function, so that columns align. */
const WIDTH = 'post-confirmation'.length;
/** How many characters of a trace id are shown: its random end. */
const ID_LENGTH = 8;

/** Makes the display. `prefix` is the beginning of functions' names: `gatehouse-dev-`. */
export function createEventDisplay(terminal: Terminal, prefix: string): EventDisplay {
  const passedOver = new Set<string>();
  const sources: string[] = [];

  function show(at: number, source: string, traceId: string | undefined, text: string): void {
    if (!sources.includes(source)) sources.push(source);
    const time = new Date(at).toISOString().slice(11, 23);
    const id = (traceId ? idOf(traceId) : '-').padEnd(ID_LENGTH);
    const [first = '', ...more] = text.split('\n');
    const name = terminal.tint(source.padEnd(WIDTH), sources.indexOf(source));
    terminal.line(`${terminal.dim(time)} ${name} ${terminal.dim(id)} ${first}`);
    for (const line of more) terminal.line(`    ${line}`);
  }

  return {
    happened(event) {
      if (event.type === 'log') {
        if (event.traceId !== undefined && passedOver.has(idOf(event.traceId))) return;
        const source = event.group.slice(event.group.lastIndexOf('/') + 1);
        const name = source.startsWith(prefix) ? source.slice(prefix.length) : source;
        show(event.at, name, event.traceId, logText(event, terminal));
      } else if (event.type === 'gate') show(event.at, 'gate', event.traceId, gateText(event, terminal));
    },
    said: (source, line) => show(Date.now(), source, undefined, line),
    passOver: (traceId) => void passedOver.add(idOf(traceId)),
  };
}

/** The end of a trace id's root, which all effects of one request share: `Root=1-67891233-abcdef012345678912345678;…`. */
function idOf(traceId: string): string {
  return (traceId.split(';', 1)[0] ?? '').slice(-ID_LENGTH);
}

/** A function's line: Lambda's own dimmed, the function's without the time and the id in front. */
function logText({ message }: LogEvent, terminal: Terminal): string {
  const text = message.trimEnd();
  if (/^(INIT_START|START RequestId|END RequestId|REPORT RequestId|INIT_REPORT) ?/.test(text))
    return terminal.dim(text.replace(/\tRuntime Version ARN: .*/, '').replaceAll('\t', '  '));
  const [, level, own] = /^\S+Z\t\S+\t([A-Z]+)\t([\s\S]*)$/.exec(text) ?? [];
  if (level === undefined || own === undefined) return text;
  return level === 'ERROR' || level === 'FATAL' ? `${terminal.bad(level)} ${own}` : `${level} ${own}`;
}

function gateText(event: GateEvent, terminal: Terminal): string {
  const { method, path, status, decision, cached, principalId, durationMs, requestId } = event;
  const verdict = [decision, ...(cached ? ['cached'] : []), ...(principalId ? [principalId] : [])].join(', ');
  const shown = status < 400 ? terminal.good(String(status)) : terminal.bad(String(status));
  return `${method} ${path} → ${shown} ${verdict}, ${durationMs.toFixed(1)} ms  ${terminal.dim(`RequestId: ${requestId}`)}`;
}
