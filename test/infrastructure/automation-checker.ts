interface Step {
  readonly name: string;
  readonly action: string;
  // biome-ignore lint/suspicious/noExplicitAny: inputs are whatever the action takes; the tests say what they expect.
  readonly inputs: Readonly<Record<string, any>>;
  readonly outputs?: readonly { readonly Name: string; readonly Selector: string }[];
  readonly isEnd?: boolean;
}

export interface SsmDocument {
  readonly schemaVersion: string;
  readonly description: string;
  readonly assumeRole: string;
  readonly parameters: Readonly<
    Record<
      string,
      {
        type: string;
        description: string;
        allowedPattern?: string;
        allowedValues?: readonly string[];
        default?: string;
      }
    >
  >;
  readonly mainSteps: readonly Step[];
  readonly outputs: readonly string[];
}

/** What the actions that we use put out by themselves, as Systems Manager's reference of actions has it. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'aws:executeAwsApi': [],
  'aws:invokeLambdaFunction': ['StatusCode', 'FunctionError', 'LogResult', 'Payload'],
  'aws:branch': [],
};

/** Known to every automation. */
const VARIABLES = ['automation:EXECUTION_ID'];

/** What is wrong with an automation document, in sentences. */
export function objectionsTo({
  schemaVersion,
  parameters,
  mainSteps,
  outputs,
}: SsmDocument): readonly string[] {
  const text = JSON.stringify(mainSteps);
  const references = [...text.matchAll(/\{\{\s*([\w:.]+)\s*\}\}/g)].map(([, name]) => name as string);
  const steps = new Map(mainSteps.map((step) => [step.name, step]));
  return [
    ...(schemaVersion === '0.3' ? [] : [`schemaVersion is ${schemaVersion}, expected 0.3`]),
    ...Object.entries(parameters).flatMap(
      ([name, { description, allowedPattern, allowedValues, default: none }]) => [
        ...(description ? [] : [`parameter ${name} has no description`]),
        ...(references.includes(name) ? [] : [`parameter ${name} is not used`]),
        ...(allowedPattern || allowedValues?.length ? [] : [`parameter ${name} takes anything`]),
        ...(none !== undefined && !takes({ allowedPattern, allowedValues }, none)
          ? [`parameter ${name} does not take its own default`]
          : []),
      ],
    ),
    ...references
      .filter((name) => !(name in parameters) && !VARIABLES.includes(name))
      .map((name) => `{{ ${name} }} is nothing`),
    ...mainSteps.flatMap(({ name, action, inputs }) => [
      ...(action in ACTIONS ? [] : [`${name}: ${action} is no known action`]),
      ...nextOf(inputs)
        .filter((next) => !steps.has(next))
        .map((next) => `${name} leads to ${next}, which is no step`),
    ]),
    ...outputs
      .filter((output) => {
        const [name = '', what = ''] = output.split('.');
        const step = steps.get(name);
        const own = step?.outputs?.map(({ Name }) => Name) ?? [];
        return ![...own, ...(ACTIONS[step?.action ?? ''] ?? [])].includes(what);
      })
      .map((output) => `output ${output} is nothing that its step puts out`),
  ];
}

const takes = (
  {
    allowedPattern,
    allowedValues,
  }: { allowedPattern?: string | undefined; allowedValues?: readonly string[] | undefined },
  value: string,
) => allowedValues?.includes(value) ?? new RegExp(allowedPattern ?? '').test(value);

const nextOf = ({ Choices = [], Default }: Step['inputs']): readonly string[] => [
  ...(Choices as { NextStep: string }[]).map(({ NextStep }) => NextStep),
  ...(Default === undefined ? [] : [Default]),
];
