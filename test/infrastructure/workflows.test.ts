import { unfillableBecause } from '../../lib/constructs/workflow-definition';
import { deployed, listOf, type Resource } from './deployed';

const house = deployed();
const machines = house.all('AWS::StepFunctions::StateMachine');

test('the failover machine stands where it cannot be lost with the primary; probers stand outside it', () => {
  const where = machines.map(({ stack, properties }) => `${properties.StateMachineName} in ${stack}`);
  expect(where.sort()).toEqual([
    'firebackup-cache-backup in primary',
    'firebackup-cache-backup in recovery',
    'firebackup-drill in primary',
    'firebackup-drill in recovery',
    'firebackup-failback in primary',
    'firebackup-failover in recovery',
    'firebackup-heartbeat in primary',
    'firebackup-heartbeat in recovery',
    'firebackup-logical-dump in primary',
    'firebackup-logical-dump in recovery',
    'firebackup-probe in recovery',
    'firebackup-probe in witness',
    'firebackup-restore in primary',
    'firebackup-restore in recovery',
    'firebackup-snapshot in primary',
    'firebackup-snapshot in recovery',
    'firebackup-switchover in primary',
    'firebackup-switchover in recovery',
    'firebackup-wal-check in primary',
    'firebackup-wal-check in recovery',
    'firebackup-write-access in primary',
    'firebackup-write-access in recovery',
  ]);
});

test('what may take longer than five minutes is a standard machine', () => {
  for (const { properties } of machines) {
    const { TimeoutSeconds } = JSON.parse(properties.DefinitionString);
    expect(properties.StateMachineType).toBe(TimeoutSeconds > 300 ? 'STANDARD' : 'EXPRESS');
  }
});

/** They begin a round every few seconds. */
const goesRound = ({ StateMachineName }: Resource['properties']) =>
  /-(probe|heartbeat)$/.test(StateMachineName);

test('every machine is traced and logs everything, but those that go round by the second, which log their failures', () => {
  for (const { properties } of machines) {
    const Level = goesRound(properties) ? 'ERROR' : 'ALL';
    expect([properties.StateMachineName, properties]).toMatchObject([
      properties.StateMachineName,
      {
        TracingConfiguration: { Enabled: !goesRound(properties) },
        LoggingConfiguration: { Level, IncludeExecutionData: true },
      },
    ]);
  }
});

/**
 * What EventBridge makes of a pattern: every field has to be one of the values, and one part of an `$or` to match, which is one only
 * with two parts or more.
 */
function matches(
  pattern: Readonly<Record<string, unknown[]>>,
  event: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(pattern).every(([field, values]) =>
    field === '$or' && values.length > 1
      ? values.some((part) => matches(part as typeof pattern, event))
      : values.some((value) => JSON.stringify(value) === JSON.stringify(event[field])),
  );
}

