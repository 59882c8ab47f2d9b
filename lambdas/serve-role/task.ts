import type { Ledger } from '../../lib/aws/ledger';

interface HttpAnswer {
  readonly statusCode: 200 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Behind a function URL, asked by health checks and load balancers; no machine calls it. Changes nothing. A ledger that
 * gives no answer makes 503: a region that does not know whether it is active does not claim to be.
 */
export const serveRole =
  ({ region, ledger }: { region: string; ledger: Pick<Ledger, 'role'> }) =>
  async (): Promise<HttpAnswer> => {
    const role = await ledger.role().catch(() => undefined);
    const active = role?.activeRegion === region;
    return {
      statusCode: active ? 200 : 503,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify({
        region,
        active,
        activeRegion: role?.activeRegion ?? 'unknown',
        epoch: role?.epoch ?? 'unknown',
      }),
    };
  };
