import { stripVTControlCharacters } from 'node:util';
import { regionLossText } from '../../operator/region-loss-text';
import { scenarioRow } from '../../operator/scenario-row';
import type { RegionLossReport } from '../../rehearsal/report';
import { aCourse, SURROUNDINGS } from '../helpers/a-course';

const tally = { acknowledged: 100, writesPerSecond: 40, lost: 0, lostSeconds: 0 };
const report: RegionLossReport = {
  about: 'failover',
  scenario: 'region-loss',
  verdict: 'met',
  startedAt: '2026-11-24T10:00:00.000Z',
  seconds: 12,
  regions: { primary: 'us-east-1', recovery: 'us-west-2', witness: 'us-east-2' },
  waitCompression: 1000,
  awsCalls: {},
  surroundings: SURROUNDINGS,
  course: aCourse(),
  notRehearsed: [],
  snapshot: { seconds: 1, points: [] },
  failover: { id: 'alarm-1', workflow: 'failover', trigger: 'alarm RegionDown', outcome: 'done' },
  fences: [],
  database: tally,
  cache: tally,
  oldPrimary: { attempts: 60, whileUp: 50, accepted: 0, refused: 60, rowsOnlyThere: 0, fences: [] },
  writable: { database: { mostAtOnce: 1, bothSeconds: 0, overlaps: [] } },
  judgements: [
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
      measuredSeconds: 0,
    },
  ],
};

test('what the run does not know is said beside what the client saw, with the reason', () => {
  const lines = stripVTControlCharacters(regionLossText(report)).split('\n');

  expect(lines).toContain('region-loss: objectives met, 1 unknown');
  expect(lines.join(' ').replace(/\s+/g, ' ')).toContain(
    'unknown database RPO ? of 60 s because the old primary gave no answer, and what it acknowledged',
  );
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('in the table it is a remark, not a miss', () => {
  const { verdict, remarks } = scenarioRow('region-loss', report);

  expect(verdict).toBe('met');
  expect(remarks).toEqual([expect.stringMatching(/^unknown: database RPO: the old primary gave no answer/)]);
});
