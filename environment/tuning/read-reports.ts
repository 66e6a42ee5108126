import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { isGone } from '../../provision/reconcile/reader-error.ts';
import { type Seen, waitFor } from '../../provision/reconcile/wait.ts';
import type { Means } from './function-memory.ts';
import { REPORT_PATTERN, type Report, readReport } from './report-line.ts';

/** How far back from now it looks for lines, in milliseconds: the possible difference of the machine's and the account's clocks. */
const BACK_MS = 5 * 60_000;

/** The reports of a function's runs, as they come in. */
export interface Reports {
  /**
   * Waits for `count` reports of runs at a memory size, newer than the opening. There may be more, of other people's requests. Throws
   * ReaderError after two minutes.
   */
  at(memoryMb: number, count: number): Promise<Report[]>;
}

/** Opens a function's log group; earlier content does not count. */
export async function openReports(logGroupName: string, means: Means): Promise<Reports> {
  const startTime = Date.now() - BACK_MS;
  const before = new Set((await all(logGroupName, startTime, means)).map(({ requestId }) => requestId));
  return {
    at: (memoryMb, count) =>
      waitFor(
        {
          what: `${count} REPORT lines of runs at ${memoryMb} MB in ${logGroupName}`,
          async look(): Promise<Seen<Report[]>> {
            const found = (await all(logGroupName, startTime, means)).filter(
              (report) => report.memoryMb === memoryMb && !before.has(report.requestId),
            );
            return found.length >= count ? { ready: found } : { state: `${found.length} of them` };
          },
          patience: 120_000,
          interval: 2_000,
          advice:
            'Look whether the function may write its log, and whether its system log level is INFO or below.',
        },
        means,
      ),
  };
}

async function all(logGroupName: string, startTime: number, { clients }: Means): Promise<Report[]> {
  const reports: Report[] = [];
  let nextToken: string | undefined;
  do {
    const request = { logGroupName, startTime, filterPattern: REPORT_PATTERN, nextToken };
    const page = await clients.logs.send(new FilterLogEventsCommand(request)).catch((error: unknown) => {
      // A function that never ran may have no log yet.
      if (isGone(error)) return { events: [], nextToken: undefined };
      throw error;
    });
    for (const { message = '' } of page.events ?? []) {
      const report = readReport(message);
      if (report) reports.push(report);
    }
    nextToken = page.nextToken;
  } while (nextToken);
  return reports;
}
