import type { EngineContext } from '../context.ts';
import { models } from '../models/models.ts';
import type { Module } from '../module.ts';
import type { LogWriter } from './log-writer.ts';

export interface Logs extends Module {
  readonly writer: LogWriter;
}

/** CloudWatch Logs. */
export function createLogs(_context: EngineContext): Logs {
  return {
    services: [{ model: models.logs, operations: {}, validationCode: 'InvalidParameterException' }],
    writer: { write: () => undefined },
  };
}
