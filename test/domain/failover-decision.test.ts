import fc from 'fast-check';
import {
  asksForSwitchover,
  failoverBlockedBecause,
  objectionsToFailover,
} from '../../lib/domain/failover-decision';
import type { FailoverRules } from '../../lib/domain/failover-objections';
import type { Situation } from '../../lib/domain/situation';
import { anOpenRun, aRole } from '../helpers/a-role';
import { aDatabaseStandby, aSituation, someRules } from '../helpers/a-situation';
import { anEvidence } from '../helpers/an-evidence';
import { at } from '../helpers/at';

interface Case {
  readonly when: string;
  readonly situation?: Partial<Situation>;
  readonly rules?: Partial<FailoverRules>;
  /** What the reason has to say. */
  readonly sentence: string;
}

const standby = (overrides: Parameters<typeof aDatabaseStandby>[0]) => ({
  databases: [aDatabaseStandby(overrides)],
});

const NEVER: readonly Case[] = [
  {
    when: 'the recovery region is active already',
    situation: { role: aRole({ activeRegion: 'us-west-2', epoch: 4 }) },
    sentence: 'us-west-2 is already the active region in epoch 4',
  },
  {
    when: 'another run is open',
    situation: { role: aRole({ openRun: anOpenRun({ id: 'run-7' }) }) },
    sentence: `run run-7 to us-west-2 is open since ${at(0)}`,
  },
  {
    when: 'somebody paused failover',
    situation: { role: aRole({ pausedBy: 'ada' }) },
    sentence: 'failover is paused by ada',
  },
  {
    when: 'the database still replicates',
    situation: standby({ lastHeartbeatAt: at(124) }),
    sentence: 'main still replicates: its primary wrote a heartbeat 1.0 s ago',
  },
  {
    when: 'nobody sees the region down and the database still replicates',
    situation: { evidence: [], ...standby({ lastHeartbeatAt: at(124) }) },
    sentence: 'main still replicates: its primary wrote a heartbeat 1.0 s ago',
  },
  {
    when: 'no standby is known',
    situation: { databases: [] },
    sentence: 'no database standby is known in the recovery region',
  },
  {
    when: 'the standby is busy',
    situation: standby({ instanceStatus: 'backing-up' }),
    sentence: 'the standby of main is backing-up, expected available',
  },
  {
    when: 'the status of the standby is unknown',
    situation: standby({ instanceStatus: undefined }),
    sentence: 'the standby of main is unknown, expected available',
  },
  {
    when: 'the standby takes writes',
    situation: standby({ inRecovery: false }),
    sentence: 'the standby of main is not a standby',
  },
  {
    when: 'nobody knows whether the standby replays',
    situation: standby({ inRecovery: undefined }),
    sentence: 'whether the standby of main replays is unknown',
  },
];

