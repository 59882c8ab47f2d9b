import type { Run } from '../../lib/domain/run';
import { at } from './at';

/** The record of a run that was opened half a minute into a failover that began at noon. */
export const aRun = (overrides: Partial<Run> = {}): Run => ({
  id: 'run-1',
  workflow: 'failover',
  trigger: 'an alarm',
  from: 'us-east-1',
  to: 'us-west-2',
  downSince: at(0),
  detectedAt: at(30),
  decidedAt: at(31),
  expectedLossSeconds: 12,
  outcome: 'open',
  evidence: { situation: 'as it was' },
  ...overrides,
});
