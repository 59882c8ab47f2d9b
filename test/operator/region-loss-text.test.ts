import { stripVTControlCharacters } from 'node:util';
import { regionLossText } from '../../operator/region-loss-text';
import { scenarioRow } from '../../operator/scenario-row';
import { aRegionLossReport } from '../helpers/a-region-loss-report';

const report = aRegionLossReport();

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