describe('how a run ended badly is told', () => {
  const alarmsOn = (stack: string, machine: string) =>
    house
      .all('AWS::CloudWatch::Alarm', stack)
      .filter(({ properties }) => properties.Namespace === 'AWS/States')
      .filter(({ properties }) => properties.Dimensions[0].Value.Ref === machine)
      .map(({ properties }) => properties.MetricName)
      .sort();
  const rule = (stack: string) => house.one('AWS::Events::Rule', stack, 'RunEndings').properties;
  const announced = (stack: string, machine: string, status: string) =>
    matches(rule(stack).EventPattern.detail, { stateMachineArn: { Ref: machine }, status });
  const ENDINGS = {
    FAILED: 'ExecutionsFailed',
    TIMED_OUT: 'ExecutionsTimedOut',
    ABORTED: 'ExecutionsAborted',
  };
  const standard = machines.filter(({ properties }) => properties.StateMachineType === 'STANDARD');

  test('of every standard machine each bad ending, by the rule of its region or by an alarm, and never by both', () => {
    const told = standard.flatMap(({ stack, id, properties }) =>
      Object.entries(ENDINGS).map(([status, metric]) => {
        const alarms = alarmsOn(stack, id);
        return {
          ending: `${properties.StateMachineName} ${status}`,
          by: [
            ...(announced(stack, id, status) ? ['rule'] : []),
            // One that rings for the lack of successes rings for every bad ending.
            ...alarms.filter((one) => one === metric || one === 'ExecutionsSucceeded'),
          ],
        };
      }),
    );
    expect(standard).toHaveLength(16);
    expect(told.filter(({ by }) => by.length !== 1)).toEqual([]);
    const byAlarms = told.filter(({ by }) => !by.includes('rule')).map(({ ending, by }) => [ending, ...by]);
    const walCheck = Object.keys(ENDINGS).map((one) => [
      `firebackup-wal-check ${one}`,
      'ExecutionsSucceeded',
    ]);
    expect(byAlarms.sort()).toEqual(
      [
        ['firebackup-failover FAILED', 'ExecutionsFailed'],
        ['firebackup-failover TIMED_OUT', 'ExecutionsTimedOut'],
        ...walCheck,
        ...walCheck,
      ].sort(),
    );
  });

  test('no ending that is a good one, and none of a machine that goes round', () => {
    for (const stack of ['primary', 'recovery'])
      for (const { id, properties } of machines.filter((one) => one.stack === stack)) {
        expect(announced(stack, id, 'SUCCEEDED')).toBe(false);
        if (properties.StateMachineType === 'EXPRESS') expect(announced(stack, id, 'FAILED')).toBe(false);
      }
  });

  test.each(['primary', 'recovery'])(
    'in %s with its machine, its words, and where to read what to do',
    (stack) => {
      const { EventPattern, Targets } = rule(stack);
      expect(EventPattern).toMatchObject({
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
      });
      expect(Targets).toHaveLength(1);
      const [{ Arn, DeadLetterConfig, InputTransformer }] = Targets;
      expect(Arn).toEqual({ Ref: house.one('AWS::SNS::Topic', stack).id });
      const queue = house.one('AWS::SQS::Queue', stack, 'Undelivered').id;
      expect(DeadLetterConfig.Arn).toEqual({ 'Fn::GetAtt': [queue, 'Arn'] });
      // EventBridge quotes what stands outside of quotes, and puts the rest in as it is: a cause may hold quotes itself.
      const detail = {
        status: 'FAILED',
        stateMachineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:firebackup-snapshot',
        cause: 'main: "no such instance"\n',
      };
      const fields: Readonly<Record<string, string>> = {
        '<detail-status>': detail.status,
        '<detail-stateMachineArn>': detail.stateMachineArn,
        '<detail>': JSON.stringify(detail),
      };
      const sent = InputTransformer.InputTemplate.replace(/<[\w-]+>/g, (field: string) => fields[field]);
      expect(JSON.parse(sent)).toEqual({
        what: `a run of ${detail.stateMachineArn} ended as FAILED`,
        whatToDo: 'statemachines/README.md, under the name of the machine after "firebackup-"',
        run: detail,
      });
      expect(Object.values(InputTransformer.InputPathsMap).sort()).toEqual([
        '$.detail',
        '$.detail.stateMachineArn',
        '$.detail.status',
      ]);
    },
  );

  test.each(['primary', 'recovery'])('in %s by a role that may publish there, and nothing else', (stack) => {
    const role = house.one('AWS::IAM::Role', stack, 'RunEndingsRole');
    expect(rule(stack).Targets[0].RoleArn).toEqual({ 'Fn::GetAtt': [role.id, 'Arn'] });
    const topic = house.one('AWS::SNS::Topic', stack);
    expect(role.properties.Policies[0].PolicyDocument.Statement).toEqual([
      { Action: 'sns:Publish', Effect: 'Allow', Resource: { Ref: topic.id } },
      {
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Effect: 'Allow',
        Resource: topic.properties.KmsMasterKeyId,
      },
    ]);
  });
});

test('the functions of a machine that is not traced make no traces of their own, and those of the others do', () => {
  for (const { stack, properties } of machines) {
    const modes = functionFills(properties).map(
      ([, fill]) =>
        house.one('AWS::Lambda::Function', stack, fill['Fn::GetAtt'][0]).properties.TracingConfig.Mode,
    );
    const expected = properties.TracingConfiguration.Enabled ? 'Active' : 'PassThrough';
    expect([properties.StateMachineName, new Set(modes)]).toEqual([
      properties.StateMachineName,
      new Set([expected]),
    ]);
  }
});

/** What a machine calls, without the topic that it announces on and the machines that it runs. */
const functionFills = (properties: Resource['properties']) =>
  Object.entries<{ 'Fn::GetAtt': [string, string] }>(properties.DefinitionSubstitutions).filter(
    ([placeholder]) => !/(Machine|Topic)$/.test(placeholder),
  );

/** Called by a person, who sees whether it failed. */
const BY_HAND = /(PauseFailover|ResumeFailover|AcknowledgeChange|AnswerApproval)[^/]*$/;

test('every state calls the function of its own name, and the machine may call those and no others', () => {
  for (const { stack, id, properties } of machines) {
    const fills = functionFills(properties);
    const called = fills.map(
      ([
        placeholder,
        {
          'Fn::GetAtt': [target],
        },
      ]) => {
        const { properties: target_ } = house.one('AWS::Lambda::Function', stack, target);
        const name = target_.FunctionName.slice(house.plan.name.length + 1);
        expect(name.replaceAll('-', '')).toBe(placeholder.toLowerCase());
        return target;
      },
    );
    const policy = house.one(
      'AWS::IAM::Policy',
      stack,
      `${id.replace(/Machine.*/, '')}MachineRoleDefaultPolicy`,
    );
    const invoke = policy.properties.PolicyDocument.Statement.find(
      ({ Action }: { Action: unknown }) => Action === 'lambda:InvokeFunction',
    );
    const allowed = listOf(invoke.Resource).map(
      (resource) => (resource as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0],
    );
    expect(allowed.sort()).toEqual(called.sort());
  }
});

