import type { SchemaAttributeType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError, notImplemented } from '../../../edge/aws-error.ts';

/** Custom attributes of a pool at most (developer guide, "Quotas"). */
const MAX_CUSTOM_ATTRIBUTES = 50;

function text(name: string, min = '0', max = '2048'): SchemaAttributeType {
  return {
    Name: name,
    AttributeDataType: 'String',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    StringAttributeConstraints: { MinLength: min, MaxLength: max },
  };
}

function flag(name: string): SchemaAttributeType {
  return {
    Name: name,
    AttributeDataType: 'Boolean',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
  };
}

/** The attributes that every pool has: OpenID Connect's, with Cognito's limits. */
const STANDARD: readonly SchemaAttributeType[] = [
  { ...text('sub', '1'), Mutable: false, Required: true },
  text('name'),
  text('given_name'),
  text('family_name'),
  text('middle_name'),
  text('nickname'),
  text('preferred_username'),
  text('profile'),
  text('picture'),
  text('website'),
  text('email'),
  flag('email_verified'),
  text('gender'),
  text('birthdate', '10', '10'),
  text('zoneinfo'),
  text('locale'),
  text('phone_number'),
  flag('phone_number_verified'),
  text('address'),
  {
    Name: 'updated_at',
    AttributeDataType: 'Number',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    NumberAttributeConstraints: { MinValue: '0' },
  },
];

const STANDARD_NAMES = new Set(STANDARD.map(({ Name }) => Name));

/** True for the attributes that every pool has. */
export function isStandard(name: string): boolean {
  return STANDARD_NAMES.has(name);
}

/**
 * The whole schema of a new pool: the standard attributes with the input's settings, then the custom ones under their full names. Throws
 * `InvalidParameterException`; developer-only attributes are refused by name.
 */
export function fullSchema(given: readonly SchemaAttributeType[]): SchemaAttributeType[] {
  const standard = STANDARD.map((attribute) => {
    const change = given.find(({ Name }) => Name === attribute.Name);
    return change ? changedStandard(attribute, change) : attribute;
  });
  const custom = given.filter(({ Name }) => !isStandard(Name ?? '')).map(customAttribute);
  return [...standard, ...withoutDoubles(custom)];
}

/** The schema after AddCustomAttributes. Throws `InvalidParameterException`. */
export function extendedSchema(
  before: readonly SchemaAttributeType[],
  given: readonly SchemaAttributeType[],
): SchemaAttributeType[] {
  const added = given.map(customAttribute);
  const taken = added.find(({ Name }) => before.some((attribute) => attribute.Name === Name));
  if (taken) throw invalid(`${taken.Name}: Existing attribute already has name ${taken.Name}.`);
  const schema = withoutDoubles([...before, ...added]);
  if (schema.length - STANDARD.length > MAX_CUSTOM_ATTRIBUTES) {
    throw invalid(`Number of custom attributes exceeds the limit of ${MAX_CUSTOM_ATTRIBUTES}`);
  }
  return schema;
}

function changedStandard(attribute: SchemaAttributeType, change: SchemaAttributeType): SchemaAttributeType {
  if (change.AttributeDataType && change.AttributeDataType !== attribute.AttributeDataType) {
    throw invalid(
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${attribute.Name}`,
    );
  }
  return {
    ...attribute,
    Mutable: change.Mutable ?? attribute.Mutable,
    Required: change.Required ?? attribute.Required,
    ...(change.StringAttributeConstraints && {
      StringAttributeConstraints: {
        ...attribute.StringAttributeConstraints,
        ...change.StringAttributeConstraints,
      },
    }),
    ...(change.NumberAttributeConstraints && {
      NumberAttributeConstraints: change.NumberAttributeConstraints,
    }),
  };
}

/** A custom attribute cannot be required, and is mutable unless it says otherwise (API reference, SchemaAttributeType). */
function customAttribute(given: SchemaAttributeType): SchemaAttributeType {
  if (given.DeveloperOnlyAttribute) {
    throw notImplemented(`The developer-only attribute ${given.Name}`);
  }
  if (given.Required) throw invalid('Required custom attributes are not supported currently.');
  if (!given.Name) throw invalid('Custom attribute name must not be empty.');
  const type = given.AttributeDataType ?? 'String';
  return {
    Name: `custom:${given.Name}`,
    AttributeDataType: type,
    DeveloperOnlyAttribute: false,
    Mutable: given.Mutable ?? true,
    Required: false,
    ...(type === 'String' && { StringAttributeConstraints: given.StringAttributeConstraints ?? {} }),
    ...(type === 'Number' && { NumberAttributeConstraints: given.NumberAttributeConstraints ?? {} }),
  };
}

function withoutDoubles(schema: SchemaAttributeType[]): SchemaAttributeType[] {
  const seen = new Set<string | undefined>();
  for (const { Name } of schema) {
    if (seen.has(Name)) throw invalid(`Duplicate attribute name ${Name}.`);
    seen.add(Name);
  }
  return schema;
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
