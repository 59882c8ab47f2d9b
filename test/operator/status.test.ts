import type { HeartbeatRecord } from '../../lib/domain/heartbeats';
import type { Role } from '../../lib/domain/role';
import type { Run } from '../../lib/domain/run';
import { status } from '../../operator/commands/status';
import { aPlan } from '../helpers/a-plan';
import { aReachableCopy, aWindow, provenOn } from '../helpers/a-recovery-point';
import { anOpenRun, aRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { anAnswerJudged } from '../helpers/an-answer';
import { anApprovalRequest } from '../helpers/an-approval';
import { anEvidence } from '../helpers/an-evidence';
import { at } from '../helpers/at';
import { aDesk, type DeskSettings, type TestDesk } from './a-desk';

/** Two minutes into the time line: a streak of the builders ends there. */
const NOW = 125;

async function aWatchedDesk(settings: DeskSettings = {}, role?: Role): Promise<TestDesk> {
  const desk = aDesk({ seconds: NOW, ...settings });
  for (const from of ['recovery', 'witness', 'route53'] as const)
    await desk.truth.writeEvidence(anEvidence(from, 'up'));
  const heartbeats: HeartbeatRecord = {
    region: 'us-west-2',
    at: at(120),
    databases: [{ database: 'main', lastHeartbeatAt: at(118), replayLagBytes: 0 }],
  };
  await desk.truth.writeHeartbeats(heartbeats);
  if (role) await desk.truth.writeRole(role);
  return desk;
}

const told = async (desk: TestDesk) => {
  const { lines, data, news } = await status(desk);
  return {
    text: lines.join('\n'),
    words: lines.join(' ').replace(/ +/g, ' '),
    data: data as { outlook: { now: string; level: string } },
    news,
  };
};

const answered = (judged: 'met' | 'missed' | 'unknown') => anAnswerJudged(judged, { at: at(100) });

test('a calm night is told in one screen, with what is not known', async () => {
  const desk = await aWatchedDesk();
  await desk.truth.writeAnswer(answered('met'));
  await desk.truth.recordRecoveryPoint(aReachableCopy({ takenAt: at(-7200) }));
  await desk.truth.recordProof(aReachableCopy({ takenAt: at(-7200) }), provenOn(at(-3600)));
  await desk.truth.recordRecoveryPoint(
    aWindow({ kind: 'live-replica', recordedAt: at(60), windows: [{ from: at(50), to: at(55) }] }),
  );
  await desk.truth.writeRun(aRun({ outcome: 'refused', because: 'paused by grace', endedAt: at(40) }));
  const { text, words, news } = await told(desk);
  expect(news).toBe('fine');
  expect(text.split('\n').length).toBeLessThanOrEqual(24);
  for (const expected of [
    /^firebackup: us-east-1 is active, epoch 1 2026-03-01T12:02:05.000Z now/,
    'now us-east-1 serves, and nothing is under way',
    'if two vantage points see us-east-1 down, a run asks on-call@example.com',
    'you may firebackup failover --dry-run',
    'brakes mode approval; not paused, not cooling down, no run is open',
    'us-east-1 is up, says recovery, witness, route53',
    'replication main replicates: newest heartbeat there 7 s old, 0 bytes to replay',
    'as a recovery point 5 s behind when it was looked at, 65 s ago',
    'queue unknown: the ledger keeps nothing of it',
    'if lost now main RPO met main RTO unknown: no snapshot-copy',
    'main: snapshot-copy in us-west-2 to 2 h ago, proven 62 min ago',
    '94 s ago failover run-1 refused: paused by grace',
  ])
    expect(words).toMatch(expected);
});

test('an empty ledger is unknown from top to bottom, and nothing of it is called well', async () => {
  const { words: text, data } = await told(aDesk());
  expect(data.outlook).toMatchObject({ level: 'attention' });
  expect(text).toContain('whether it is well is unknown: 0 of 3');
  expect(text).toContain('unknown (no probe was recorded), says recovery, witness, route53');
  expect(text).toContain('main unknown: no heartbeat was looked for in us-west-2');
  expect(text).toContain('unknown: nobody has answered yet what would be recovered from');
  expect(text).toContain('none is recorded');
});

describe('what goes on is said first:', () => {
  const moved = { activeRegion: 'us-west-2', epoch: 2, lastChange: { at: at(0), run: 'run-1' } };
  const cases: readonly [
    name: string,
    role: Partial<Role>,
    run: Partial<Run> | undefined,
    level: 'good' | 'attention' | 'bad',
    expected: readonly string[],
  ][] = [
    [
      'a run that promotes',
      { openRun: anOpenRun({ promotingSince: at(100) }) },
      {},
      'attention',
      ['under way for 2 min: promoting for 25 s, and not to be undone', 'goes on by itself in us-west-2'],
    ],
    [
      'a run that has moved the role',
      {
        openRun: anOpenRun({ promotingSince: at(100) }),
        lastChange: { at: at(120), run: 'run-1' },
      },
      {},
      'attention',
      ['under way for 2 min: the role moved 5 s ago, clients follow, and nothing is undone any more'],
    ],
    [
      'a run that is undone',
      { openRun: anOpenRun({ undoingSince: at(100) }) },
      {},
      'attention',
      ['being undone for 25 s'],
    ],
    [
      'a run that stands still',
      { openRun: anOpenRun() },
      { outcome: 'stuck', because: 'RDS is silent' },
      'bad',
      ['stands still where going back is not safe: RDS is silent', 'firebackup failover --run run-1'],
    ],
    [
      'a run whose lease has lapsed before it promoted anything',
      { openRun: anOpenRun(), lease: { owner: 'run-1', expiresAt: at(65) } },
      {},
      'bad',
      ['nothing has been heard of it since its lease lapsed 60 s ago', 'failover --run run-1 --approved-by'],
    ],
    [
      'a run that promotes for longer than its lease',
      { openRun: anOpenRun({ promotingSince: at(10) }), lease: { owner: 'run-1', expiresAt: at(65) } },
      {},
      'attention',
      ['goes on by itself in us-west-2, if its execution lives: while it promotes it renews no lease'],
    ],
    [
      'a pause',
      { pausedBy: 'grace', pausedAt: at(0), pausedBecause: 'a deployment' },
      undefined,
      'good',
      [
        'no failover starts until somebody resumes',
        'firebackup resume',
        'paused by grace since 2026-03-01T12:00:00.000Z: a deployment',
      ],
    ],
    [
      'a role that moved and may be acknowledged',
      moved,
      undefined,
      'good',
      [
        'us-west-2 serves',
        "the way home to us-east-1 is a person's",
        'firebackup acknowledge run-1  (ends the cool-down)',
      ],
    ],
    [
      'a run that was abandoned',
      { lastAbandoned: { at: at(0), run: 'run-9', workflow: 'failover' } },
      undefined,
      'good',
      ['from 2026-03-01T13:00:00.000Z on', 'firebackup acknowledge run-9', 'cooling down until'],
    ],
  ];

  test.each(cases)('%s', async (_name, role, run, level, expected) => {
    const desk = await aWatchedDesk({ columns: 200 }, aRole(role));
    if (run) await desk.truth.writeRun(aRun(run));
    const { text, data, news } = await told(desk);
    expect(data.outlook.level).toBe(level);
    expect(news).toBe(level === 'bad' ? 'bad' : 'fine');
    for (const part of expected) expect(text).toContain(part);
  });

  test('a region that is seen down', async () => {
    const desk = aDesk({ seconds: NOW });
    for (const from of ['recovery', 'witness'] as const) await desk.truth.writeEvidence(anEvidence(from));
    const { text, news } = await told(desk);
    expect(news).toBe('bad');
    expect(text).toContain('us-east-1 is seen down for 2 min, and no run is open');
    expect(text).toContain('next         a run asks on-call@example.com before');
    expect(text).toContain('us-east-1 is down (api for 2 min), says recovery, witness');
  });

  test('a standby that is behind', async () => {
    const desk = await aWatchedDesk();
    const databases = [{ database: 'main', lastHeartbeatAt: at(60), replayLagBytes: 4096 }];
    await desk.truth.writeHeartbeats({ region: 'us-west-2', at: at(120), databases });
    const { words, news } = await told(desk);
    expect(news).toBe('bad');
    expect(words).toContain('now us-east-1 serves; main in us-west-2 is behind');
    expect(words).toContain('main behind: newest heartbeat there 65 s old, 4096 bytes to replay');
  });

  test('a standby that the open run has promoted, which is not behind', async () => {
    const desk = await aWatchedDesk({}, aRole({ openRun: anOpenRun({ promotingSince: at(100) }) }));
    await desk.truth.writeHeartbeats({
      region: 'us-west-2',
      at: at(120),
      databases: [{ database: 'main', writtenAt: at(119) }],
    });
    expect((await told(desk)).words).toContain('main promoted: the open run promoted it');
  });

  test('a region that goes down while failovers are paused, and how to end that', async () => {
    const desk = aDesk({ seconds: NOW });
    await desk.truth.writeRole(aRole({ pausedBy: 'grace', pausedAt: at(0) }));
    for (const from of ['recovery', 'witness'] as const) await desk.truth.writeEvidence(anEvidence(from));
    const { words } = await told(desk);
    expect(words).toContain('next nothing: no failover starts until somebody resumes');
    expect(words).toContain('you may firebackup resume');
  });

  test('a run that waits for a person, and never its token', async () => {
    const desk = await aWatchedDesk();
    await desk.truth.requestApproval(anApprovalRequest({ expiresAt: at(725) }));
    const { text, data } = await told(desk);
    expect(text).toContain('firebackup approve run-1');
    expect(text).toContain('if nobody answers within 10 min');
    expect(JSON.stringify(data)).not.toContain(anApprovalRequest().token);
  });

  test('an objective that would be missed', async () => {
    const desk = await aWatchedDesk();
    await desk.truth.writeAnswer(answered('missed'));
    const { text, news } = await told(desk);
    expect(news).toBe('bad');
    expect(text).toContain('were it lost now, main would miss an objective');
  });
});

/** What may be lost before a region is down, or a plan that fails over by itself is refused. */
const LOSS_THAT_A_WATCH_COSTS = {
  objectives: { region: { database: { availability: 99.99, rto: '15m', rpo: '150s' } } },
};

test.each([
  ['automatic', 'a run moves the role to us-west-2'],
  ['off', 'the plan switches failover off'],
] as const)('mode %s is told by what follows from it', async (mode, expected) => {
  const { text } = await told(
    await aWatchedDesk({ columns: 200, plan: aPlan({ 'failover.mode': mode, ...LOSS_THAT_A_WATCH_COSTS }) }),
  );
  expect(text).toContain(expected);
});

test('what was looked at too long ago is unknown by now', async () => {
  const desk = await aWatchedDesk({ seconds: 4000, columns: 200 });
  await desk.truth.writeAnswer(answered('met'));
  const { text } = await told(desk);
  expect(text).toContain('unknown by now: this was answered 65 min ago');
  expect(text).toContain(
    'replication  main unknown: heartbeats were last looked for 64 min ago in us-west-2',
  );
  expect(text).toContain('unknown (api was last probed');
});

test('an answer that was given while another region was active says nothing of this one', async () => {
  const desk = await aWatchedDesk({}, aRole({ activeRegion: 'us-west-2', epoch: 2 }));
  await desk.truth.writeAnswer(answered('missed'));
  const { words, data } = await told(desk);
  expect(words).toContain('unknown: this was last answered while us-east-1 was active');
  expect(words).not.toContain('RPO missed');
  expect(data.outlook.now).not.toContain('objective');
});

test.each([40, 80, 200])('no line is wider than %i columns, but for one word that is', async (columns) => {
  const desk = await aWatchedDesk({ columns }, aRole({ openRun: anOpenRun() }));
  await desk.truth.writeAnswer(answered('unknown'));
  const { text } = await told(desk);
  const wide = text.split('\n').filter((line) => line.length > columns);
  expect(wide.filter((line) => line.trim().includes(' '))).toEqual([]);
  if (columns >= 80) expect(wide).toEqual([]);
});

test('colours are for a screen that has them', async () => {
  const desk = await aWatchedDesk();
  expect((await told(desk)).text).not.toContain('\u001b[');
  const painted = await status({ ...desk, screen: { columns: 80, colours: true } });
  expect(painted.lines.join('\n')).toContain('\u001b[32m');
});
