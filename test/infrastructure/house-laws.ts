import { DATA_LAWS } from './data-laws';
import { listOf, type Resource } from './deployed';
import { actionsOf, grantedIn } from './iam-actions';
import { among, each, type Law, nameOf, type Properties } from './law';

/** Each is one step by itself, all day: a trace of it tells nothing that the log does not. */
const ON_THEIR_OWN = [
  'answer-recovery',
  'guard-region',
  'measure-queues',
  'probe-components',
  'reconcile-failover',
  'record-capacity',
  'record-heartbeats',
  'serve-health',
  'serve-role',
  'sweep-scratch',
  'watch-schedules',
  'write-heartbeat',
  'write-runbook',
];
const isUntraced = (functionName: unknown): boolean =>
  ON_THEIR_OWN.some((name) => String(functionName).endsWith(`-${name}`));

/** An alarm that scales something calls a policy and no person: there is nothing that anybody has to do. */
const scales = (actions: unknown): boolean => JSON.stringify(actions ?? '').includes('Scaling');

const FUNCTION = 'AWS::Lambda::Function';

/** What `grantedIn` reads statements of. */
const GRANTED = ['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

/** Those of which an earlier one has said the same already. */
const repeating = (resources: readonly Resource[], said: (one: Resource) => string | undefined) =>
  resources.filter((one, at) => {
    const word = said(one);
    return word !== undefined && resources.findIndex((other) => said(other) === word) < at;
  });

/** By kind, the name that people or other regions know it by; and whether it is taken in a region or in all of them. */
const FIXED_NAMES: Readonly<Record<string, readonly [property: string, taken: 'there' | 'everywhere']>> = {
  [FUNCTION]: ['FunctionName', 'there'],
  'AWS::StepFunctions::StateMachine': ['StateMachineName', 'there'],
  'AWS::Logs::LogGroup': ['LogGroupName', 'there'],
  'AWS::CloudWatch::Alarm': ['AlarmName', 'there'],
  'AWS::ECS::Cluster': ['ClusterName', 'there'],
  'AWS::S3::Bucket': ['BucketName', 'everywhere'],
  'AWS::IAM::Role': ['RoleName', 'everywhere'],
  'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', 'everywhere'],
  'AWS::CloudWatch::Dashboard': ['DashboardName', 'everywhere'],
};

/** The house of a stack, and its region there: a workload stands beside the orchestrator. */
const placeOf = (stack: string): readonly [house: string, region: string] => [
  stack.startsWith('built-') ? 'built' : '',
  stack
    .replace(/^built-/, '')
    .replace(/^workload-/, '')
    .replace('ledger', 'witness')
    .replace('traffic', 'recovery'),
];

function fixedName({ type, stack, properties }: Resource): string | undefined {
  const [property = '', taken] = FIXED_NAMES[type] ?? [];
  const name: unknown = properties[property];
  if (name === undefined) return undefined;
  const [house, region] = placeOf(stack);
  return JSON.stringify([type, name, house, taken === 'there' ? region : '']);
}

export const LAWS: readonly Law[] = [
  each(
    FUNCTION,
    'runs on Node.js 24 on arm64 and is traced, unless it is one step by itself, all day',
    ({ Runtime, Architectures, TracingConfig, FunctionName }) =>
      Runtime === 'nodejs24.x' &&
      String(Architectures) === 'arm64' &&
      TracingConfig?.Mode === (isUntraced(FunctionName) ? 'PassThrough' : 'Active'),
  ),
  among([FUNCTION], 'logs to a group of the stack, and not to that of another', (functions, all) => {
    const groups = all.filter(({ type }) => type === 'AWS::Logs::LogGroup').map(nameOf);
    const groupOf = ({ stack, properties }: Resource) =>
      `${stack}/${properties.LoggingConfig?.LogGroup?.Ref}`;
    const shared = repeating(functions, groupOf);
    return functions.filter((one) => shared.includes(one) || !groups.includes(groupOf(one)));
  }),
  among([FUNCTION], 'has a role of its own', (functions) =>
    repeating(functions, ({ stack, properties }) => `${stack}/${JSON.stringify(properties.Role)}`),
  ),
  each(
    'AWS::Logs::LogGroup',
    'forgets within 90 days',
    ({ RetentionInDays }) => Number(RetentionInDays) <= 90,
  ),
  each(
    'AWS::CloudWatch::Alarm',
    'is announced, says what to do, and has decided what silence means',
    ({ AlarmActions, AlarmDescription, TreatMissingData, ActionsEnabled }: Properties) =>
      listOf(AlarmActions ?? []).length === 1 &&
      (/\. What to do: statemachines\/README\.md#[a-z-]+$/.test(AlarmDescription) || scales(AlarmActions)) &&
      TreatMissingData !== undefined &&
      ActionsEnabled !== false,
  ),
  among(Object.keys(FIXED_NAMES), 'has a fixed name that nothing else has where it is taken', (named) =>
    repeating(named, fixedName),
  ),
  among(GRANTED, 'grants no action by a wildcard', (policies) =>
    policies.filter((one) =>
      grantedIn([one]).some((granted) => actionsOf(granted).some((action) => action.includes('*'))),
    ),
  ),
  each(
    'AWS::IAM::Role',
    'has no policy that others wrote',
    ({ ManagedPolicyArns }) => ManagedPolicyArns === undefined,
  ),
  ...DATA_LAWS,
];
