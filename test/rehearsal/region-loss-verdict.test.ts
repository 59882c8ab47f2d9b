import { type Judgement, judge } from '../../lib/domain/objectives';
import { regionLossVerdict } from '../../rehearsal/incidents/region-loss-verdict';

const met = judge('database RPO', 60, 1);
const missed = judge('database RPO', 60, 61);
const unknown: Judgement = { ...judge('database RPO', 60, undefined), because: 'nobody fenced it' };
const came = { outcome: 'done', closed: true, ofRun: [met], ofClient: [met] } as const;

test('a run that cannot tell what it lost meets its objectives if the client saw them met', () => {
  expect(regionLossVerdict({ ...came, ofRun: [unknown] })).toBe('met');
});

test.each([
  ['the run missed an objective, whatever the client saw', { ofRun: [missed] }],
  ['the client saw an objective missed', { ofClient: [met, missed] }],
  ['the client could not tell', { ofClient: [unknown] }],
  ['no client was asked', { ofClient: [] }],
  ['the old primary took writes', { closed: false }],
  ['the run is not done', { outcome: 'incomplete' }],
] as const)('it is missed when %s', (_, change) => {
  expect(regionLossVerdict({ ...came, ...change })).toBe('missed');
});
