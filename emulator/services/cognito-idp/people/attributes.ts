import type { AttributeType, SchemaAttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { PoolSettings } from '../state/settings.ts';

export type Attributes = Record<string, string>;

/** A list of attributes as a record; an empty value deletes an attribute. Throws on a duplicate name. */
export function attributeRecord(list: readonly AttributeType[] = []): Attributes {
  const entries = new Map<string, string>();
  for (const { Name = '', Value = '' } of list) {
    if (entries.has(Name)) throw invalid(`Attribute ${Name} is given more than once.`);
    // `True`, as Python writes it, works too.
    entries.set(Name, /^(email|phone_number)_verified$/.test(Name) ? Value.toLowerCase() : Value);
  }
  return Object.fromEntries(entries);
}

/** Deletes attributes: an empty value for each. */
export function removal(names: readonly string[] = []): Attributes {
  return Object.fromEntries(names.map((name) => [name, '']));
}

/**
 * Why attributes are written: a sign-up must have all required ones, an administrator's call need not, and `Mutable` only prevents changes.
 */
export type Occasion = 'sign-up' | 'admin-create' | 'change';

/**
 * Checks attributes against the pool's schema before they are written. Throws `InvalidParameterException` with a line for each wrong
 * attribute.
 */
export function checkAttributes(settings: PoolSettings, written: Attributes, occasion: Occasion): void {
  const schema = new Map((settings.SchemaAttributes ?? []).map((attribute) => [attribute.Name, attribute]));
  const wrong: string[] = [];
  for (const [name, value] of Object.entries(written)) {
    const attribute = schema.get(name);
    const problem = attribute
      ? problemOf(attribute, value, occasion)
      : 'Attribute does not exist in the schema.';
    if (problem) wrong.push(`${name}: ${problem}\n`);
  }
  const missing = occasion === 'sign-up' ? missingAttributes(settings, written).map(requiredText) : [];
  if (wrong.length + missing.length > 0) {
    throw invalid(`Attributes did not conform to the schema: ${wrong.join('')}${missing.join(', ')}`);
  }
  checkFormats(written);
}

/** The addresses of a new person that the pool verifies: they are not verified yet, and marked so. */
export function unverified(settings: PoolSettings, attributes: Readonly<Attributes>): Attributes {
  const addresses = (settings.AutoVerifiedAttributes ?? []).filter((attribute) => attributes[attribute]);
  return Object.fromEntries(addresses.map((attribute) => [`${attribute}_verified`, 'false']));
}

/** The names of required attributes without a value; `sub` is Cognito's own. */
export function missingAttributes(settings: PoolSettings, attributes: Readonly<Attributes>): string[] {
  return (settings.SchemaAttributes ?? []).flatMap(({ Name = '', Required }) =>
    Required && Name !== 'sub' && !attributes[Name] ? [Name] : [],
  );
}

/** AWS's names for three of the attributes in its directory. */
const DIRECTORY_NAMES: Readonly<Record<string, string>> = {
  email: 'emails',
  phone_number: 'phoneNumbers',
  name: 'name.formatted',
};

/** AWS's text for a missing required attribute. */
export function requiredText(attribute: string): string {
  const name = DIRECTORY_NAMES[attribute] ?? attribute;
  return `${name}: The attribute ${name} is required`;
}

function problemOf(attribute: SchemaAttributeType, value: string, occasion: Occasion): string | undefined {
  const name = attribute.Name ?? '';
  if (name === 'sub') return 'Attribute cannot be updated.';
  if (occasion === 'change' && attribute.Mutable === false) return 'Attribute cannot be updated.';
  if (value === '') return attribute.Required ? 'Cannot remove a required attribute.' : undefined;
  switch (attribute.AttributeDataType) {
    case 'Number':
      return numberProblem(attribute, value);
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? undefined : 'Attribute value is not of type Boolean.';
    case 'DateTime':
      return Number.isNaN(Date.parse(value)) ? 'Attribute value is not of type DateTime.' : undefined;
    default:
      return textProblem(attribute, value);
  }
}

function textProblem(
  { StringAttributeConstraints: limits }: SchemaAttributeType,
  value: string,
): string | undefined {
  const length = [...value].length;
  const { MinLength, MaxLength } = limits ?? {};
  if (MinLength !== undefined && length < Number(MinLength)) {
    return `String must be longer than ${MinLength} characters`;
  }
  if (MaxLength !== undefined && length > Number(MaxLength)) {
    return `String must be no longer than ${MaxLength} characters`;
  }
  return undefined;
}

function numberProblem(
  { NumberAttributeConstraints: limits }: SchemaAttributeType,
  value: string,
): string | undefined {
  if (!/^-?\d+$/.test(value)) return 'Attribute value is not of type Number.';
  const { MinValue, MaxValue } = limits ?? {};
  if (MinValue !== undefined && Number(value) < Number(MinValue))
    return `Number must be no less than ${MinValue}`;
  if (MaxValue !== undefined && Number(value) > Number(MaxValue))
    return `Number must be no more than ${MaxValue}`;
  return undefined;
}

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*$/;
const PHONE = /^\+[1-9]\d{1,14}$/;

export function isEmail(text: string): boolean {
  return EMAIL.test(text);
}

/** E.164: a plus sign and up to fifteen digits. */
export function isPhoneNumber(text: string): boolean {
  return PHONE.test(text);
}

function checkFormats({ email, phone_number }: Attributes): void {
  if (email && !isEmail(email)) throw invalid('Invalid email address format.');
  if (phone_number && !isPhoneNumber(phone_number)) throw invalid('Invalid phone number format.');
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
