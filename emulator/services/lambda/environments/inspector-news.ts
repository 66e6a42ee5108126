/** What happens to the inspector of a function's process. */
export type InspectorNews =
  | { type: 'listening'; url: string }
  | { type: 'attached' }
  | { type: 'detached' }
  /** The process has ended but waits for an attached debugger. */
  | { type: 'over' }
  /** The process runs without its inspector: the port was taken meanwhile. */
  | { type: 'failed'; message: string };

/**
 * Parses a line that Node.js itself writes to standard error about its inspector. Undefined for any other line; `nothing` for one of no
 * interest.
 */
export function inspectorNews(line: string): InspectorNews | 'nothing' | undefined {
  const [, url] = /^Debugger listening on (ws:\S+)\n$/.exec(line) ?? [];
  if (url !== undefined) return { type: 'listening', url };
  const [, message] = /^Starting inspector on (\S+ failed: .+)\n$/.exec(line) ?? [];
  if (message !== undefined) return { type: 'failed', message };
  if (line === 'Debugger attached.\n') return { type: 'attached' };
  if (/^Debugger ending on ws:\S+\n$/.test(line)) return { type: 'detached' };
  if (line === 'Waiting for the debugger to disconnect...\n') return { type: 'over' };
  return /^For help, see: https:\/\/nodejs\.org\/\S+\n$/.test(line) ? 'nothing' : undefined;
}
