import type { FaultError } from '../../edge/interfaces/fault-rule.ts';
import type { ServiceModel } from '../../models/model.ts';
import { BadFaultRule, numberOf, objectOf, refuseOthers } from './fields.ts';

const ERROR_FIELDS = ['code', 'message', 'status', 'retryAfterSeconds', 'afterEffect'];

/** The status of errors that services send and their models do not list ("Common errors" in the API references). */
const statuses: Readonly<Record<string, number>> = {
  InternalFailure: 500,
  ServiceUnavailable: 503,
  Throttling: 400,
  ThrottlingException: 400,
};

/** Reads the error of a rule about these models' services. `at` goes before the names of fields. Throws BadFaultRule. */
export function parseFaultError(value: unknown, at: string, meant: readonly ServiceModel[]): FaultError {
  const error = objectOf(value, `${at}error`);
  refuseOthers(error, ERROR_FIELDS, `${at}error.`);
  const {
    code,
    message = 'A fault rule of the embedded engine made this call fail.',
    status,
    afterEffect = false,
  } = error;
  if (typeof code !== 'string' || !/^[A-Za-z][\w.]{0,127}$/.test(code)) {
    throw new BadFaultRule(`${at}error.code: give the name of an error, such as ThrottlingException.`);
  }
  if (typeof message !== 'string') throw new BadFaultRule(`${at}error.message: give a text.`);
  if (typeof afterEffect !== 'boolean') throw new BadFaultRule(`${at}error.afterEffect: give true or false.`);
  const modelled =
    meant.length > 0 &&
    meant.every((model) => Object.hasOwn(model.shapes, code) && model.shapes[code]?.error !== undefined);
  const given =
    status === undefined
      ? Object.hasOwn(statuses, code)
        ? statuses[code]
        : undefined
      : numberOf(status, `${at}error.status`, { least: 400, most: 599, whole: true });
  if (given === undefined && !modelled) {
    throw new BadFaultRule(`${at}error.status: give one, 400 to 599; ${code} is not in the service's model.`);
  }
  const retryAfter = error['retryAfterSeconds'];
  return {
    code,
    message,
    status: given,
    afterEffect,
    retryAfterSeconds:
      retryAfter === undefined
        ? undefined
        : numberOf(retryAfter, `${at}error.retryAfterSeconds`, { least: 0, most: 86_400, whole: true }),
  };
}