/** Called by whoever wants to know, and sees that there is no answer. */
const ASKED = /ServeHealth[^/]*$/;

test('a function whose failing fails no machine has an alarm of its own, or leaves its failed calls where one is', () => {
  const called = machines.flatMap(({ stack, properties }) =>
    functionFills(properties).map(([, fill]) => `${stack}/${fill['Fn::GetAtt'][0]}`),
  );
  const watched = house
    .all('AWS::CloudWatch::Alarm')
    .filter(({ properties }) => properties.Namespace === 'AWS/Lambda' && properties.MetricName === 'Errors')
    .map(({ stack, properties }) => `${stack}/${properties.Dimensions[0].Value.Ref}`);
  const leaving = house
    .all('AWS::Lambda::EventInvokeConfig')
    .filter(({ properties }) => properties.DestinationConfig !== undefined)
    .map(({ stack, properties }) => `${stack}/${properties.FunctionName.Ref}`);
  const uncalled = house
    .all('AWS::Lambda::Function')
    .map(({ stack, id }) => `${stack}/${id}`)
    .filter((name) => !called.includes(name) && !BY_HAND.test(name) && !ASKED.test(name));
  expect([...watched, ...leaving].sort()).toEqual(uncalled.sort());
  expect([watched.length, leaving.length]).toEqual([5, 12]);
});

test.each(['primary', 'recovery'])(
  'in %s a call that failed three times within minutes is where an alarm sees it',
  (stack) => {
    const queue = house.one('AWS::SQS::Queue', stack, 'FailedCalls');
    expect(queue.properties.MessageRetentionPeriod).toBe(3600);
    const alarm = house.one('AWS::CloudWatch::Alarm', stack, 'FailedCalls').properties;
    expect(alarm).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue.id, 'QueueName'] } }],
      Threshold: 1,
      EvaluationPeriods: 1,
    });
    const leaving = house
      .all('AWS::Lambda::EventInvokeConfig', stack)
      .filter(({ properties }) => properties.DestinationConfig !== undefined);
    for (const { properties } of leaving) {
      expect(properties).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 600 });
      const arn = { 'Fn::GetAtt': [queue.id, 'Arn'] };
      expect(properties.DestinationConfig.OnFailure.Destination).toEqual(arn);
      const { Role } = house.one('AWS::Lambda::Function', stack, properties.FunctionName.Ref).properties;
      const statements = house.one('AWS::IAM::Role', stack, Role['Fn::GetAtt'][0]).properties.Policies[0]
        .PolicyDocument.Statement;
      expect(statements).toContainEqual({ Action: 'sqs:SendMessage', Effect: 'Allow', Resource: arn });
    }
  },
);

test('a machine that announces may publish on the topic of its region, and use its key for that', () => {
  const announcing = machines.filter(
    ({ properties }) => properties.DefinitionSubstitutions.AnnouncementTopic,
  );
  expect(announcing.length).toBeGreaterThan(0);
  for (const { stack, id } of announcing) {
    const topic = house.one('AWS::SNS::Topic', stack);
    const policy = house.one(
      'AWS::IAM::Policy',
      stack,
      `${id.replace(/Machine.*/, '')}MachineRoleDefaultPolicy`,
    );
    expect(policy.properties.PolicyDocument.Statement).toEqual(
      expect.arrayContaining([
        { Action: 'sns:Publish', Effect: 'Allow', Resource: { Ref: topic.id } },
        {
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Effect: 'Allow',
          Resource: topic.properties.KmsMasterKeyId,
        },
      ]),
    );
  }
});

test('brakes can be reached in every region, and an answer is given where the run waits', () => {
  const where = (name: string) =>
    house
      .all('AWS::Lambda::Function')
      .filter(({ properties }) => properties.FunctionName === `firebackup-${name}`)
      .map(({ stack }) => stack)
      .sort();
  for (const brake of ['pause-failover', 'resume-failover', 'acknowledge-change'])
    expect([brake, where(brake)]).toEqual([brake, ['primary', 'recovery', 'witness']]);
  expect(where('answer-approval')).toEqual(['recovery']);
});

test('a definition is filled exactly, or the reason is said', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder as the machine's file has it.
  const definition = '"${PromoteDatabase}", "${VerifyWrites}", "${VerifyWrites}"';
  expect(unfillableBecause(definition, ['PromoteDatabase', 'VerifyWrites'])).toBeUndefined();
  expect(unfillableBecause(definition, ['PromoteDatabase'])).toBe('nothing fills VerifyWrites');
  expect(unfillableBecause(definition, ['PromoteDatabase', 'VerifyWrites', 'CloseRun'])).toBe(
    'no state calls CloseRun',
  );
});
