import { expect, test } from '@jest/globals';
import { runDoorsCampaign } from './testing/doors-campaign.ts';

test('opens no door to 10,000 requests from other sites and by other names', async () => {
  const { sent, statuses, gotIn, defects } = await runDoorsCampaign(10_000, 1);
  expect({ sent, gotIn, defects }).toEqual({ sent: 10_000, gotIn: [], defects: [] });
  // Most of them are HTTP, and are turned away at the doors.
  expect(statuses['403']).toBeGreaterThan(sent / 2);
}, 600_000);
