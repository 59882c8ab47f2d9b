/** A stack as CDK wrote it. */
export interface CostedStack {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation makes of it.
  readonly template: any;
}

export interface CostedResource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: CostedStack['template'];
}

export const resourcesIn = (stacks: readonly CostedStack[]): readonly CostedResource[] =>
  stacks.flatMap(({ name, template }) =>
    Object.entries<CostedStack['template']>(template.Resources ?? {}).map(([id, { Type, Properties }]) => ({
      stack: name,
      id,
      type: Type,
      properties: Properties ?? {},
    })),
  );

/** The resource that a `Ref` or an `Fn::GetAtt` leads to. */
export function targetOf(
  pointer: { Ref?: string; 'Fn::GetAtt'?: readonly string[] } | undefined,
  stack: string,
  resources: readonly CostedResource[],
): CostedResource | undefined {
  const id = pointer?.Ref ?? pointer?.['Fn::GetAtt']?.[0];
  return resources.find((one) => one.stack === stack && one.id === id);
}

/** A text that is put together when it is deployed, with the id of each resource in place of what AWS calls it. */
export const textOf = (
  text: string | { readonly 'Fn::Join': readonly [string, readonly unknown[]] },
): string =>
  typeof text === 'string'
    ? text
    : text['Fn::Join'][1]
        .map((part) => (typeof part === 'string' ? part : String((part as { Ref?: string }).Ref)))
        .join(text['Fn::Join'][0]);
