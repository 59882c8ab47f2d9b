import type * as z from 'zod';
import { type AnsweredFrom, answeredFrom } from '../../lib/domain/answered-from';
import { NotReady } from '../../lib/domain/errors';
import { type HealthAnswer, probesFrom } from '../../lib/domain/health';
import type { Instant } from '../../lib/domain/instant';
import type { Deployment } from '../../lib/plan/deployment';
import type { AddressesOf } from '../runtime/addresses-of';
import type { FetchHealth, PostJson } from '../runtime/fetch-health';
import type { contract } from './contract';

interface Deps {
  readonly region: string;
  readonly api: Deployment['api'];
  readonly ownUrl: string;
  readonly otherUrl: string;
  readonly fetchHealth: FetchHealth;
  readonly postJson: PostJson;
  readonly addressesOf: AddressesOf;
  readonly now: () => Instant;
}

export interface Confirmation {
  readonly url: string;
  readonly at: Instant;
  /** `write`: a client's write was acknowledged; `read`: the plan names none to try. */
  readonly by: 'write' | 'read';
  readonly from: Exclude<AnsweredFrom, { where: 'elsewhere' }>;
}

/**
 * State ConfirmTraffic of the machines that move the role, retried while DNS moves. Changes nothing but the row of its one
 * write. Confirmed means that the name clients use leads to an API of this region that answers, whose own check of its
 * database passes, and that takes a write where the plan names one. An answer of which nobody knows the region is told as such.
 */
export const confirmTraffic =
  ({ region, api, ownUrl, otherUrl, fetchHealth, postJson, addressesOf, now }: Deps) =>
  async ({ run }: z.output<typeof contract.input>): Promise<Confirmation> => {
    const resolved = async () => ({
      answered: await addressesOf(api.publicUrl),
      own: await addressesOf(ownUrl),
      other: await addressesOf(otherUrl),
    });
    const whereFrom = async (answer: HealthAnswer): Promise<Confirmation['from']> => {
      const from = answeredFrom(
        region,
        api.regionHeader === undefined ? await resolved() : { namedRegion: answer.region },
      );
      if (from.where === 'elsewhere')
        throw new NotReady(`${api.publicUrl}: ${from.because}, expected ${region}`);
      return from;
    };

    const health = await fetchHealth(api.publicUrl);
    const bad = probesFrom(health, now()).find(
      ({ component, outcome }) => (component === 'api' || component === 'database') && outcome !== 'up',
    );
    if (bad) throw new NotReady(`${api.publicUrl}: ${bad.component} is ${bad.outcome} (${bad.detail})`);
    const readFrom = await whereFrom(health);
    if (api.writeUrl === undefined) return { url: api.publicUrl, at: now(), by: 'read', from: readFrom };

    const write = await postJson(api.writeUrl, { run });
    if (!isTaken(write)) {
      throw new NotReady(
        `${api.writeUrl}: the write was not taken (${write.failure ?? `HTTP ${write.status}`})`,
      );
    }
    return { url: api.writeUrl, at: now(), by: 'write', from: await whereFrom(write) };
  };

const isTaken = ({ status = 0 }: HealthAnswer): boolean => status >= 200 && status < 300;
