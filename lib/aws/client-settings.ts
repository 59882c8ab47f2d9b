import type { Pluggable } from '@smithy/types';

// biome-ignore lint/suspicious/noExplicitAny: one middleware serves every client, whatever its inputs and outputs are.
export type AwsMiddleware = Pluggable<any, any>;

/** Where a client's calls go, and what sees them first. */
export interface AwsAccess {
  readonly region: string;
  readonly middleware?: AwsMiddleware | undefined;
}

export const accessTo = (region: string, middleware?: AwsMiddleware): AwsAccess => ({ region, middleware });

/**
 * Settings of every client.
 *
 * `adaptive`: control-plane APIs (RDS, ElastiCache) throttle per account and call; the SDK's token bucket slows this
 * caller down before AWS does. Attempts: 3, with back-off of at most about 0.1 + 0.2 s between them; the machine's Retry
 * comes on top, and waits where waiting belongs.
 *
 * A dead region does not refuse connections, it swallows them: 1 s to connect and 3 s for an answer bound a call to one
 * at 3 × (1 + 3) + 0.3 = 12.3 s, inside the 30 s of the Lambdas that talk to a region that may be gone.
 */
export const clientSettings = ({ region }: AwsAccess) => ({
  region,
  retryMode: 'adaptive',
  maxAttempts: 3,
  // Without the third, the SDK only warns about a request that takes too long, and waits on.
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
});

/** The client with the access's middleware in front, where there is one. */
export function withMiddleware<Client extends { middlewareStack: { use(plugin: AwsMiddleware): void } }>(
  client: Client,
  { middleware }: AwsAccess,
): Client {
  if (middleware) client.middlewareStack.use(middleware);
  return client;
}
