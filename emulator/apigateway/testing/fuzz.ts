/** `tsx emulator/apigateway/testing/fuzz.ts [requests] [seed] [REST|HTTP]`: hostile requests against a gate of its own, on 127.0.0.1. */
import { runCampaign } from './hostile-campaign.ts';

const [count = '100000', seed = String(Date.now() % 1_000_000), kind = 'REST'] = process.argv.slice(2);
process.stdout.write(`${count} requests to ${kind === 'HTTP' ? 'an HTTP' : 'a REST'} API, seed ${seed}\n`);
const campaign = await runCampaign(kind === 'HTTP' ? 'HTTP' : 'REST', Number(count), Number(seed));
process.stdout.write(`${JSON.stringify(campaign, null, 2)}\n`);
if (campaign.breaches.length > 0 || campaign.defects.length > 0 || !campaign.alive) process.exitCode = 1;
