import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';

/** How the one who asks spells members: as the service does, or as a state machine does, which writes all of them large. */
export type Spelling = 'service' | 'machine';

/**
 * What a service would not understand of a call's input, by the schemas that its client carries: members that do not exist,
 * that are missing, or that have another type.
 */
export function inputObjections(
  schema: SchemaRef,
  value: unknown,
  path: string,
  spelling: Spelling = 'service',
): readonly string[] {
  const shape = NormalizedSchema.of(schema);
  const wrong = (expected: string) => [
    `${path} is ${JSON.stringify(value)?.slice(0, 40)}, expected ${expected}`,
  ];
  if (value === undefined || shape.isBlobSchema() || shape.isDocumentSchema()) return [];
  if (shape.isListSchema()) {
    if (!Array.isArray(value)) return wrong('a list');
    return value.flatMap((one, at) =>
      inputObjections(shape.getValueSchema(), one, `${path}[${at}]`, spelling),
    );
  }
  if (shape.isMapSchema()) {
    if (!isObject(value)) return wrong('a map');
    return Object.entries(value).flatMap(([key, one]) =>
      inputObjections(shape.getValueSchema(), one, `${path}.${key}`, spelling),
    );
  }
  if (shape.isStructSchema())
    return isObject(value) ? inStructure(shape, value, path, spelling) : wrong('members');
  if (shape.isStringSchema()) return typeof value === 'string' ? [] : wrong('a text');
  if (shape.isBooleanSchema()) return typeof value === 'boolean' ? [] : wrong('true or false');
  if (shape.isNumericSchema()) return typeof value === 'number' ? [] : wrong('a number');
  if (shape.isTimestampSchema()) return value instanceof Date ? [] : wrong('a moment');
  return [];
}

function inStructure(
  shape: NormalizedSchema,
  value: Readonly<Record<string, unknown>>,
  path: string,
  spelling: Spelling,
): readonly string[] {
  const members = shape.getMemberSchemas();
  const known = new Map(Object.entries(members).map(([name, member]) => [spelt(name, spelling), member]));
  const given = Object.entries(value).filter(([, one]) => one !== undefined);
  // `Member.$` is found in the machine's own state when it runs; what it will be is not known here.
  const names = given.map(([name]) => (spelling === 'machine' ? name.replace(/\.\$$/, '') : name));
  return [
    ...names.filter((name) => !known.has(name)).map((name) => `${path}.${name} does not exist`),
    ...requiredOf(shape)
      .map((name) => spelt(name, spelling))
      .filter((name) => !names.includes(name))
      .map((name) => `${path}.${name} is missing`),
    ...given.flatMap(([name, one]) => {
      const member = known.get(name);
      return member ? inputObjections(member, one, `${path}.${name}`, spelling) : [];
    }),
  ];
}

/** Schemas name required members first, and say how many those are; of a union one member is given, and none is required. */
function requiredOf(shape: NormalizedSchema): readonly string[] {
  const [, , , , names, , required] = shape.getSchema() as unknown as readonly [...unknown[]] & {
    4: string[];
  };
  return (names as readonly string[]).slice(0, Number(required ?? 0));
}

const spelt = (name: string, spelling: Spelling): string =>
  spelling === 'machine' ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
