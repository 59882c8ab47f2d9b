import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { heartbeatFigures } from '../../lib/domain/heartbeats';
import type { Measure } from '../runtime/surroundings';
import type { contract } from './contract';

interface Deps {
  readonly region: string;
  readonly ledger: Pick<Ledger, 'writeHeartbeats'>;
  readonly measure: Measure;
}

/**
 * State RecordHeartbeats of `heartbeat`. Says outside the VPC what was seen inside it: to the ledger, where the prober of the
 * recovery region takes it as evidence, and as figures. The figures come first, because they must not need the ledger.
 * A late call writes what is older over what is newer; its readers look at when it was seen.
 */
export const recordHeartbeats =
  ({ region, ledger, measure }: Deps) =>
  async ({ at, seen }: z.output<typeof contract.input>): Promise<void> => {
    const record = { region, at, databases: seen };
    const { ageSeconds, replayLagBytes } = heartbeatFigures(record);
    if (ageSeconds !== undefined) measure('HeartbeatAge', ageSeconds, 'Seconds');
    if (replayLagBytes !== undefined) measure('ReplayLagBytes', replayLagBytes, 'Bytes');
    await ledger.writeHeartbeats(record);
  };
