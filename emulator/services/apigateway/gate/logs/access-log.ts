import type { LogWriter } from '../../../../edge/interfaces/log-writer.ts';
import type { Exchange } from '../exchange.ts';
import { accessLogVariable } from './access-log-variables.ts';

/** Writes one line about a request in the stage's format (API Gateway guide, "Set up CloudWatch logging"); `-` for unknown values. */
export function writeAccessLog(logs: LogWriter, exchange: Exchange): void {
  const { accessLog } = exchange.stage;
  if (!accessLog) return;
  const message = accessLog.format.replaceAll(
    /\$\{?context\.([A-Za-z][\w-]*(?:\.[\w:-]+)*)\}?/g,
    (_whole, path: string) => accessLogVariable(exchange, path.split('.')) ?? '-',
  );
  const target = { group: accessLog.group, stream: exchange.stage.logStream, createGroup: false };
  logs.write(target, [{ timestamp: exchange.startedAt, message: message.replace(/\n$/, '') }]);
}
