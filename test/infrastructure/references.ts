import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type { SynthesizedStack } from './deployed';

type Template = SynthesizedStack['template'];

/** What a template points at: something of its own, or what another stack puts out. */
interface Pointer {
  readonly at: string;
  /** An id, or an id and an attribute. */
  readonly to: { readonly id: string; readonly attribute?: string } | OutputOfAnother;
}
interface OutputOfAnother {
  readonly stack: string;
  readonly output: string;
  readonly region: string;
}

/** What CloudFormation would find pointing at nothing, at a stack that comes later, or in a circle. */
export type ReferenceChecker = (
  stack: SynthesizedStack,
  all: readonly SynthesizedStack[],
) => readonly string[];

export async function referenceChecker(): Promise<ReferenceChecker> {
  const spec = await loadAwsServiceSpec();
  const attributesOf = (type: string): readonly string[] => {
    const [known] = [...spec.lookup('resource', 'cloudFormationType', 'equals', type)];
    return Object.keys(known?.attributes ?? {});
  };

  const missing = (template: Template, { id, attribute }: { id: string; attribute?: string }) => {
    if (attribute === undefined) return isKnown(template, id) ? undefined : `${id} does not exist`;
    const type = template.Resources[id]?.Type;
    if (type === undefined) return `${id} does not exist`;
    if (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') return undefined;
    return attributesOf(type).includes(attribute) ? undefined : `${type} has no attribute ${attribute}`;
  };

  return (stack, all) => {
    const pointers = pointersIn(stack);
    const dangling = pointers.flatMap(({ at, to }) => {
      const objection = 'id' in to ? missing(stack.template, to) : missingOutput(stack, to, all);
      return objection === undefined ? [] : [`${at}: ${objection}`];
    });
    return [...dangling, ...circleIn(stack.template, pointers)];
  };
}

const PSEUDO_PARAMETERS = [
  'AccountId',
  'NotificationARNs',
  'NoValue',
  'Partition',
  'Region',
  'StackId',
  'StackName',
  'URLSuffix',
];

const isKnown = ({ Resources, Parameters = {} }: Template, id: string): boolean =>
  id in Resources || id in Parameters || PSEUDO_PARAMETERS.some((name) => id === `AWS::${name}`);

function missingOutput(
  { name, after }: SynthesizedStack,
  { stack, output, region }: OutputOfAnother,
  all: readonly SynthesizedStack[],
): string | undefined {
  const other = all.find((one) => one.name === stack && one.region === region);
  if (!other) return `there is no stack ${stack} in ${region}`;
  if (!(output in (other.template.Outputs ?? {}))) return `${stack} puts out no ${output}`;
  return after.includes(stack) ? undefined : `${name} is deployed before ${stack}, whose ${output} it reads`;
}

const pointersIn = ({ template, region }: SynthesizedStack): readonly Pointer[] => {
  const found: Pointer[] = [];
  const walk = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value as Record<string, never>)) {
      const point = (to: Pointer['to']) => found.push({ at, to });
      if (key === 'Ref') point({ id: part });
      else if (key === 'Fn::GetAtt') point(attributeOf(part));
      else if (key === 'Fn::GetStackOutput') point(outputOf(part, region));
      else if (key === 'Fn::Sub') for (const to of inText(part)) point(to);
      walk(part, key.startsWith('Fn::') ? at : `${at}.${key}`);
    }
  };
  for (const [id, { DependsOn, ...resource }] of Object.entries<Record<string, unknown>>(
    template.Resources,
  )) {
    for (const to of [DependsOn ?? []].flat()) found.push({ at: `${id}.DependsOn`, to: { id: String(to) } });
    walk(resource, id);
  }
  walk(template.Outputs ?? {}, 'Outputs');
  return found;
};

const attributeOf = (value: string | readonly string[]): { id: string; attribute: string } => {
  const [id = '', ...attribute] = typeof value === 'string' ? value.split('.') : value;
  return { id, attribute: attribute.join('.') };
};

const outputOf = (
  value: { StackName: string; OutputName: string; Region?: string },
  region: string,
): OutputOfAnother => ({ stack: value.StackName, output: value.OutputName, region: value.Region ?? region });

/** `${Id}` and `${Id.Attribute}`, less what the text brings along itself, and less `${!literally}`. */
function inText(value: string | readonly [string, Readonly<Record<string, unknown>>]) {
  const [text, own] = typeof value === 'string' ? [value, {}] : value;
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)]
    .map(([, name]) => String(name))
    .filter((name) => !(name in own))
    .map((name) => (name.includes('.') ? attributeOf(name) : { id: name }));
}

/** CloudFormation makes nothing that waits for itself. */
function circleIn({ Resources }: Template, pointers: readonly Pointer[]): readonly string[] {
  const next = new Map<string, Set<string>>();
  for (const { at, to } of pointers) {
    const from = /^\w+/.exec(at)?.[0] ?? '';
    if ('id' in to && to.id in Resources && from in Resources)
      next.set(from, (next.get(from) ?? new Set()).add(to.id));
  }
  const done = new Set<string>();
  const circle = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id)) return undefined;
    for (const one of next.get(id) ?? []) {
      const found = circle(one, [...path, id]);
      if (found) return found;
    }
    done.add(id);
    return undefined;
  };
  for (const id of next.keys()) {
    const found = circle(id, []);
    if (found) return [`${found.join(' waits for ')}`];
  }
  return [];
}
