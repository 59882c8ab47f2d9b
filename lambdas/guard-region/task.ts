import type { Ledger } from '../../lib/aws/ledger';
import { LeaseLost, Unfenced } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import { mustFenceBecause, type Role } from '../../lib/domain/role';

interface Deps {
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role'>;
  readonly fence: (fencedFor: string) => Promise<readonly Fence[]>;
}

/**
 * Scheduled every minute in the primary and the recovery region; no machine calls it. This is what keeps a region that
 * was lost from taking writes when it comes back: nobody could fence it while it was gone. A late or double firing finds
 * the region fenced. When the ledger gives no answer it changes nothing and fails, which an alarm reports.
 */
export const guardRegion =
  ({ region, ledger, fence }: Deps) =>
  async (): Promise<{ fences: readonly Fence[]; because: string | undefined }> => {
    const role = await ledger.role();
    const because = mustFenceBecause(role, region);
    if (!because) return { fences: [], because };
    const fences = await fence(fencedFor(role));
    const open = fences.filter(({ outcome }) => outcome === 'unfenced');
    if (open.length > 0) {
      throw new Unfenced(`${because}, yet ${open.map((one) => `${one.id}: ${one.because}`).join('; ')}`);
    }
    return { fences, because };
  };

/** What the role was taken away for; the same at every firing until it changes again. */
const fencedFor = ({ openRun, lastChange, epoch }: Role): string =>
  openRun?.id ?? lastChange?.run ?? `epoch-${epoch}`;

/** The role may have come back since it was read: asked again just before each change. @throws {LeaseLost} then */
export const stillMustFence =
  ({ region, ledger }: Pick<Deps, 'region' | 'ledger'>) =>
  async (): Promise<void> => {
    if (mustFenceBecause(await ledger.role(), region)) return;
    throw new LeaseLost(`${region} may serve again; nothing was changed`);
  };
