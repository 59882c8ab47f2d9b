import type { Ledger } from '../../lib/aws/ledger';
import type { Role } from '../../lib/domain/role';

interface HttpAnswer {
  readonly statusCode: 200 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Deps {
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role'>;
  /** Told when the ledger gave no answer. */
  readonly onSilence: (error: Error) => void;
}

/**
 * Behind a function URL, asked by health checks and load balancers; no machine calls it. Changes nothing. When the ledger
 * gives no answer, it says what it last knew: a ledger outage alone must not move every client away from a region that
 * serves. A function that never knew answers 503: a region that does not know whether it is active does not claim to be.
 */
export function serveRole({ region, ledger, onSilence }: Deps): () => Promise<HttpAnswer> {
  let known: Role | undefined;
  return async () => {
    const role = await ledger.role().catch((error: Error) => {
      onSilence(error);
      return undefined;
    });
    const stale = role === undefined;
    known = role ?? known;
    const active = known?.activeRegion === region;
    return {
      statusCode: active ? 200 : 503,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify({
        region,
        active,
        activeRegion: known?.activeRegion ?? 'unknown',
        epoch: known?.epoch ?? 'unknown',
        stale,
      }),
    };
  };
}
