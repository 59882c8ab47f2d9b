import type { Hold } from '../domain/hold';
import type { Proof, RecoveryPoint } from '../domain/recovery-point';
import type { LedgerTable } from './ledger-table';

/** What the ledger knows of recovery points: who records them and who proves them write different attributes. */
export const recoveryPointItems = (table: LedgerTable) => ({
  /** Enters a point, or brings it up to date. Whatever proof it has stays. */
  recordRecoveryPoint: ({ proof: _proof, ...point }: RecoveryPoint): Promise<void> =>
    table.set(itemName(point), point),

  /** Only a whole point may be proven: the proof of a point that was deleted meanwhile would stand there alone. */
  recordProof: async (point: RecoveryPoint, proof: Proof): Promise<void> => {
    if (!(await table.get(itemName(point)))) return;
    await table.set(itemName(point), { proof });
  },

  /** Forgets a point of which nothing is left. */
  deleteRecoveryPoint: (point: RecoveryPoint): Promise<void> => table.remove(itemName(point)),

  /** All of them, by store, region and kind. */
  recoveryPoints: async (): Promise<readonly RecoveryPoint[]> =>
    (await table.list<RecoveryPoint>('recovery-point#')).filter(isWhole),

  holds: (): Promise<readonly Hold[]> => table.list<Hold>('hold#'),
  /** Begins a run's hold, or puts off its end. */
  writeHold: (hold: Hold): Promise<void> => table.put(`hold#${hold.run}`, hold),
  liftHold: (run: string): Promise<void> => table.remove(`hold#${run}`),
});

const itemName = ({ store, region, kind, id }: Pick<RecoveryPoint, 'store' | 'region' | 'kind' | 'id'>) =>
  `recovery-point#${store}#${region}#${kind}#${id}`;

/** A proof that was written in the moment of a deletion is no recovery point. */
const isWhole = ({ id }: RecoveryPoint): boolean => id !== undefined;
