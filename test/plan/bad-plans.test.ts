import { PlanError, parsePlan, readPlan } from '../../lib/plan/parse-plan';
import { aPlan, aSecondDatabase, planText } from '../helpers/a-plan';
import { problemsWith } from '../helpers/plan-problems';

describe('a file that is no plan', () => {
  test.each([
    ['empty', '', 'is empty; expected a plan, such as firebackup init writes'],
    ['nothing but a comment', '# later\n', 'is empty; expected a plan, such as firebackup init writes'],
    ['broken YAML', 'name: [firebackup', 'not valid YAML: Flow sequence'],
    ['a key that stands twice', 'name: a\nname: b', 'not valid YAML: Map keys must be unique at line 2'],
    ['an alias that leads nowhere', 'name: *other', 'not valid YAML: Unresolved alias'],
    [
      'a sentence',
      'fail over, please',
      '(the whole plan): found "fail over, please"; expected a section with fields',
    ],
    ['a list', '- 1\n- 2', '(the whole plan): found [1,2]; expected a section with fields'],
  ])('is told so when it is %s', (_, text, problem) => {
    expect(problemsWith(text)).toEqual([expect.stringContaining(problem)]);
  });

  test('is named when it is not there', () => {
    expect(() => readPlan('no-such-plan.yaml')).toThrow(/^no-such-plan\.yaml: 1 problem\n {2}cannot be read/);
  });
});

test.each([
  'https://git.example.com/ops/firebackup-ha/blob/main/statemachines/README.md',
  'https://git.example.com:8443/ops/-/blob/v1.0/statemachines/README.md',
  'https://docs.example.com/runbooks/%7Eops/firebackup/',
  'https://git.example.com/'.padEnd(256, 'x'),
])('%s is an address of the runbook', (runbooks) => {
  expect(aPlan({ runbooks })).toMatchObject({ runbooks });
});

