import type { Role } from '../../lib/domain/role';
import { headlineOf } from '../../lib/status/headline';
import { outlookOf } from '../../lib/status/outlook';
import type { Status } from '../../lib/status/read-status';
import { anOpenRun } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { aCalmLedger, answered, aStatus } from '../helpers/a-status';
import { anApprovalRequest } from '../helpers/an-approval';
import { anEvidence } from '../helpers/an-evidence';
import { at } from '../helpers/at';
import type { InMemoryLedger } from '../helpers/in-memory-ledger';

const headline = (status: Status) => headlineOf(status, outlookOf(status));

/** Of a calm night with one thing that is otherwise. */
async function told(role: Partial<Role>, change: (ledger: InMemoryLedger) => unknown = () => undefined) {
  const ledger = await aCalmLedger(role);
  await change(ledger);
  return headline(await aStatus(ledger));
}

const down = async (ledger: InMemoryLedger) => {
  for (const from of ['recovery', 'witness'] as const)
    await ledger.writeEvidence(anEvidence(from, 'down', { to: at(121) }));
};

test.each<[string, Partial<Role>, (ledger: InMemoryLedger) => unknown, string, string]>([
  ['a calm night', {}, () => undefined, 'good', 'All well: us-east-1 serves'],
  [
    'a run that promotes',
    { openRun: anOpenRun({ promotingSince: at(100) }) },
    (ledger) => ledger.writeRun(aRun()),
    'busy',
    'Failing over: promoting since 12:01:40 UTC',
  ],
  [
    'a switchover that holds writes back',
    { openRun: anOpenRun({ workflow: 'switchover' }) },
    (ledger) => ledger.writeRun(aRun({ workflow: 'switchover' })),
    'busy',
    'Switching over: closing the old side since 12:00:31 UTC',
  ],
  [
    'a run that stands still',
    { openRun: anOpenRun() },
    (ledger) => ledger.writeRun(aRun({ outcome: 'stuck' })),
    'bad',
    'Stuck: the failover stands still, and a person has to go on with it',
  ],
  [
    'a run whose execution is gone',
    { openRun: anOpenRun(), lease: { owner: 'run-1', expiresAt: at(60) } },
    (ledger) => ledger.writeRun(aRun()),
    'bad',
    'Stuck, it seems: nothing was heard of the failover since 12:01:00 UTC',
  ],
  [
    'a run that promotes for longer than its lease',
    { openRun: anOpenRun({ promotingSince: at(100) }), lease: { owner: 'run-1', expiresAt: at(60) } },
    (ledger) => ledger.writeRun(aRun()),
    'busy',
    'Failing over: promoting since 12:01:40 UTC',
  ],
  [
    'a run that asks',
    {},
    async (ledger) => {
      await down(ledger);
      await ledger.requestApproval(anApprovalRequest({ expiresAt: at(725) }));
    },
    'attention',
    'Approval wanted: leave us-east-1 for us-west-2? Until 12:12:05 UTC',
  ],
  ['a region that has just gone down', {}, down, 'bad', 'us-east-1 is down, and no failover has begun yet'],
  [
    'one that goes down while somebody holds failovers back',
    { pausedBy: 'grace', pausedAt: at(0), pausedBecause: 'a deployment' },
    down,
    'bad',
    'us-east-1 is down, and failover is held back: grace paused it (a deployment)',
  ],
  [
    'one whose failover was refused',
    {},
    async (ledger) => {
      await down(ledger);
      await ledger.writeRun(aRun({ outcome: 'refused', decidedAt: at(122), because: 'main is 90 s behind' }));
    },
    'bad',
    'us-east-1 is down, and failover is held back: main is 90 s behind',
  ],
  [
    'one that goes down within the cool-down',
    { lastChange: { at: at(-60), run: 'run-0' } },
    down,
    'bad',
    'us-east-1 is down, and failover is held back: cooling down until 12:59:00 UTC',
  ],
  [
    'a pause',
    { pausedBy: 'grace' },
    () => undefined,
    'attention',
    'Paused by grace: us-east-1 serves, and no failover starts',
  ],
  [
    'an objective that would be missed',
    {},
    (ledger) => ledger.writeAnswer(answered('missed')),
    'bad',
    'us-east-1 serves; were it lost now, main would miss an objective',
  ],
])('%s is told in a line', async (_, role, change, tone, text) => {
  expect(await told(role, change)).toEqual({ tone, text });
});

test('why a failover of an older outage was refused says nothing of this one', async () => {
  const { text } = await told({}, async (ledger) => {
    await down(ledger);
    await ledger.writeRun(aRun({ outcome: 'refused', decidedAt: at(-3_600), because: 'main was behind' }));
  });
  expect(text).toBe('us-east-1 is down, and no failover has begun yet');
});

describe('what is not known is never called well:', () => {
  const known = 'us-east-1 serves; not known: ';
  test.each<[string, (ledger: InMemoryLedger) => unknown, string]>([
    [
      'objectives that nobody can judge',
      (ledger) => ledger.writeAnswer(answered('unknown')),
      'whether every objective would be met',
    ],
    [
      'an answer that is old',
      (ledger) => ledger.writeAnswer(answered('met', -900)),
      'whether every objective would be met',
    ],
    [
      'a standby that nobody looked at',
      (ledger) => ledger.writeHeartbeats({ region: 'us-west-2', at: at(0), databases: [] }),
      'whether main replicates',
    ],
    [
      'a primary whose heartbeat is old',
      (ledger) =>
        ledger.writeHeartbeats({
          region: 'us-east-1',
          at: at(0),
          databases: [{ database: 'main', writtenAt: at(0) }],
        }),
      'whether main takes writes',
    ],
  ])('%s', async (_, change, expected) => {
    expect(await told({}, change)).toEqual({ tone: 'unknown', text: `${known}${expected}` });
  });

  test('a region that nobody sees', async () => {
    expect(headline(await aStatus(undefined, 4_000))).toEqual({
      tone: 'unknown',
      text: 'Unknown: nobody can say whether us-east-1 is well',
    });
  });

  test('a region that took over and tells of no heartbeat', async () => {
    const moved = { activeRegion: 'us-west-2', epoch: 2, lastChange: { at: at(0), run: 'run-1' } };
    const { tone, text } = await told(moved, (ledger) =>
      ledger.writeHeartbeats({ region: 'us-east-1', at: at(0), databases: [] }),
    );
    expect(tone).toBe('unknown');
    expect(text).toMatch(/^us-west-2 serves; not known: whether main takes writes, whether main replicates/);
  });
});
