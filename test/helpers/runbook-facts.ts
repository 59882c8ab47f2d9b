import type { RunbookFacts } from '../../lib/domain/runbook-facts';
import { aDeployment } from './a-plan';
import { aReachableCopy } from './a-recovery-point';
import { aRole } from './a-role';
import { at } from './at';

/** A day on which the primary region serves, and its size is known. */
export const someRunbookFacts = (overrides: Partial<RunbookFacts> = {}): RunbookFacts => ({
  at: at(0),
  region: 'us-west-2',
  deployment: aDeployment(),
  ledgerTable: 'firebackup-ledger',
  buckets: { primary: 'backups-us-east-1', recovery: 'backups-us-west-2' },
  notify: 'on-call@example.com',
  role: aRole({ epoch: 3 }),
  points: [aReachableCopy({ takenAt: at(-3600) })],
  capacities: [],
  ...overrides,
});

/** What stands in the blocks of a kind, line by line. */
export const typedIn = (document: string, language: 'sh' | 'sql' = 'sh'): readonly string[] =>
  [...document.matchAll(/^ *```(\w+)\n([\s\S]*?)^ *```$/gm)]
    .filter(([, kind]) => kind === language)
    .flatMap(([, , lines]) => (lines ?? '').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
