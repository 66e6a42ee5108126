import type { Random } from '../../store/random.ts';
import type { LambdaStore } from './state/lambda-store.ts';
import type { Configuration, FunctionRecord } from './state/records.ts';

/**
 * Publishes `$LATEST` as the next version and returns it, or returns the last version when nothing has changed since
 * (API reference, PublishVersion). `$LATEST` gets another revision by it (recorded).
 */
export function publish(
  { store, random }: { store: LambdaStore; random: Pick<Random, 'uuid'> },
  record: FunctionRecord,
  description = record.latest.description,
): Configuration {
  const last = record.versions[String(record.published)];
  if (last?.change === record.latest.change) return last;
  const settings: Configuration = {
    ...record.latest,
    version: String(record.published + 1),
    description,
    revisionId: random.uuid(),
  };
  store.commit.publishVersion({ name: record.name, settings, revisionId: random.uuid() });
  return settings;
}
