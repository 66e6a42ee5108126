import type { FaultRule, Which } from '../../edge/interfaces/fault-rule.ts';
import type { ServiceModel } from '../../models/model.ts';
import { models } from '../../models/models.ts';
import { otherServices } from '../../models/other-services.ts';
import { BadFaultRule, numberOf, objectOf, refuseOthers } from './fields.ts';
import { parseFaultError } from './parse-fault-error.ts';

const FIELDS = [
  'id',
  'service',
  'operation',
  'nth',
  'every',
  'first',
  'from',
  'probability',
  'error',
  'latencyMs',
  'drop',
];

/** Services that an upstream may have, by their signing names. Their operations are not known here. */
const SCOPES = new Set(
  otherServices.map(({ scope }) => scope).filter((scope) => !Object.hasOwn(models, scope)),
);

/** A day; more would be a typo. */
const LONGEST_LATENCY = 86_400_000;

/**
 * Reads one rule or a list of them from JSON. `idOf` makes an id for a rule without one. Throws BadFaultRule for the first invalid field.
 */
export function parseFaultRules(value: unknown, idOf: () => string): readonly FaultRule[] {
  const rules = Array.isArray(value) ? value : [value];
  return rules.map((rule, index) => parseRule(rule, Array.isArray(value) ? `rule ${index + 1}: ` : '', idOf));
}

function parseRule(value: unknown, at: string, idOf: () => string): FaultRule {
  const rule = objectOf(value, `${at}a rule`);
  refuseOthers(rule, FIELDS, at);
  const { service = '*', operation = '*', id, latencyMs = 0, drop, error } = rule;
  const upstream = typeof service === 'string' && SCOPES.has(service);
  if (typeof service !== 'string' || (service !== '*' && !upstream && !Object.hasOwn(models, service))) {
    throw new BadFaultRule(
      `${at}service: give * or one of ${Object.keys(models).join(', ')}, or the signing name of a service upstream, such as s3.`,
    );
  }
  const meant = (
    service === '*' ? Object.values(models) : upstream ? [] : [models[service as keyof typeof models]]
  ) as ServiceModel[];
  if (
    typeof operation !== 'string' ||
    !(
      operation === '*' ||
      (upstream && /^\w+$/.test(operation)) ||
      meant.some((model) => Object.hasOwn(model.operations, operation))
    )
  ) {
    throw new BadFaultRule(`${at}operation: ${service} has no operation ${JSON.stringify(operation)}.`);
  }
  if (id !== undefined && (typeof id !== 'string' || !/^[\w.-]{1,64}$/.test(id))) {
    throw new BadFaultRule(`${at}id: give 1 to 64 letters, digits, dots, hyphens or underscores.`);
  }
  const latency = numberOf(latencyMs, `${at}latencyMs`, { least: 0, most: LONGEST_LATENCY, whole: true });
  if (drop !== undefined && drop !== 'before' && drop !== 'after') {
    throw new BadFaultRule(`${at}drop: give "before" or "after" (the effect).`);
  }
  if (drop !== undefined && error !== undefined) {
    throw new BadFaultRule(`${at}drop: a connection that is cut carries no error; give one of the two.`);
  }
  if (drop === undefined && error === undefined && latency === 0) {
    throw new BadFaultRule(`${at}error: the rule does nothing; give error, latencyMs or drop.`);
  }
  return {
    id: id ?? idOf(),
    service,
    operation,
    which: whichOf(rule, at),
    latencyMs: latency,
    drop,
    error: error === undefined ? undefined : parseFaultError(error, at, meant),
  };
}

function whichOf(rule: Readonly<Record<string, unknown>>, at: string): Which | undefined {
  const given = (['nth', 'every', 'first', 'from', 'probability'] as const).filter(
    (name) => rule[name] !== undefined,
  );
  const [name, other] = given;
  if (name === undefined) return undefined;
  if (other !== undefined)
    throw new BadFaultRule(`${at}${other}: ${name} says already which calls are struck.`);
  const value = rule[name];
  if (name === 'probability')
    return { probability: numberOf(value, `${at}probability`, { least: 0, most: 1 }) };
  return {
    [name]: numberOf(value, `${at}${name}`, { least: 1, most: 1e9, whole: true }),
  } as unknown as Which;
}
