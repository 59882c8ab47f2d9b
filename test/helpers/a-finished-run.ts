import type { Run } from '../../lib/domain/run';
import { aRun } from './a-run';
import { at } from './at';

/** A failover that ended well, with what its steps answered. */
export const aFinishedRun = (overrides: Partial<Run> = {}, steps: object = {}): Run =>
  aRun({
    outcome: 'done',
    endedAt: at(200),
    judgements: [
      { measure: 'database RTO', judged: 'met', objectiveSeconds: 900, measuredSeconds: 190 },
      { measure: 'database RPO', judged: 'unknown', objectiveSeconds: 60 },
    ],
    phases: [{ name: 'detect', startedAt: at(0), endedAt: at(30), seconds: 30 }],
    evidence: {
      steps: {
        fence: {
          fences: [
            {
              component: 'database',
              id: 'main',
              outcome: 'held',
              how: 'security-group',
              because: 'firebackup-primary has only sg-000000f1',
              heldAt: at(40),
            },
          ],
        },
        caches: [{ cache: 'queue' }],
        services: { scaled: { services: [{ service: 'api', from: 1, to: 3 }] } },
        workers: { services: [{ service: 'workers', desired: 2, running: 2 }] },
        settings: { databases: [{ database: 'main', asked: { multiAz: true, deletionProtection: true } }] },
        ...steps,
      },
    },
    ...overrides,
  });
