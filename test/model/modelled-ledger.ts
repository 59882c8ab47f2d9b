import type { Ledger } from '../../lib/aws/ledger';
import { LeaseLost, LedgerBusy } from '../../lib/domain/errors';
import { type Claim, leaseLostBecause, type Role, renewedLease } from '../../lib/domain/role';
import type { Run } from '../../lib/domain/run';

/** The table as the machines of a failover use it: every read consistent, the role written on top of what was read. */
export class ModelledLedger {
  readonly runs = new Map<string, Run>();
  /** The regions that were active in each epoch: one, if all is well. */
  readonly activeIn = new Map<number, Set<string>>();

  constructor(public current: Role) {}

  role = async (): Promise<Role> => this.current;

  writeRole = async (next: Role): Promise<void> => {
    if (next.version !== this.current.version + 1) {
      throw new LedgerBusy(`role ${next.version} on top of ${this.current.version}`);
    }
    this.current = next;
    const { epoch, activeRegion } = next;
    this.activeIn.set(epoch, (this.activeIn.get(epoch) ?? new Set()).add(activeRegion));
  };

  run = async (id: string): Promise<Run | undefined> => this.runs.get(id);

  writeRun = async (run: Run): Promise<void> => void this.runs.set(run.id, run);
}

/** As the shipped ledger holds a run: a read, and a write when little of the lease is left. */
export const holding =
  ({ role, writeRole }: Pick<Ledger, 'role' | 'writeRole'>): Ledger['hold'] =>
  async (claim: Claim, now) => {
    const current = await role();
    const lost = leaseLostBecause(current, claim);
    if (lost) throw new LeaseLost(lost);
    const renewed = renewedLease(current, claim, now);
    if (renewed) await writeRole(renewed);
    return renewed ?? current;
  };
