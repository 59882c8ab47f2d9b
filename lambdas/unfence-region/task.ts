import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { LeaseLost } from '../../lib/domain/errors';
import { mustFenceBecause, type Role } from '../../lib/domain/role';
import type { contract } from './contract';

interface Deps {
  readonly ledger: Pick<Ledger, 'role'>;
  /** Asks `beforeChange` just before each change. */
  readonly unfence: (region: string, beforeChange: () => Promise<void>) => Promise<readonly string[]>;
}

/**
 * State UnfenceRegion of `failover`, after AbandonRun has closed the run. Undoes FenceRegion, whichever fence held; a second
 * call finds everything as the plan has it. The role is read again before each change; refused for a region that the ledger
 * says must not serve, and while a run is open, which may have closed it for reasons of its own.
 */
export const unfenceRegion =
  ({ ledger, unfence }: Deps) =>
  async ({ region }: z.output<typeof contract.input>): Promise<{ unfenced: readonly string[] }> => {
    const mayServe = async () => {
      const because = keptClosedBecause(await ledger.role(), region);
      if (because) throw new LeaseLost(`${region} stays fenced: ${because}`);
    };
    await mayServe();
    return { unfenced: await unfence(region, mayServe) };
  };

const keptClosedBecause = (role: Role, region: string): string | undefined =>
  mustFenceBecause(role, region) ?? (role.openRun && `run ${role.openRun.id} is open`);
