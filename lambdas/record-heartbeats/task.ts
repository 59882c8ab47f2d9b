import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { heartbeatAge } from '../../lib/domain/heartbeats';
import { closedLogins } from '../../lib/domain/logins';
import { isToBeOpen } from '../../lib/domain/role';
import type { Measure } from '../runtime/surroundings';
import type { contract } from './contract';

interface Deps {
  readonly region: string;
  readonly ledger: Pick<Ledger, 'writeHeartbeats' | 'role'>;
  readonly measure: Measure;
}

/**
 * State RecordHeartbeats of `heartbeat`. Says outside the VPC what was seen inside it: to the ledger, where the prober of the
 * recovery region takes it as evidence, and as a figure. The figure comes first, because it must not need the ledger.
 * Only that the application is kept out of a region that is to serve it cannot be said without, and so comes last.
 * A late call writes what is older over what is newer; its readers look at when it was seen.
 */
export const recordHeartbeats =
  ({ region, ledger, measure }: Deps) =>
  async ({ at, seen }: z.output<typeof contract.input>): Promise<void> => {
    const record = { region, at, databases: seen };
    const ageSeconds = heartbeatAge(record);
    if (ageSeconds !== undefined) measure('HeartbeatAge', ageSeconds, 'Seconds');
    const closed = closedLogins(seen);
    await ledger.writeHeartbeats(record);
    // Asked only where a role is closed, which is right in a region that is not active and while a run is open.
    if (closed && isToBeOpen(await ledger.role(), region)) measure('ApplicationKeptOut', closed, 'Count');
  };
