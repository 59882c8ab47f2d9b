import type { z } from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import { closed } from '../../lib/domain/role';
import type { contract } from './contract';

/**
 * State AbandonRun of `failover`, reached only before the first promotion was asked for. Records why, and gives the run
 * and its lease up, so that UnfenceRegion may undo the fences and a new run may be started. A second call, after an
 * answer that never arrived, finds the run abandoned; failing there would leave the fences standing.
 */
export const abandonRun =
  ({
    ledger,
    now,
  }: {
    ledger: Pick<Ledger, 'role' | 'hold' | 'run' | 'writeRun' | 'writeRole'>;
    now: () => Instant;
  }) =>
  async ({ claim, error }: z.output<typeof contract.input>): Promise<{ abandoned: string }> => {
    const opened = await ledger.run(claim.run);
    const isOpen = (await ledger.role()).openRun?.id === claim.run;
    if (!isOpen && opened?.outcome === 'abandoned') return { abandoned: claim.run };
    const role = await ledger.hold(claim, now());
    const because = `${error.Error}: ${error.Cause}`;
    if (opened) await ledger.writeRun({ ...opened, endedAt: now(), outcome: 'abandoned', because });
    await ledger.writeRole(closed(role));
    return { abandoned: claim.run };
  };
