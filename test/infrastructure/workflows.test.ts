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

test.each(['ExecutionsFailed', 'ExecutionsTimedOut'])('every machine has an alarm on %s', (metric) => {
  for (const { stack, id } of machines) {
    const alarms = house
      .all('AWS::CloudWatch::Alarm', stack)
      .filter(({ properties }) => properties.MetricName === metric)
      .filter(({ properties }) => properties.Dimensions[0].Value.Ref === id);
    expect([stack, id, alarms.length]).toEqual([stack, id, 1]);
  }
});

test('a run that failed rings at once, and of the rounds that follow one another those of two minutes of three', () => {
  for (const { stack, id, properties } of machines) {
    const [alarm] = house
      .all('AWS::CloudWatch::Alarm', stack)
      .filter(({ properties: { MetricName } }) => MetricName === 'ExecutionsFailed')
      .filter((one) => one.properties.Dimensions[0].Value.Ref === id);
    const { EvaluationPeriods, DatapointsToAlarm } = alarm?.properties ?? {};
    expect([id, EvaluationPeriods, DatapointsToAlarm]).toEqual(
      goesRound(properties) ? [id, 3, 2] : [id, 1, undefined],
    );
  }
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

test('functions whose failing fails no machine have an alarm of their own', () => {
  const called = machines.flatMap(({ stack, properties }) =>
    functionFills(properties).map(([, fill]) => `${stack}/${fill['Fn::GetAtt'][0]}`),
  );
  const watched = house
    .all('AWS::CloudWatch::Alarm')
    .filter(({ properties }) => properties.Namespace === 'AWS/Lambda' && properties.MetricName === 'Errors')
    .map(({ stack, properties }) => `${stack}/${properties.Dimensions[0].Value.Ref}`);
  const uncalled = house
    .all('AWS::Lambda::Function')
    .map(({ stack, id }) => `${stack}/${id}`)
    .filter((name) => !called.includes(name) && !BY_HAND.test(name));
  expect(watched.sort()).toEqual(uncalled.sort());
  expect(uncalled).toHaveLength(19);
});

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
