import { aStack, houseOf } from './a-stack';
import type { SynthesizedStack } from './deployed';
import { type TemplateChecks, templateChecks } from './template-checks';

let check: TemplateChecks;
beforeAll(async () => {
  check = await templateChecks();
});

const queue = (properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties });
/** `@{Name}` stands for a placeholder, which in our own text looks like a mistake. */
const sub = (text: string, own: object = {}) => ({ 'Fn::Sub': [text.replaceAll('@', '$'), own] });
const objectionsTo = (...stacks: readonly SynthesizedStack[]) => check(houseOf(stacks));

test('nothing is said against a template in which all is well', async () => {
  const all = {
    Dead: queue(),
    Queue: {
      ...queue({
        QueueName: sub('@{AWS::StackName}-@{Own}-@{Dead.QueueName}', { Own: 'a' }),
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } },
      }),
      DependsOn: ['Dead'],
    },
  };
  expect(await objectionsTo(aStack(all))).toEqual([]);
});

test('what is unknown, missing and of another type is found, however deep it lies', async () => {
  const Schedule = {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      ScheduleExpresion: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF', MaximumWindowInMinutes: '5' },
      Target: { Arn: 'arn' },
    },
  };
  const found = await objectionsTo(aStack({ Schedule, Shedule: { Type: 'AWS::Scheduler::Shedule' } }));
  expect([...found].sort()).toEqual([
    'one/Schedule: AWS::Scheduler::Schedule.FlexibleTimeWindow.MaximumWindowInMinutes is "5", expected number',
    'one/Schedule: AWS::Scheduler::Schedule.ScheduleExpresion does not exist',
    'one/Schedule: AWS::Scheduler::Schedule.ScheduleExpression is missing',
    'one/Schedule: AWS::Scheduler::Schedule.Target.RoleArn is missing',
    'one/Shedule: AWS::Scheduler::Shedule does not exist',
  ]);
});

test.each<[string, object, string]>([
  ['Ref', { Ref: 'Gone' }, 'Gone does not exist'],
  ['Fn::GetAtt', { 'Fn::GetAtt': ['Gone', 'Arn'] }, 'Gone does not exist'],
  ['attribute', { 'Fn::GetAtt': ['Other', 'Url'] }, 'AWS::SQS::Queue has no attribute Url'],
  ['attribute in a text', sub('@{!No}@{Other.Url}'), 'AWS::SQS::Queue has no attribute Url'],
  ['name in a text', { 'Fn::Join': ['', [sub('@{Gone}')]] }, 'Gone does not exist'],
  [
    'stack',
    { 'Fn::GetStackOutput': { StackName: 'no', OutputName: 'Out' } },
    'there is no stack no in us-east-1',
  ],
])('a %s that leads nowhere is found', async (_, pointer, objection) => {
  const found = await objectionsTo(aStack({ Other: queue(), Queue: queue({ QueueName: pointer }) }));
  expect(found).toEqual([expect.stringMatching(/^a-one: Queue\.Properties\.QueueName/)]);
  expect(found[0]).toContain(objection);
});

test('a dependency on nothing, and resources that wait for each other, are found', async () => {
  const [First, Second] = ['Second', 'First'].map((id) => ({ ...queue(), DependsOn: id }));
  expect(await objectionsTo(aStack({ Queue: { ...queue(), DependsOn: 'Gone' } }))).toEqual([
    'a-one: Queue.DependsOn: Gone does not exist',
  ]);
  expect(await objectionsTo(aStack({ First, Second }))).toEqual([
    'a-one: First waits for Second waits for First',
  ]);
});

test("another stack's output is there, in that region, and put out before it is read", async () => {
  const made = (after: readonly string[], OutputName = 'Out') => [
    aStack({ Queue: queue() }, { name: 'a-two', Outputs: { Out: { Value: { Ref: 'Queue' } } } }),
    aStack(
      { Queue: queue({ QueueName: { 'Fn::GetStackOutput': { StackName: 'a-two', OutputName } } }) },
      { after },
    ),
  ];
  expect(await objectionsTo(...made(['a-two']))).toEqual([]);
  expect(await objectionsTo(...made(['a-two'], 'In'))).toEqual([
    expect.stringContaining('a-two puts out no In'),
  ]);
  expect(await objectionsTo(...made([]))).toEqual([
    expect.stringContaining('a-one is deployed before a-two, whose Out it reads'),
  ]);
});

test('a bucket that is replicated into before it is made is found', async () => {
  const target = { 'Fn::Join': ['', ['backups-west-', { Ref: 'AWS::AccountId' }]] };
  const Bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: target } };
  const Source = {
    Type: 'AWS::S3::Bucket',
    Properties: {
      ReplicationConfiguration: {
        Role: 'arn',
        Rules: [{ Status: 'Enabled', Destination: { Bucket: target } }],
      },
    },
  };
  const west = aStack({ Bucket }, { name: 'a-west' });
  expect(await objectionsTo(west, aStack({ Source }, { after: ['a-west'] }))).toEqual([]);
  expect(await objectionsTo(west, aStack({ Source }))).toEqual([
    'a-one replicates to backups-west- and is not deployed after a-west, which makes it',
  ]);
});

test('an action that IAM does not know is found', async () => {
  const Statement = [{ Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:PostMessage'], Resource: '*' }];
  const Role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {},
      Policies: [{ PolicyName: 'Calls', PolicyDocument: { Statement } }],
    },
  };
  expect(await objectionsTo(aStack({ Role }))).toEqual(['one/Role: IAM knows no sqs:PostMessage']);
});

test.each<[string, SynthesizedStack, string]>([
  ['bytes', aStack({}, { bytes: 1_000_001 }), 'a-one has 1000001 bytes, expected at most 1000000'],
  [
    'resources',
    aStack(Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`Q${at}`, queue()]))),
    'a-one has 501 Resources, expected at most 500',
  ],
  [
    'outputs',
    aStack({}, { Outputs: Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`O${at}`, {}])) }),
    'a-one has 201 Outputs, expected at most 200',
  ],
  [
    'characters of policies',
    aStack({
      Policy: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'Long',
          Roles: ['role'],
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'a'.repeat(10_240) }],
          },
        },
      },
    }),
    'role has 10315 characters of inline policies, expected at most 10240',
  ],
])('more %s than CloudFormation or IAM takes are found', async (_, stack, objection) => {
  expect(await objectionsTo(stack)).toEqual([objection]);
});
