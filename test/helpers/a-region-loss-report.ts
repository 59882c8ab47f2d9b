import type { Run } from '../../lib/domain/run';
import type { RegionLossReport } from '../../rehearsal/report';
import { aCourse, SURROUNDINGS } from './a-course';
import { at } from './at';

const api = (outcome: 'up' | 'down', from: number, count: number, detail: string) => ({
  component: 'api' as const,
  outcome,
  from: at(from),
  to: at(from + count - 1),
  count,
  detail,
});

/** A failover that its alarm started, with what it stood on. */
export const aDoneFailover = (run: Partial<Run> = {}): Run => ({
  id: 'alarm-1',
  workflow: 'failover',
  trigger: 'alarm RegionDown',
  from: 'us-east-1',
  to: 'us-west-2',
  downSince: at(2),
  detectedAt: at(4),
  decidedAt: at(4),
  endedAt: at(5),
  expectedLossSeconds: 3.25,
  outcome: 'done',
  phases: [
    { name: 'detect', startedAt: at(2), endedAt: at(4), seconds: 2 },
    { name: 'promote', startedAt: at(4), endedAt: at(5), seconds: 1 },
  ],
  evidence: {
    situation: {
      now: at(4),
      recoveryRegion: 'us-west-2',
      role: { activeRegion: 'us-east-1', epoch: 1, version: 0 },
      evidence: [
        {
          vantagePoint: 'recovery',
          streaks: [api('up', 0, 2, 'HTTP 200'), api('down', 2, 3, 'other side closed')],
        },
        { vantagePoint: 'witness', streaks: [api('down', 2, 3, 'other side closed')] },
        { vantagePoint: 'route53', streaks: [] },
      ],
      databases: [
        { database: 'main', instanceStatus: 'available', replayLagBytes: 0, lastHeartbeatAt: at(1) },
      ],
      caches: [{ cache: 'queue', memberStatus: 'associated' }],
    },
    steps: {
      fence: {
        fences: [
          { component: 'database', id: 'main', outcome: 'unfenced', silent: true, because: 'nobody answers' },
        ],
      },
    },
  },
  ...run,
});

const tally = {
  acknowledged: 117,
  writesPerSecond: 40,
  lost: 1,
  lostSeconds: 0.02,
  killToFirstWriteSeconds: 3.02,
  gapSeconds: 3.04,
};

/** A region that was killed and failed over, and whose run does not know its RPO. */
export const aRegionLossReport = (report: Partial<RegionLossReport> = {}): RegionLossReport => ({
  about: 'failover',
  scenario: 'region-loss',
  verdict: 'met',
  startedAt: at(0),
  seconds: 12,
  regions: { primary: 'us-east-1', recovery: 'us-west-2', witness: 'us-east-2' },
  waitCompression: 1000,
  awsCalls: {},
  surroundings: SURROUNDINGS,
  course: aCourse(),
  notRehearsed: ['IAM, KMS, TLS and quotas: nothing here evaluates a policy'],
  snapshot: { seconds: 1, points: [] },
  failover: aDoneFailover(),
  fences: [],
  database: tally,
  cache: { notRehearsed: 'no redis-server was found' },
  oldPrimary: {
    attempts: 60,
    whileUp: 50,
    accepted: 0,
    refused: 60,
    rowsOnlyThere: 1,
    fences: [
      {
        component: 'database',
        id: 'main',
        outcome: 'held',
        how: 'roles',
        because: 'no role may log in',
        heldAt: at(7),
      },
    ],
  },
  decisionToFirstWriteSeconds: 0.52,
  writable: { database: { mostAtOnce: 1, bothSeconds: 0, overlaps: [] } },
  judgements: [
    { measure: 'database RTO', judged: 'met', objectiveSeconds: 900, measuredSeconds: 3 },
    {
      measure: 'database RPO',
      judged: 'unknown',
      objectiveSeconds: 60,
      because: 'the old primary gave no answer, and what it acknowledged after the decision is not known yet',
    },
    {
      measure: 'database RPO, as the client saw it',
      judged: 'met',
      objectiveSeconds: 60,
      measuredSeconds: 0.02,
    },
  ],
  ...report,
});
