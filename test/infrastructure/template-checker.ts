import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';

interface Shape {
  readonly type: string;
  readonly element?: Shape;
  readonly types?: readonly Shape[];
  readonly reference?: { readonly $ref: string };
}
interface Property {
  readonly type: Shape;
  readonly required?: boolean;
}
type Properties = Readonly<Record<string, Property>>;

/**
 * What CloudFormation's published schemas object to in a resource: properties that do not exist, that are missing, or that
 * have another type. What an intrinsic function will return is not known here and passes.
 */
export type TemplateChecker = (type: string, properties: unknown) => readonly string[];

export async function templateChecker(): Promise<TemplateChecker> {
  const spec = await loadAwsServiceSpec();

  const inObject = (declared: Properties, value: object, path: string): string[] => [
    ...Object.keys(value)
      .filter((name) => !(name in declared))
      .map((name) => `${path}.${name} does not exist`),
    ...Object.entries(declared)
      .filter(([name, { required }]) => required && !(name in value))
      .map(([name]) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, part]) => {
      const property = declared[name];
      return property ? inValue(property.type, part, `${path}.${name}`) : [];
    }),
  ];

  function inValue(shape: Shape, value: unknown, path: string): string[] {
    if (isIntrinsic(value)) return [];
    const wrong = [`${path} is ${JSON.stringify(value)?.slice(0, 40)}, expected ${shape.type}`];
    switch (shape.type) {
      case 'string':
        return typeof value === 'string' ? [] : wrong;
      case 'boolean':
        return typeof value === 'boolean' ? [] : wrong;
      case 'number':
        return typeof value === 'number' ? [] : wrong;
      case 'integer':
        return Number.isInteger(value) ? [] : wrong;
      case 'array':
        if (!Array.isArray(value)) return wrong;
        return value.flatMap((part, at) => inValue(shape.element as Shape, part, `${path}[${at}]`));
      case 'map':
        if (!isObject(value)) return wrong;
        return Object.entries(value).flatMap(([key, part]) =>
          inValue(shape.element as Shape, part, `${path}.${key}`),
        );
      case 'ref': {
        if (!isObject(value)) return wrong;
        const { properties } = spec.get('typeDefinition', (shape.reference as { $ref: string }).$ref);
        return inObject(properties as Properties, value, path);
      }
      case 'union': {
        const objections = (shape.types ?? []).map((one) => inValue(one, value, path));
        return objections.find((found) => found.length === 0) ?? objections[0] ?? [];
      }
      default:
        return [];
    }
  }

  return (type, properties) => {
    const [known] = [...spec.lookup('resource', 'cloudFormationType', 'equals', type)];
    if (!known) return [`${type} does not exist`];
    return inObject(known.properties as unknown as Properties, properties as object, type);
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIntrinsic = (value: unknown): boolean => {
  if (!isObject(value)) return false;
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
};
