import fc from 'fast-check';
import { startEngine } from '../../../engine.ts';
import { sendAll } from '../../../services/apigateway/testing/hostile-requests.ts';
import { foreignRequest } from './foreign-requests.ts';

const LOT = 1000;

export interface DoorsCampaign {
  sent: number;
  /** Answers by status; `none` for connections that were closed without one. */
  statuses: Record<string, number>;
  /** Requests that were answered as if they came from this machine, with the answer's first line. */
  gotIn: string[];
  defects: unknown[];
}

/** Sends so many foreign requests to an engine of its own. The same seed makes the same requests. */
export async function runDoorsCampaign(
  count: number,
  seed: number,
  onProgress?: (campaign: DoorsCampaign) => void,
): Promise<DoorsCampaign> {
  const campaign: DoorsCampaign = { sent: 0, statuses: {}, gotIn: [], defects: [] };
  await using engine = await startEngine({ report: (error) => campaign.defects.push(error) });
  for (let lot = seed; campaign.sent < count; lot += 1) {
    const requests = fc.sample(foreignRequest, { numRuns: Math.min(LOT, count - campaign.sent), seed: lot });
    const answers = await sendAll(engine.port, '', requests, 32);
    for (const [index, line] of answers.entries()) {
      const status = /^HTTP\/1\.\d (\d{3})/.exec(line)?.[1] ?? 'none';
      campaign.statuses[status] = (campaign.statuses[status] ?? 0) + 1;
      // 400: it is no HTTP. 403: the doors.
      if (!['400', '403', 'none'].includes(status))
        campaign.gotIn.push(`${line} for ${JSON.stringify(requests[index]?.text)}`);
    }
    campaign.sent += requests.length;
    onProgress?.(campaign);
  }
  return campaign;
}
