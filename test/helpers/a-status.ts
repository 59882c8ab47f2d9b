import type { RecoveryAnswer } from '../../lib/domain/recovery-answer';
import type { Role } from '../../lib/domain/role';
import { readStatus, type Status } from '../../lib/status/read-status';
import { aDeployment } from './a-plan';
import { aReachableCopy, aRecoveryPoint, aWindow, provenOn } from './a-recovery-point';
import { aRole } from './a-role';
import { anEvidence } from './an-evidence';
import { at } from './at';
import { InMemoryLedger } from './in-memory-ledger';

/** Two minutes into the time line: a streak of the builders ends there. */
export const SECONDS = 125;

/** What would be lost with a region, judged alike of one database. */
export const answered = (judged: 'met' | 'missed' | 'unknown', seconds = 100): RecoveryAnswer => ({
  at: at(seconds),
  activeRegion: 'us-east-1',
  stores: [
    {
      store: 'main',
      component: 'database',
      cases: [
        {
          loss: 'region lost',
          rpo: {
            judged,
            because: 'it was 2 s behind when it was looked at, 25 s ago; the objective is 60 s',
          },
          rto: { judged, because: 'a restore took 10 min; the objective is 15 min' },
          missing: [],
        },
      ],
    },
  ],
});

/** A ledger of a night in which all is well and all is known. */
export async function aCalmLedger(role: Partial<Role> = {}): Promise<InMemoryLedger> {
  const ledger = new InMemoryLedger(aRole(role));
  for (const from of ['recovery', 'witness', 'route53'] as const)
    await ledger.writeEvidence(anEvidence(from, 'up'));
  await ledger.writeHeartbeats({
    region: 'us-east-1',
    at: at(123),
    databases: [{ database: 'main', writtenAt: at(122) }],
  });
  await ledger.writeHeartbeats({
    region: 'us-west-2',
    at: at(123),
    databases: [{ database: 'main', lastHeartbeatAt: at(121), replayLagBytes: 0 }],
  });
  await ledger.writeAnswer(answered('met'));
  for (const point of [aRecoveryPoint({ takenAt: at(-32_400) }), aReachableCopy({ takenAt: at(-32_400) })])
    await ledger.recordRecoveryPoint(point);
  await ledger.recordProof(aReachableCopy({ takenAt: at(-32_400) }), provenOn(at(-7_200)));
  await ledger.recordRecoveryPoint(
    aWindow({ recordedAt: at(60), windows: [{ from: at(-600_000), to: at(30) }] }),
  );
  return ledger;
}

export const aStatus = async (ledger?: InMemoryLedger, seconds = SECONDS): Promise<Status> =>
  readStatus(ledger ?? (await aCalmLedger()), { ...aDeployment(), notify: 'on-call@example.com' }, () =>
    at(seconds),
  );