const UNLESS_APPROVED: readonly Case[] = [
  {
    when: 'the last change was short ago',
    situation: { role: aRole({ lastChange: { at: at(25), run: 'run-0' } }) },
    sentence: 'cooling down for 3500 s after run run-0',
  },
  {
    when: 'a failover was given up short ago',
    situation: { role: aRole({ lastAbandoned: { at: at(25), run: 'run-0', workflow: 'failover' } }) },
    sentence: `run run-0 (failover) was abandoned at ${at(25)}: no other is tried for 3500 s`,
  },
  {
    when: 'the database fails over inside its region',
    situation: { inRegionFailovers: [{ database: 'main', since: at(60) }] },
    sentence: `main fails over inside its region since ${at(60)}`,
  },
  {
    when: 'a maintenance window is open',
    rules: { maintenance: ['11:00-13:00'] },
    sentence: 'the maintenance window 11:00-13:00 is open',
  },
  {
    when: 'one vantage point sees the region up',
    situation: { evidence: [anEvidence('recovery', 'up'), anEvidence('witness')] },
    sentence: 'fewer than 2 vantage points see the region down: recovery sees up, witness sees down',
  },
  {
    when: 'a vantage point is silent',
    situation: { evidence: [anEvidence('witness')] },
    sentence: 'recovery sees unknown (no probe was recorded)',
  },
  {
    when: 'replay is behind',
    situation: standby({ replayLagBytes: 17 }),
    sentence: 'the standby of main has 17 received bytes left to replay',
  },
  {
    when: 'replay is unknown',
    situation: standby({ replayLagBytes: undefined }),
    sentence: 'how far the standby of main has replayed is unknown',
  },
  {
    when: 'a cache is leaving its datastore',
    situation: { caches: [{ cache: 'queue', memberStatus: 'disassociating' }] },
    sentence: 'the standby of queue is disassociating, expected associated',
  },
  {
    when: 'the state of a cache is unknown',
    situation: { caches: [{ cache: 'queue' }] },
    sentence: 'the standby of queue is unknown, expected associated',
  },
  {
    when: 'too much would be lost',
    situation: standby({ lastHeartbeatAt: at(-175.1) }),
    sentence: 'promoting now may lose 300.1 s of writes, over the objective of 300 s',
  },
  {
    when: 'the loss is unknown',
    situation: standby({ lastHeartbeatAt: undefined }),
    sentence: 'the expected loss is unknown',
  },
  { when: 'the plan asks for approval', rules: { mode: 'approval' }, sentence: 'the plan asks for approval' },
  { when: 'the plan says off', rules: { mode: 'off' }, sentence: 'the plan switches failover off' },
];

const blockedBecause = ({ situation, rules }: Pick<Case, 'situation' | 'rules'>, approvedBy?: string) =>
  failoverBlockedBecause(aSituation(situation), someRules(rules), approvedBy);

test('nothing speaks against leaving a region that two vantage points see down', () => {
  expect(failoverBlockedBecause(aSituation(), someRules())).toBeUndefined();
});

test.each([...NEVER, ...UNLESS_APPROVED])('blocked when $when', (one) => {
  expect(blockedBecause(one)).toContain(one.sentence);
});

test.each(NEVER)('a person cannot lift it when $when', (one) => {
  expect(blockedBecause(one, 'ada')).toContain(one.sentence);
});

test.each(UNLESS_APPROVED)('a named person lifts it when $when', (one) => {
  expect(blockedBecause(one, 'ada')).toBeUndefined();
});

test('an approval without a name lifts nothing', () => {
  expect(blockedBecause({ rules: { mode: 'approval' } }, '')).toContain('approval');
});

test('all reasons are told at once', () => {
  const situation = aSituation({ role: aRole({ pausedBy: 'ada' }), databases: [], evidence: [] });
  expect(objectionsToFailover(situation, someRules())).toHaveLength(4);
  expect(failoverBlockedBecause(situation, someRules())).toMatch(
    /paused.*; fewer than 2.*; no database.*; the/,
  );
});

test.each([
  ['the cool-down is just over', { role: aRole({ lastChange: { at: at(125 - 3_600), run: 'run-0' } }) }],
  [
    'the last failover was given up long ago',
    { role: aRole({ lastAbandoned: { at: at(125 - 3_600), run: 'run-0', workflow: 'failover' as const } }) },
  ],
  [
    'a switchover was given up short ago, and the region may have died since',
    { role: aRole({ lastAbandoned: { at: at(25), run: 'run-0', workflow: 'switchover' as const } }) },
  ],
  ['a heartbeat came within one interval of the first bad probe', standby({ lastHeartbeatAt: at(10) })],
  ['the loss is exactly the objective', standby({ lastHeartbeatAt: at(-175) })],
  ['no cache is protected', { caches: [] }],
])('not blocked when %s', (_, situation) => {
  expect(failoverBlockedBecause(aSituation(situation), someRules())).toBeUndefined();
});

