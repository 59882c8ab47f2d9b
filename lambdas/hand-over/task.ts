import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { NotFound, RestoreBlocked } from '../../lib/domain/errors';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import { SCRATCH_UNTIL_TAG } from '../../lib/domain/restore-order';
import { foreignBecause } from '../../lib/domain/restore-target';
import type { Deployment } from '../../lib/plan/deployment';
import { liveNames } from '../../lib/plan/live-names';
import { type Restorers, restorerFor } from '../runtime/restorers/restorer-for';
import type { contract } from './contract';

type Input = z.output<typeof contract.input>;

interface Deps {
  readonly deployment: Pick<Deployment, 'name' | 'databases' | 'caches'>;
  readonly restorers: Restorers;
  readonly ledger: Pick<Ledger, 'restore' | 'writeRestore' | 'recordProof' | 'liftHold'>;
  readonly now: () => Instant;
}

export interface HandedOver {
  readonly outcome: 'restored' | 'doubted';
  readonly because: string;
}

/**
 * State HandOver of `restore`, its last. What was restored loses its expiry where it can stay. Doubts about its contents do not
 * take it away from the person who asked: it stands beside what is live, and may be the best that there is. They are told, as is
 * what could not be looked at, and the run ends badly: nobody may take for sound what was not seen to be. Sound contents prove the
 * recovery point, doubted ones disprove it, unknown ones do neither, as in a drill. Where it is gets written
 * down before it stays: a crash between them leaves nothing that costs and that nobody finds. A second call does the same again.
 */
export const handOver =
  ({ deployment, restorers, ledger, now }: Deps) =>
  async ({ order, startedAt, endpoint, contents }: Input): Promise<HandedOver> => {
    const restorer = restorerFor(restorers, order);
    const where = `${order.target} in ${order.region}`;
    const made = await restorer.find(order);
    if (!made) throw new NotFound(`${where} was restored and is not there any more; look who removed it`);
    const house = { deployment: deployment.name, liveNames: liveNames(deployment) };
    const foreign = foreignBecause(made, house, order.run);
    if (foreign) throw new RestoreBlocked(`nothing is handed over that is not ours: ${foreign}`);

    const stays = restorer.keep !== undefined;
    const known = await ledger.restore(order.run);
    if (!known) throw new NotFound(`the ledger has no restore ${order.run}`);
    const outcome = contents.outcome === 'sound' ? 'restored' : 'doubted';
    const because = inWords(`${where}, ${endpoint.host}:${endpoint.port}`, contents);
    const usableSeconds = known.usableSeconds ?? Math.round(secondsBetween(startedAt, now()));
    const record = {
      ...known,
      endpoint,
      ...(!stays && { staysUntil: made.tags[SCRATCH_UNTIL_TAG] }),
      usableSeconds,
      contents,
    };
    await ledger.writeRestore(record);
    await restorer.keep?.(order);
    await ledger.writeRestore({ ...record, outcome, because, endedAt: known.endedAt ?? now() });
    const proof = { at: now(), run: order.run, recoveredTo: contents.recoveredTo };
    if (contents.outcome === 'sound') {
      await ledger.recordProof(order.point, { ...proof, outcome: 'proven', usableSeconds });
    } else if (contents.outcome === 'doubted') {
      const doubts = contents.doubts.join('; ');
      await ledger.recordProof(order.point, { ...proof, outcome: 'disproven', because: doubts });
    }
    await ledger.liftHold(order.run);
    return { outcome, because };
  };

function inWords(where: string, { outcome, doubts, unknowns }: Input['contents']): string {
  if (outcome === 'doubted')
    return `${where}: it is kept, and its contents are doubted: ${doubts.join('; ')}`;
  if (outcome === 'unknown') return `${where}: too little of it could be looked at: ${unknowns.join('; ')}`;
  return `${where}: its contents are sound`;
}