describe('one wrong value is told with its path, what was found and what was expected', () => {
  test.each([
    [
      'an unknown region',
      { 'regions.primary': 'mars-north-1' },
      'regions.primary: found "mars-north-1"; expected',
    ],
    [
      'a recovery region that is the primary one',
      { 'regions.recovery': 'us-east-1', 'keys.recovery': 'arn:aws:kms:us-east-1:111122223333:key/one' },
      'regions.recovery: found "us-east-1"; expected another region than regions.primary',
    ],
    [
      'a witness inside one of the two',
      { 'regions.witness': 'us-west-2' },
      'regions.witness: found "us-west-2"; expected a third region',
    ],
    [
      'a witness that the ledger cannot span',
      { 'regions.witness': 'eu-west-1' },
      'regions.witness: found "eu-west-1"; expected a region of the ledger\'s set US',
    ],
    [
      'a load balancer by its address',
      { 'api.loadBalancers': { primary: 'firebackup-alb-1.us-east-1.elb.amazonaws.com' } },
      'api.loadBalancers.primary: found "firebackup-alb-1.us-east-1.elb.amazonaws.com"; expected the full name of an ALB',
    ],
    [
      'a schedule that nobody can read',
      { 'policies.0.schedule': 'cron(0 3 * * MON)' },
      'policies.0.schedule: found "cron(0 3 * * MON)"; expected an EventBridge expression that fires again and again',
    ],
    [
      'a queue without a list',
      { 'caches.0.queues': { lists: [], primary: { host: 'one' }, recovery: { host: 'two' } } },
      'caches.0.queues.lists: found []; expected at least one list',
    ],
    [
      'a missing key',
      { 'keys.recovery': undefined },
      'keys.recovery: found nothing; expected the ARN of a KMS key',
    ],
    [
      'one subnet under two names',
      { 'networks.primary.subnets': ['subnet-00000001', 'subnet-00000001'] },
      'networks.primary.subnets: found ["subnet-00000001","subnet-00000001"]; expected subnets that differ',
    ],
    [
      'a key by its alias',
      { 'keys.primary': 'alias/main' },
      'keys.primary: found "alias/main"; expected the ARN',
    ],
    [
      'a key of the wrong region',
      { 'keys.recovery': 'arn:aws:kms:us-east-1:111122223333:key/one' },
      'keys.recovery: found "arn:aws:kms:us-east-1:111122223333:key/one"; expected a key of us-west-2',
    ],
    [
      'a text for a number',
      { 'policies.0.retain.daily': '7' },
      'policies.0.retain.daily: found "7"; expected number',
    ],
    [
      'a text for a list',
      { 'policies.0.databases': 'main' },
      'policies.0.databases: found "main"; expected a list',
    ],
    [
      'no retention of automated backups',
      { 'databases.0.backupRetentionDays': 0 },
      'databases.0.backupRetentionDays: found 0; expected 1 to 35 days; 0 switches automated backups off',
    ],
    [
      'too long a retention',
      { 'databases.0.backupRetentionDays': 36 },
      'databases.0.backupRetentionDays: found 36; expected 1 to 35 days',
    ],
    [
      'one number for all tiers',
      { 'policies.0.retain': 42 },
      'policies.0.retain: found 42; expected how many to keep: { hourly, daily, weekly, monthly }',
    ],
    [
      'no snapshot kept',
      { 'policies.0.retain': { daily: 0 } },
      'policies.0.retain: found {"daily":0}; expected at least one of hourly, daily, weekly and monthly',
    ],
    [
      'fewer slots than none',
      { 'policies.0.retain.weekly': -1 },
      'policies.0.retain.weekly: found -1; expected 0 or more slots',
    ],
    [
      'more slots than RDS has snapshots',
      { 'policies.0.retain.hourly': 101 },
      'policies.0.retain.hourly: found 101; expected at most 100 slots',
    ],
    [
      'a tier that nobody knows',
      { 'policies.0.retain.yearly': 1 },
      'policies.0.retain: has yearly; expected only what the schema names',
    ],
    [
      'no floor of proven snapshots',
      { 'policies.0.keepProven': 0 },
      'policies.0.keepProven: found 0; expected at least 1: the last proven recovery point is never deleted',
    ],
    [
      'hours of a schedule that fires once a day',
      { 'policies.0.schedule': 'rate(1 day)', 'policies.0.retain.hourly': 24 },
      'policies.0.retain.hourly: found 24; expected 0, or a schedule that fires more often than rate(1 day): use daily',
    ],
    [
      'days of a schedule that fires once a week',
      { 'policies.0.schedule': 'rate(168 hours)' },
      'policies.0.retain.daily: found 7; expected 0, or a schedule that fires more often than rate(168 hours): use weekly',
    ],
    [
      'weeks of a schedule that fires once a month',
      { 'policies.0.schedule': 'rate(31 days)', 'policies.0.retain': { weekly: 4 } },
      'policies.0.retain.weekly: found 4; expected 0, or a schedule that fires more often than rate(31 days): use monthly',
    ],
    [
      'a policy for an unknown database',
      { 'policies.0.databases.0': 'orders' },
      'policies.0.databases.0: found "orders"; expected the id of a database: main',
    ],
    [
      'an unknown key',
      { colour: 'red' },
      '(the whole plan): has colour; expected only what the schema names',
    ],
    [
      'an unknown key inside',
      { 'failover.force': true },
      'failover: has force; expected only what the schema',
    ],
    [
      'a cache named like a database',
      { 'caches.0.id': 'main' },
      'caches.0.id: found "main"; expected a name that is not used twice',
    ],
    [
      'a database that stands twice',
      { 'databases.1': aSecondDatabase('main') },
      'databases.1.id: found "main"; expected a name that is not used twice',
    ],
    [
      'one instance under two names',
      { 'databases.1': { ...aSecondDatabase('orders'), primary: aSecondDatabase('firebackup').primary } },
      'databases.1.primary.instance: found "firebackup-primary"; expected a name that is not used twice',
    ],
    [
      'a database that a policy covers twice',
      { 'policies.0.databases': ['main', 'main'] },
      'policies.0.databases.1: found "main"; expected a database and a policy whose recovery points have a name',
    ],
    [
      'a wait for a region that keeps serving',
      { 'failover.whenUnfenced': 'wait' },
      'failover.whenUnfenced: found "wait"; expected promote or stop, or failover.isolation fence:',
    ],
    ['probes that overlap', { probe: { timeout: '16s' } }, 'probe.timeout: found "16s"; expected at most'],
    [
      'an interval of nothing',
      { probe: { interval: '0s' } },
      'probe.interval: found "0s"; expected more than zero',
    ],
    [
      'more rounds in a minute than a batch holds',
      { probe: { interval: '5s', timeout: '5s' } },
      'probe.interval: found "5s"; expected at least 6s: SQS takes the rounds of a minute in one batch of ten',
    ],
    [
      'one bad probe to declare',
      { probe: { failuresToDeclare: 1 } },
      'expected at least 2: one bad probe is noise',
    ],
    [
      'a duration in words',
      { 'failover.coolDown': 'an hour' },
      'failover.coolDown: found "an hour"; expected a duration such as 90s, 15m, 4h or 7d',
    ],
    ['a schedule in words', { 'policies.0.schedule': 'daily' }, 'expected an EventBridge expression'],
    ['nobody to notify', { notify: 'on call' }, 'notify: found "on call"; expected the e-mail address'],
    [
      'a runbook by its path',
      { runbooks: 'statemachines/README.md' },
      'runbooks: found "statemachines/README.md"; expected an https URL without ? and #, behind which #heading leads',
    ],
    [
      'a runbook that anybody on the way can change',
      { runbooks: 'http://git.example.com/README.md' },
      'runbooks: found "http://git.example.com/README.md"; expected an https URL',
    ],
    [
      'a runbook with a heading, where others are to stand',
      { runbooks: 'https://git.example.com/README.md#failover' },
      'runbooks: found "https://git.example.com/README.md#failover"; expected an https URL without ? and #',
    ],
    [
      'a runbook by a query',
      { runbooks: 'https://git.example.com/?path=/README.md' },
      'runbooks: found "https://git.example.com/?path=/README.md"; expected an https URL without ? and #',
    ],
    [
      'a runbook with a password',
      { runbooks: 'https://ada:secret@git.example.com/README.md' },
      'expected an https URL',
    ],
    [
      'a runbook by a host alone',
      { runbooks: 'https://git.example.com' },
      'runbooks: found "https://git.example.com"; expected an https URL',
    ],
    [
      'a runbook with a sign that a state machine reads',
      { runbooks: "https://git.example.com/{it's}.md" },
      'expected an https URL',
    ],
    [
      'a runbook at too long an address',
      { runbooks: 'https://git.example.com/'.padEnd(257, 'x') },
      'expected at most 256 characters',
    ],
    ['no database', { databases: [], policies: [] }, 'databases: found []; expected at least one database'],
  ])('%s', (_, overrides, problem) => {
    expect(problemsWith(planText(overrides))).toContainEqual(expect.stringContaining(problem));
  });
});

