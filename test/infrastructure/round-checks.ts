import { textOf } from '../../operator/cost/template';
import { listOf, type Resource } from './deployed';

type Properties = Resource['properties'];

/** A schedule that sends the rounds of a minute, with what they go through. */
export interface Rounds {
  readonly schedule: Resource;
  readonly entries: readonly {
    readonly Id: string;
    readonly DelaySeconds: number;
    readonly MessageBody: string;
  }[];
  readonly queue: Resource | undefined;
  readonly pipes: readonly Resource[];
}

const SEND_BATCH = 'arn:aws:scheduler:::aws-sdk:sqs:sendMessageBatch';

export const roundsOf = (resources: readonly Resource[]): readonly Rounds[] =>
  resources
    .filter(
      ({ type, properties }) => type === 'AWS::Scheduler::Schedule' && properties.Target.Arn === SEND_BATCH,
    )
    .map((schedule) => {
      const { QueueUrl, Entries } = JSON.parse(textOf(schedule.properties.Target.Input));
      const beside = resources.filter(({ stack }) => stack === schedule.stack);
      return {
        schedule,
        entries: Entries,
        queue: beside.find(({ type, id }) => type === 'AWS::SQS::Queue' && id === QueueUrl),
        pipes: beside.filter(
          ({ type, properties }) =>
            type === 'AWS::Pipes::Pipe' && properties.Source['Fn::GetAtt'][0] === QueueUrl,
        ),
      };
    });

/** What keeps rounds from beginning one after the other, or from starting the machine that is meant; nothing when all is well. */
export const roundObjections = (resources: readonly Resource[]): readonly string[] =>
  roundsOf(resources).flatMap((rounds) =>
    [...batchObjections(rounds), ...queueObjections(rounds), ...pipeObjections(rounds, resources)].map(
      (objection) => `${rounds.schedule.stack}/${rounds.schedule.id}: ${objection}`,
    ),
  );

function batchObjections({ entries }: Rounds): readonly string[] {
  const delays = entries.map(({ DelaySeconds }) => DelaySeconds);
  const gaps = delays.map((delay, at) => (delays[at + 1] ?? 60) - delay);
  const longest = Math.max(...gaps);
  return [
    ...(entries.length > 10 ? [`${entries.length} rounds, and a batch holds 10`] : []),
    ...(new Set(entries.map(({ Id }) => Id)).size < entries.length ? ['two rounds have one id'] : []),
    ...(delays[0] === 0 ? [] : ['the minute does not begin with a round']),
    ...(delays.some((delay) => !(delay < 60)) ? [`rounds after ${delays}, of a minute`] : []),
    // All as far apart as the first two; only before the next minute there may be less.
    ...(gaps.slice(0, -1).some((gap) => gap !== longest) ? [`rounds after ${delays} are not spread`] : []),
  ];
}

function queueObjections({ queue, entries }: Rounds): readonly string[] {
  if (!queue) return ['its queue does not exist'];
  const {
    MessageRetentionPeriod: kept,
    VisibilityTimeout: hidden,
    RedrivePolicy: redrive,
  } = queue.properties;
  if (!redrive) return [`nobody hears of what ${queue.id} could not deliver`];
  const last =
    Math.max(...entries.map(({ DelaySeconds }) => DelaySeconds)) + hidden * redrive.maxReceiveCount;
  return [
    ...(kept > last ? [] : [`${queue.id} forgets after ${kept} s what is tried for ${last} s`]),
    ...(kept <= 120 ? [] : [`${queue.id} keeps rounds for ${kept} s, which nobody wants any more`]),
  ];
}

function pipeObjections(
  { queue, pipes, entries }: Rounds,
  resources: readonly Resource[],
): readonly string[] {
  const [pipe, ...others] = pipes;
  if (!pipe || others.length > 0) return [`${pipes.length} pipes take from its queue, expected one`];
  const { Target, TargetParameters, SourceParameters, RoleArn } = pipe.properties;
  const one = (id: string) => resources.find((each) => each.stack === pipe.stack && each.id === id);
  const meant = new Set(entries.map(({ MessageBody }) => JSON.parse(MessageBody).starts));
  const started = one(Target.Ref)?.properties.StateMachineName;
  const { InvocationType } = TargetParameters.StepFunctionStateMachineParameters;
  return [
    ...(meant.size === 1 && meant.has(started) ? [] : [`${pipe.id} starts ${started}, not ${[...meant]}`]),
    ...(SourceParameters.SqsQueueParameters.BatchSize === 1
      ? []
      : [`${pipe.id} makes one start of several rounds`]),
    ...(InvocationType === 'FIRE_AND_FORGET' ? [] : [`${pipe.id} waits for the end of a round`]),
    ...roleObjections(one(RoleArn['Fn::GetAtt'][0])?.properties, pipe, queue),
  ];
}

/** A pipe takes from its queue, starts its machine, writes its log, and nothing else. */
function roleObjections(role: Properties, pipe: Resource, queue: Resource | undefined): readonly string[] {
  const { Target, LogConfiguration } = pipe.properties;
  const each = (actions: unknown, resource: unknown) =>
    listOf(actions).map((action) => `${action} on ${JSON.stringify(resource)}`);
  const expected = [
    ...each(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], {
      'Fn::GetAtt': [queue?.id, 'Arn'],
    }),
    ...each('states:StartExecution', Target),
    ...each(
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      LogConfiguration.CloudwatchLogsLogDestination.LogGroupArn,
    ),
  ];
  const allowed: readonly string[] = (role?.Policies ?? []).flatMap(({ PolicyDocument }: Properties) =>
    PolicyDocument.Statement.flatMap(({ Action, Resource }: Properties) => each(Action, Resource)),
  );
  return [
    ...expected.filter((one) => !allowed.includes(one)).map((one) => `${pipe.id} may not ${one}`),
    ...allowed
      .filter((one) => !expected.includes(one))
      .map((one) => `${pipe.id} may ${one}, and has no need to`),
  ];
}
