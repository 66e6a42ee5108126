import { isEqual } from './arithmetic.ts';
import type { Budget } from './budget.ts';
import { isHostObject } from './host-object.ts';
import { javaText } from './java-text.ts';
import { listMethods } from './list-methods.ts';
import { mapMethods } from './map-methods.ts';
import { numberMethods } from './number-methods.ts';
import { stringMethods } from './string-methods.ts';
import { isMap, numberOf } from './values.ts';

/** Calls a Java method; undefined for an unknown one, which Velocity treats as nothing. Throws TemplateError if it fails. */
export function callMethod(
  value: unknown,
  name: string,
  values: readonly unknown[],
  budget: Budget,
): unknown {
  if (isHostObject(value))
    return Object.hasOwn(value.methods, name) ? value.methods[name]?.(...values) : undefined;
  switch (name) {
    case 'toString':
      return javaText(value, budget);
    case 'equals':
      if (Array.isArray(value)) return methodOf(value, name, budget)?.(...values);
      return typeof value === typeof values[0] && isEqual(value, values[0], budget);
    default:
      return methodOf(value, name, budget)?.(...values);
  }
}

type Method = (...values: unknown[]) => unknown;

function methodOf(value: unknown, name: string, budget: Budget): Method | undefined {
  const methods = methodsOf(value, budget);
  return methods && Object.hasOwn(methods, name) ? methods[name] : undefined;
}

function methodsOf(value: unknown, budget: Budget): Readonly<Record<string, Method>> | undefined {
  if (typeof value === 'string') return stringMethods(value, budget);
  if (Array.isArray(value)) return listMethods(value, budget);
  const number = numberOf(value);
  if (number !== undefined) return numberMethods(number, budget);
  if (typeof value === 'boolean') return { booleanValue: () => value };
  return isMap(value) ? mapMethods(value, budget) : undefined;
}