test('automatic failover that its own hold would always refuse for the loss is refused with the plan', () => {
  expect(problemsWith(planText({ 'failover.mode': 'automatic' }))).toEqual([
    expect.stringMatching(
      /^failover\.mode: found "automatic"; expected approval, or .*rpo of at least 150s \(now 60s\)/,
    ),
  ]);
});

const AUTOMATIC = {
  'failover.mode': 'automatic',
  objectives: { region: { database: { availability: 99, rto: '15m', rpo: '10m' } } },
};

test('probes that would take a Multi-AZ failover for the loss of the region are refused with an automatic plan', () => {
  const probe = { inRegionHold: '1m', interval: '10s', failuresToDeclare: 6 };
  expect(problemsWith(planText({ ...AUTOMATIC, probe }))).toEqual([
    expect.stringMatching(
      /^probe\.inRegionHold: found "1m"; expected at least 120s, or failover\.mode approval: main is Multi-AZ, and the 60s/,
    ),
  ]);
});

test.each([
  ['the hold outlasts it', { probe: { inRegionHold: '2m' } }],
  ['the probes outlast it', { probe: { inRegionHold: '0s', interval: '30s', failuresToDeclare: 5 } }],
  ['no database is Multi-AZ', { probe: { inRegionHold: '1m' }, 'databases.0.multiAz': false }],
  ['a person decides', { probe: { inRegionHold: '1m' }, 'failover.mode': 'approval' }],
])('probes are no contradiction to Multi-AZ when %s', (_, overrides) => {
  expect(problemsWith(planText({ ...AUTOMATIC, ...overrides }))).toEqual([]);
});