test('whatever is unknown blocks an automatic failover', () => {
  const maybe = <Value>(value: Value) => fc.option(fc.constant(value), { nil: undefined });
  const anyStandby = fc.record({
    database: fc.constant('main'),
    instanceStatus: maybe('available'),
    inRecovery: maybe(true),
    replayLagBytes: maybe(0),
    lastHeartbeatAt: maybe(at(-5)),
  });
  const anySituation = fc.record({
    evidence: fc.subarray([anEvidence('recovery'), anEvidence('witness')]),
    databases: fc.array(anyStandby, { maxLength: 3 }),
    caches: fc.array(fc.record({ cache: fc.constant('queue'), memberStatus: maybe('associated') })),
  });
  fc.assert(
    fc.property(anySituation, (pieces) => {
      const isKnown =
        pieces.evidence.length === 2 &&
        pieces.databases.length > 0 &&
        [...pieces.databases, ...pieces.caches].every((one) => !Object.values(one).includes(undefined));
      const because = failoverBlockedBecause(aSituation(pieces), someRules());
      expect(because === undefined).toBe(isKnown);
    }),
  );
});

test.each([
  ['where nobody sees the region down', { evidence: [] }],
  ['where the database outlived the API for a while', {}],
])('%s, a database is alive until three intervals pass without a heartbeat', (_, seen) => {
  const lastBeat = (secondsAgo: number) => ({
    situation: { ...seen, ...standby({ lastHeartbeatAt: at(125 - secondsAgo) }) },
  });
  expect(blockedBecause(lastBeat(30), 'ada')).toContain('main still replicates');
  expect(blockedBecause(lastBeat(30.1), 'ada')).toBeUndefined();
});

describe('a primary that lives hands its role over', () => {
  const alive = (
    situation: Partial<Situation> = {},
    rules: Partial<FailoverRules> = {},
    approvedBy?: string,
  ) =>
    asksForSwitchover(
      aSituation({ databases: [aDatabaseStandby({ lastHeartbeatAt: at(124) })], ...situation }),
      someRules(rules),
      approvedBy,
    );

  test('when its API is down and its database replicates', () => {
    expect(alive()).toBe(true);
  });

  test('also while replay is behind, which a switchover waits for', () => {
    expect(alive(standby({ lastHeartbeatAt: at(124), replayLagBytes: 17 }))).toBe(true);
  });

  test('not when it is dead', () => {
    expect(alive(standby({ lastHeartbeatAt: at(-5) }))).toBe(false);
  });

  test.each([
    ['somebody paused failover', { role: aRole({ pausedBy: 'ada' }) }, {}],
    ['clients can use it', { evidence: [] }, {}],
    ['it is being maintained', {}, { maintenance: ['11:00-13:00'] }],
    ['the plan asks for approval', {}, { mode: 'approval' as const }],
  ])('not by itself when %s', (_, situation, rules) => {
    expect(alive(situation, rules)).toBe(false);
  });

  test('when a named person lifts what a person may lift', () => {
    expect(alive({ evidence: [] }, { mode: 'off' }, 'ada')).toBe(true);
    expect(alive({ role: aRole({ pausedBy: 'ada' }) }, {}, 'ada')).toBe(false);
  });
});

test('every objection has a kind of its own, which says nothing that passes', () => {
  const kinds = [...NEVER, ...UNLESS_APPROVED].flatMap(({ situation, rules }) =>
    objectionsToFailover(aSituation(situation), someRules(rules)).map(({ kind }) => kind),
  );
  expect([...new Set(kinds)].sort()).toEqual([
    'abandoned-before',
    'already-active',
    'cache-standby',
    'cool-down',
    'in-region-failover',
    'loss-over-rpo',
    'loss-unknown',
    'maintenance',
    'mode',
    'not-down',
    'open-run',
    'paused',
    'replay-behind',
    'replay-unknown',
    'replicates',
    'standby-status',
    'standby-unread',
    'standby-writable',
  ]);
});
