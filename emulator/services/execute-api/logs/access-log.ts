import type { LogWriter } from '../../../edge/interfaces/log-writer.ts';
import type { Exchange } from '../../apigateway/gate/exchange.ts';
import { accessLogVariable } from './access-log-variables.ts';

/** The name of the log group in `arn:aws:logs:<region>:<account>:log-group:<name>`; undefined when it is no such ARN. */
export function logGroupOf(destinationArn: string): string | undefined {
  return /^arn:aws[\w-]*:logs:[\w-]+:\d{12}:log-group:([^:]+)(?::\*)?$/.exec(destinationArn)?.[1];
}

/** Writes one line about a request in the stage's format (API Gateway guide, "Set up CloudWatch logging"); `-` for what is not known. */
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
