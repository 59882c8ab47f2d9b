import { executionArnOf } from '../../lib/aws/executions';
import { Unreachable } from '../../lib/domain/errors';
import { complaintOf } from '../../operator/command/complaint';
import { acknowledge, answerApproval, pause } from '../../operator/commands/brakes';
import { failback, failover, switchover } from '../../operator/commands/move-role';
import { backup, cacheBackup, drill, dump, restore, walCheck } from '../../operator/commands/start-backup';
import { follow } from '../../operator/machines/follow';
import { phaseOfState, STATES_OF_PHASES, stateInWords } from '../../operator/machines/phase-of-state';
import type { Operations } from '../../rehearsal/cloud/interception';
import { aPlan } from '../helpers/a-plan';
import { anOpenRun, aRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { anApprovalRequest } from '../helpers/an-approval';
import { anAwsError } from '../helpers/an-aws-error';
import { at } from '../helpers/at';
import { states as machineStates } from '../statemachines/machine-files';
import { aDesk, type DeskSettings, type TestDesk } from './a-desk';

const MACHINES = [
  'failover',
  'switchover',
  'failback',
  'restore',
  'drill',
  'snapshot',
  'logical-dump',
  'cache-backup',
  'wal-check',
];
const arnOf = (machine: string) => `arn:aws:states:us-west-2:111122223333:stateMachine:firebackup-${machine}`;

/** Machines that end at once, as they are told to. */
const states = (ending: object): Operations => ({
  ListStateMachines: async () => ({
    stateMachines: MACHINES.map((one) => ({ name: `firebackup-${one}`, stateMachineArn: arnOf(one) })),
  }),
  StartExecution: async () => ({}),
  DescribeExecution: async () => ({ startDate: new Date(at(0)), stopDate: new Date(at(9)), ...ending }),
  GetExecutionHistory: async () => ({ events: [] }),
});
const FINE = { status: 'SUCCEEDED', output: '{"verdicts":[]}' };
const REFUSED = {
  status: 'FAILED',
  error: 'FailoverBlocked',
  cause: '{"errorType":"FailoverBlocked","errorMessage":"paused by grace"}',
};

const aDeskWith = (ending: object = FINE, settings: DeskSettings = {}): TestDesk =>
  aDesk({ services: { SFN: states(ending), Lambda: brakes }, ...settings });

const invoked: { name: string; event: unknown }[] = [];
const brakes: Operations = {
  Invoke: async ({ FunctionName: name, Payload }) => {
    invoked.push({ name, event: JSON.parse(Payload) });
    return { Payload: new TextEncoder().encode(JSON.stringify({ pausedBy: 'ada', told: 'ada chose' })) };
  },
};
beforeEach(() => invoked.splice(0));

/** What was started: where, which machine, under which name, with what. */
function startedBy(desk: TestDesk) {
  const call = desk.calls.find(({ operation }) => operation === 'StartExecution');
  const { stateMachineArn, name, input = '' } = (call?.input ?? {}) as Record<string, string>;
  return { region: call?.region, machine: stateMachineArn, name, input: JSON.parse(input) };
}

const FILES = {
  name: 'files',
  caches: ['queue'],
  schedule: 'cron(30 2 * * ? *)',
  retain: { daily: 7 },
  keepProven: 1,
};

const NAMED = '20260301T120000';
const started: readonly [
  name: string,
  command: (desk: TestDesk) => Promise<unknown>,
  expected: ReturnType<typeof startedBy>,
][] = [
  [
    'failover in the recovery region, lifting nothing by itself',
    (desk) => failover(desk, { dryRun: false, yes: 'firebackup' }),
    {
      region: 'us-west-2',
      machine: arnOf('failover'),
      name: `failover-${NAMED}`,
      input: { run: `failover-${NAMED}`, trigger: 'started by ada' },
    },
  ],
  [
    'failover that is taken up again, as another execution of the same run',
    (desk) => failover(desk, { dryRun: false, yes: 'firebackup', run: 'run-1', approvedBy: 'grace' }),
    {
      region: 'us-west-2',
      machine: arnOf('failover'),
      name: `run-1-${NAMED}`,
      input: { run: 'run-1', approvedBy: 'grace', trigger: 'started by ada' },
    },
  ],
  [
    'failover, only tried out',
    (desk) => failover(desk, { dryRun: true, because: 'a look' }),
    {
      region: 'us-west-2',
      machine: arnOf('failover'),
      name: `dry-run-${NAMED}`,
      input: { dryRun: true, trigger: 'a look (started by ada)' },
    },
  ],
  [
    'switchover in the region that stands by',
    (desk) => switchover(desk, { yes: 'firebackup' }),
    {
      region: 'us-west-2',
      machine: arnOf('switchover'),
      name: `switchover-${NAMED}`,
      input: { run: `switchover-${NAMED}`, trigger: 'started by ada' },
    },
  ],
  [
    'switchover, only tried out',
    (desk) => switchover(desk, { dryRun: true }),
    {
      region: 'us-west-2',
      machine: arnOf('switchover'),
      name: `dry-run-${NAMED}`,
      input: { dryRun: true, trigger: 'started by ada' },
    },
  ],
  [
    'failback in the primary region, in somebody’s name',
    (desk) => failback(desk, { dryRun: false, yes: 'firebackup', by: 'grace' }),
    {
      region: 'us-east-1',
      machine: arnOf('failback'),
      name: `failback-${NAMED}`,
      input: { run: `failback-${NAMED}`, approvedBy: 'grace', trigger: 'started by ada', dryRun: false },
    },
  ],
  [
    'restore where it is asked for',
    (desk) => restore(desk, { store: 'main', to: at(-60), region: 'us-west-2', because: 'a mistake' }),
    {
      region: 'us-west-2',
      machine: arnOf('restore'),
      name: `restore-${NAMED}`,
      input: { store: 'main', to: at(-60), run: `restore-${NAMED}`, trigger: 'a mistake' },
    },
  ],
  [
    'drill in the region that stands by',
    (desk) => drill(desk, {}),
    {
      region: 'us-west-2',
      machine: arnOf('drill'),
      name: `drill-${NAMED}`,
      input: { run: `drill-${NAMED}`, trigger: 'started by ada' },
    },
  ],
  [
    'snapshots of a policy in the active region',
    (desk) => backup(desk, { policy: 'nightly' }),
    {
      region: 'us-east-1',
      machine: arnOf('snapshot'),
      name: `nightly-${NAMED}`,
      input: { policy: 'nightly', due: '2026-03-01T12:00:00Z' },
    },
  ],
  [
    'backups of a policy of caches, under the time that was given',
    (desk) => cacheBackup(desk, { policy: 'files', due: '2026-03-01T02:30:00Z' }),
    {
      region: 'us-east-1',
      machine: arnOf('cache-backup'),
      name: `files-${NAMED}`,
      input: { policy: 'files', due: '2026-03-01T02:30:00Z' },
    },
  ],
  [
    'wal-check in the active region',
    (desk) => walCheck(desk, {}),
    { region: 'us-east-1', machine: arnOf('wal-check'), name: `wal-check-${NAMED}`, input: {} },
  ],
];

test.each(started)('started is %s', async (_name, command, expected) => {
  const desk = aDeskWith(FINE, { plan: aPlan({ cacheBackups: [FILES] }) });
  await command(desk);
  expect(startedBy(desk)).toEqual(expected);
  const [starting, watching] = desk.farewells;
  expect(starting).toMatch(/whether it runs there is unknown. Look: firebackup .*https:/);
  expect(watching).toMatch(/goes on in us-.*Look again: firebackup .*https:/);
});

test('a switchover that is taken up goes on to where it was going, though its role has moved', async () => {
  const desk = aDeskWith();
  const openRun = anOpenRun({ workflow: 'switchover', promotingSince: at(0) });
  await desk.truth.writeRole(aRole({ activeRegion: 'us-west-2', openRun }));
  await switchover(desk, { yes: 'firebackup', run: 'run-1' });
  expect(startedBy(desk)).toMatchObject({ region: 'us-west-2', input: { run: 'run-1' } });
});

test('a machine that failed is bad news, with its own words, the heading to read and the console', async () => {
  const desk = aDeskWith(REFUSED);
  await desk.truth.writeRun(
    aRun({ id: `failover-${NAMED}`, outcome: 'refused', because: 'paused by grace' }),
  );
  const told = await failover(desk, { dryRun: false, yes: 'firebackup' });
  expect(told.news).toBe('bad');
  const words = told.lines.join(' ').replace(/ +/g, ' ');
  expect(words).toContain('FailoverBlocked: paused by grace');
  expect(words).toContain('statemachines/README.md#failover');
  expect(words).toContain(`executions/details/${executionArnOf(arnOf('failover'), `failover-${NAMED}`)}`);
  expect(words).toContain('outcome refused');
});

test('a machine that failed leads to the runbook where the plan says that it can be opened', async () => {
  const runbooks = 'https://git.example.com/ops/firebackup-ha/blob/main/statemachines/README.md';
  const told = await walCheck(aDeskWith(REFUSED, { plan: aPlan({ runbooks }) }), {});
  // In one piece, however narrow the terminal is.
  expect(told.lines.join('\n')).toContain(`${runbooks}#wal-check`);
});

test('what a machine answers that keeps no record is shown', async () => {
  const told = await walCheck(aDeskWith(), {});
  expect(told).toMatchObject({ news: 'fine', data: { workflow: 'wal-check', output: { verdicts: [] } } });
  expect(told.lines.join('\n')).toContain('verdicts: []');
});

describe('nothing is started', () => {
  const refused: readonly [string, (desk: TestDesk) => Promise<unknown>, string][] = [
    ['without the plan’s name', (desk) => failover(desk, { dryRun: false }), 'is not the plan'],
    ['under another name', (desk) => switchover(desk, { yes: 'other' }), 'expected firebackup'],
    ['by a policy that is none', (desk) => backup(desk, { policy: 'hourly' }), 'expected nightly'],
    ['by a plan without dumps', (desk) => dump(desk, { policy: 'dumps' }), 'the plan has none'],
    ['of a store that is none', (desk) => restore(desk, { store: 'mian' }), 'expected one of main, queue'],
    ['where nothing is served', (desk) => drill(desk, { region: 'us-east-2' }), 'us-east-2 serves nothing'],
  ];
  test.each(refused)('%s', async (_name, command, expected) => {
    const desk = aDeskWith();
    const { code, line } = complaintOf(await command(desk).catch((error) => error));
    expect({ code, line }).toEqual({ code: 2, line: expect.stringContaining(expected) });
    expect(desk.calls.map(({ operation }) => operation)).not.toContain('StartExecution');
  });

  test('in an account that does not have the machine', async () => {
    const none = { ...states(FINE), ListStateMachines: async () => ({ stateMachines: [] }) };
    const error = await walCheck(aDesk({ services: { SFN: none } }), {}).catch((failed) => failed);
    expect(complaintOf(error)).toMatchObject({
      code: 3,
      line: expect.stringContaining('no machine firebackup-wal'),
    });
  });
});

test('a plan’s name that is typed is as good as one that is given', async () => {
  const desk = aDeskWith(FINE, { typed: 'firebackup\n' });
  await switchover(desk, {});
  expect(startedBy(desk).machine).toBe(arnOf('switchover'));
  expect(desk.notes[0]).toContain('us-west-2 is to take over from us-east-1');
});

describe('a brake', () => {
  test('is called where the ledger answers, in the name of who sits here, which is said', async () => {
    const desk = aDeskWith(FINE, { dead: ['us-east-1'] });
    const { data } = await pause(desk, { because: 'a deployment' });
    expect(invoked).toEqual([
      { name: 'firebackup-pause-failover', event: { by: 'ada', because: 'a deployment' } },
    ]);
    expect(desk.farewells).toEqual([expect.stringContaining('whether it was carried out is unknown')]);
    expect((data as { region: string }).region).not.toBe('us-east-1');
    expect(desk.notes).toContain('in the name of ada; --by names somebody else');
  });

  test('is put on in another region where the first one has no function that answers', async () => {
    const refusing: string[] = [];
    const desk = aDeskWith(FINE, {
      services: { Lambda: brakes },
      failing: (region, operation) => {
        if (operation !== 'Invoke' || refusing.length === 2) return undefined;
        refusing.push(region);
        return anAwsError('TimeoutError');
      },
    });
    const { data } = await pause(desk, { because: 'a deployment', by: 'grace' });
    expect(invoked).toHaveLength(1);
    expect(refusing).not.toContain((data as { region: string }).region);
    expect(new Set(refusing).size).toBe(2);
  });

  test('that no region puts on has failed', async () => {
    const desk = aDeskWith(FINE, {
      failing: (_region, operation) => (operation === 'Invoke' ? anAwsError('TimeoutError') : undefined),
    });
    await expect(pause(desk, { because: 'a deployment', by: 'grace' })).rejects.toThrow(Unreachable);
    expect(desk.notes).toHaveLength(3);
  });

  test('is put on in a name that is given, and nothing is said of it', async () => {
    const desk = aDeskWith();
    await acknowledge(desk, { run: 'run-1', by: 'grace' });
    expect(invoked).toEqual([
      { name: 'firebackup-acknowledge-change', event: { by: 'grace', run: 'run-1' } },
    ]);
    expect(desk.notes).toEqual([]);
  });
});

describe('a request', () => {
  const asked = async (settings?: DeskSettings) => {
    const desk = aDeskWith(FINE, settings);
    await desk.truth.requestApproval(anApprovalRequest({ hash: 'a-hash' }));
    return desk;
  };

  test('is approved after everything that speaks against it was shown, for exactly what was asked', async () => {
    const desk = await asked({ typed: 'firebackup' });
    await answerApproval(desk, { run: 'run-1', answer: 'approve', by: 'ada' });
    const [request] = await desk.truth.allRequests();
    for (const { because } of request?.objections ?? [])
      expect(desk.notes).toContain(`  against it: ${because}`);
    expect(desk.notes.join()).toContain('expected loss: 130.0 s of writes when it asked');
    expect(invoked).toEqual([
      {
        name: 'firebackup-answer-approval',
        event: { run: 'run-1', hash: 'a-hash', answer: 'approve', by: 'ada' },
      },
    ]);
  });

  test('whose time ran out is said to be so before anybody answers it', async () => {
    const desk = aDeskWith(FINE, { typed: 'firebackup' });
    await desk.truth.requestApproval(anApprovalRequest({ hash: 'a-hash', expiresAt: at(-7200) }));
    await answerApproval(desk, { run: 'run-1', answer: 'approve', by: 'ada' });
    expect(desk.notes[0]).toBe('run run-1 asked, and its time ran out 2 h ago; an answer may be too late:');
  });

  test('is denied without more ado', async () => {
    await answerApproval(await asked(), { run: 'run-1', answer: 'reject', by: 'ada' });
    expect(invoked).toMatchObject([{ event: { answer: 'reject' } }]);
  });

  test('that nobody made is not answered', async () => {
    const answer = answerApproval(await asked(), { run: 'run-2', answer: 'reject', by: 'ada' });
    await expect(answer).rejects.toThrow('no run run-2 has asked');
    expect(invoked).toEqual([]);
  });
});

describe('watching', () => {
  const entered = (event: number, state: string) => ({ event, state, at: at(event) });

  test('tells each state once, with its phase, and goes on over a silence', async () => {
    const looks = ['RUNNING', new Unreachable('nobody there'), 'RUNNING', 'SUCCEEDED'] as const;
    const history = [[entered(2, 'TakeLease')], [entered(7, 'PromoteDatabase')], []];
    let [look, read] = [0, 0];
    const said: string[] = [];
    const after: number[] = [];
    const seen = await follow(
      {
        describe: async () => {
          const found = looks[look++] ?? 'SUCCEEDED';
          if (found instanceof Error) throw found;
          return { status: found };
        },
        statesAfter: async (_arn, event) => {
          after.push(event);
          return history[read++] ?? [];
        },
      },
      'an-execution',
      { wait: async () => undefined, say: (line) => said.push(line) },
    );
    expect(seen.status).toBe('SUCCEEDED');
    expect(after).toEqual([0, 2, 7]);
    expect(said).toEqual([
      '12:00:02 decide   take lease',
      'no answer, asked again: nobody there',
      '12:00:07 promote  promote database',
    ]);
  });

  test('ends when nobody has answered for minutes', async () => {
    let asked = 0;
    const silent = async () => {
      asked += 1;
      throw new Unreachable('nobody there');
    };
    const watched = follow({ describe: silent, statesAfter: async () => [] }, 'an-execution', {
      wait: async () => undefined,
      say: () => undefined,
    });
    await expect(watched).rejects.toThrow(Unreachable);
    expect(asked).toBe(21);
  });
});

test('every state that belongs to a phase is one of a machine that has phases, and reads as words', () => {
  const known = machineStates
    .filter(({ machine }) => machine === 'failover' || machine === 'switchover')
    .map(({ name }) => name);
  for (const [phase, names] of Object.entries(STATES_OF_PHASES)) {
    for (const state of names) {
      expect(known).toContain(state);
      expect(phaseOfState(state)).toBe(phase);
    }
  }
  expect(phaseOfState('AnnounceDone')).toBeUndefined();
  expect(stateInWords('PromoteDatabase')).toBe('promote database');
});
