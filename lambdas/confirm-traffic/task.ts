import { NotReady } from '../../lib/domain/errors';
import { probesFrom } from '../../lib/domain/health';
import type { Instant } from '../../lib/domain/instant';
import type { FetchHealth } from '../runtime/fetch-health';

/**
 * State ConfirmTraffic of `failover`, retried by the machine while DNS moves. Changes nothing. Confirmed means that the
 * name clients use leads to an API that answers, and whose own check of its database passes.
 */
export const confirmTraffic =
  ({ url, fetchHealth, now }: { url: string; fetchHealth: FetchHealth; now: () => Instant }) =>
  async (): Promise<{ url: string; at: Instant }> => {
    const probes = probesFrom(await fetchHealth(url), now());
    const bad = probes.find(({ component, outcome }) => component !== 'cache' && outcome !== 'up');
    if (bad) throw new NotReady(`${url}: ${bad.component} is ${bad.outcome} (${bad.detail})`);
    return { url, at: now() };
  };
