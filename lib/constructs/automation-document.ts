/** A parameter as the console asks for it. Every one is text: what is wrong with it is told before anything is started. */
export interface AutomationParameter {
  readonly description: string;
  readonly allowedPattern?: string;
  readonly allowedValues?: readonly string[];
  readonly minChars?: number;
  readonly maxChars?: number;
  /** Without one the console insists on a value. */
  readonly default?: string;
}

export interface AutomationStep {
  readonly name: string;
  readonly action: 'aws:executeAwsApi' | 'aws:invokeLambdaFunction' | 'aws:branch';
  readonly description: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly { readonly Name: string; readonly Selector: string; readonly Type: 'String' }[];
  readonly isEnd?: true;
}

export interface AutomationContent {
  readonly description: string;
  readonly parameters: Readonly<Record<string, AutomationParameter>>;
  readonly mainSteps: readonly AutomationStep[];
  readonly outputs: readonly string[];
}

/** Values of an input by their names there: of a parameter, as text or as it is. */
export type InputFields = Readonly<Record<string, string | { readonly asItIs: string }>>;

const referenceTo = (parameter: string): string => `{{ ${parameter} }}`;

/** Parameters with these patterns cannot break out of the quotes. What is not text comes first, lest braces meet. */
export const jsonInput = (fields: InputFields): string => {
  const isText = ([, value]: [string, InputFields[string]]) => typeof value === 'string';
  const members = Object.entries(fields)
    .toSorted((one, other) => Number(isText(one)) - Number(isText(other)))
    .map(([name, value]) =>
      typeof value === 'string'
        ? `"${name}":"${referenceTo(value)}"`
        : `"${name}":${referenceTo(value.asItIs)}`,
    );
  return `{${members.join(',')}}`;
};

/** Starts a machine under the automation's own id, so that a run leads back to who started it, and a repeated call is the same run. */
export const startStep = (name: string, machineArn: string, fields: InputFields): AutomationStep => ({
  name,
  action: 'aws:executeAwsApi',
  description: 'Starts the machine and does not wait for its end.',
  inputs: {
    Service: 'stepfunctions',
    Api: 'StartExecution',
    stateMachineArn: machineArn,
    name: referenceTo('automation:EXECUTION_ID'),
    input: jsonInput(fields),
  },
  outputs: [{ Name: 'ExecutionArn', Selector: '$.executionArn', Type: 'String' }],
  isEnd: true,
});

/** Goes on with another step where a parameter has one value. */
export const branchStep = (parameter: string, value: string, [then, otherwise]: [string, string]) =>
  ({
    name: `Is${parameter}Given`,
    action: 'aws:branch',
    description: `Whether ${parameter} is anything but ${value}.`,
    inputs: {
      Choices: [{ NextStep: then, Variable: referenceTo(parameter), StringEquals: value }],
      Default: otherwise,
    },
  }) as const satisfies AutomationStep;

/** Calls a function and shows what it answers. */
export const invokeStep = (
  functionArn: string,
  fields: Readonly<Record<string, string>>,
): AutomationStep => ({
  name: 'Call',
  action: 'aws:invokeLambdaFunction',
  description: 'Calls the function and waits for its answer.',
  inputs: {
    FunctionName: functionArn,
    InvocationType: 'RequestResponse',
    Payload: jsonInput(fields),
  },
  isEnd: true,
});

/** What an automation of these steps shows in the end. */
export const outputsOf = (steps: readonly AutomationStep[]): readonly string[] =>
  steps.flatMap(({ name, action, outputs = [] }) =>
    action === 'aws:invokeLambdaFunction'
      ? [`${name}.Payload`, `${name}.FunctionError`]
      : outputs.map(({ Name }) => `${name}.${Name}`),
  );