test.each(['sunday', '4:00-05:00', 'sun:04:00-05:00', '04:00-25:00', 'sun:04:00'])(
  'a maintenance window %s is none',
  (window) => {
    expect(problemsWith(planText({ 'failover.maintenance': [window] }))).toEqual([
      `failover.maintenance.0: found "${window}"; expected a window in UTC such as 03:00-04:00 or sun:04:00-sun:05:00`,
    ]);
  },
);

test.each(['03:00-04:00', 'sun:04:00-sun:05:00'])('a maintenance window %s is one', (window) => {
  expect(aPlan({ 'failover.maintenance': [window] }).failover.maintenance).toEqual([window]);
});

test('two policies whose snapshots would share a name are refused, however the name is cut', () => {
  const policy = (name: string, database: string) => ({
    name,
    databases: [database],
    schedule: 'rate(1 day)',
    retain: { daily: 1 },
    keepProven: 1,
  });
  const overrides = {
    'databases.0.id': 'aa-bb',
    'databases.1': aSecondDatabase('aa'),
    policies: [policy('cc', 'aa-bb'), policy('bb-cc', 'aa')],
  };
  expect(problemsWith(planText(overrides))).toEqual([
    expect.stringContaining('policies.1.databases.0: found "aa"; expected a database and a policy'),
  ]);
});

test('a duration that cannot be read is one problem, not two', () => {
  expect(problemsWith(planText({ probe: { interval: 'soon' } }))).toHaveLength(1);
});

test('all problems are told at once, and the file they are in', () => {
  const text = planText({
    'regions.primary': 'mars-north-1',
    'keys.recovery': undefined,
    'databases.0.backupRetentionDays': 'a week',
    'policies.0.retain': 0,
    'failover.mode': 'sometimes',
    colour: 'red',
  });
  expect(problemsWith(text)).toHaveLength(6);
  expect(() => parsePlan(text, 'plan.yaml')).toThrow(PlanError);
  expect(() => parsePlan(text, 'plan.yaml')).toThrow(/^plan\.yaml: 6 problems\n {2}\S/);
});

test.each([
  'failover.mode',
  'failover.whenUnfenced',
  'failover.isolation',
  'policies.0.retain',
  'policies.0.keepProven',
  'databases.0.backupRetentionDays',
])('what can lose data has no default: without %s there is no plan', (path) => {
  expect(problemsWith(planText({ [path]: undefined }))).toEqual([
    expect.stringContaining(`${path}: found nothing; expected`),
  ]);
});

test.each([
  ['hourly', 'rate(23 hours)'],
  ['hourly', 'cron(0 3 * * ? *)'],
  ['daily', 'rate(1 day)'],
  ['daily', 'rate(6 days)'],
  ['weekly', 'rate(30 days)'],
  ['monthly', 'rate(90 days)'],
])('%s slots are no contradiction to the schedule %s', (tier, schedule) => {
  const overrides = { 'policies.0.schedule': schedule, 'policies.0.retain': { [tier]: 1 } };
  expect(problemsWith(planText(overrides))).toEqual([]);
});

test('a tier that is left out keeps nothing', () => {
  expect(aPlan().policies[0]?.retain).toEqual({ hourly: 0, daily: 7, weekly: 0, monthly: 0 });
});

test('a plan may wait for a region that fences itself', () => {
  const overrides = { 'failover.whenUnfenced': 'wait', 'failover.isolation': 'fence' };
  expect(problemsWith(planText(overrides))).toEqual([]);
});
