import { HealthCheckRegion, NoSuchHealthCheck, type StatusReport } from '@aws-sdk/client-route-53';
import type { Operations } from './interception';

/** The health check of the primary region's API. */
export const HEALTH_CHECK_ID = '5f1d8c2a-primary-api';

/** One of each is enough here: what is judged is the share of those that reach the API. */
const CHECKERS = [HealthCheckRegion.us_west_1, HealthCheckRegion.eu_west_1, HealthCheckRegion.sa_east_1];

/** Route 53's checkers ask every 30 s; nobody waits that long for a rehearsal. */
const CHECKED_EVERY_MS = 1_000;
/** What Route 53 gives an endpoint to answer, shortened likewise. */
const ANSWERS_WITHIN_MS = 500;

export interface CheckerSettings {
  readonly url: string;
  readonly now: () => Date;
}

/** Route 53's checkers, which really ask the API and go on whatever becomes of any region; only its API stands in one. */
export class Route53 {
  readonly #reports = new Map<HealthCheckRegion, StatusReport>();
  readonly #checking: NodeJS.Timeout;

  constructor(private readonly settings: CheckerSettings) {
    this.#checking = setInterval(() => {
      for (const checker of CHECKERS) void this.#check(checker);
    }, CHECKED_EVERY_MS);
    this.#checking.unref();
  }

  readonly operations: Operations = {
    GetHealthCheckStatus: async ({ HealthCheckId: id }) => {
      if (id !== HEALTH_CHECK_ID) {
        throw new NoSuchHealthCheck({ $metadata: {}, message: `no health check ${id}` });
      }
      return {
        HealthCheckObservations: [...this.#reports].map(([Region, report]) => ({
          Region,
          IPAddress: '192.0.2.1',
          StatusReport: report,
        })),
      };
    },
  };

  stop(): void {
    clearInterval(this.#checking);
  }

  async #check(checker: HealthCheckRegion): Promise<void> {
    const { url, now } = this.settings;
    const Status = await fetch(url, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).then(
      ({ ok, status, statusText }) =>
        `${ok ? 'Success' : 'Failure'}: HTTP Status Code ${status}, ${statusText}`,
      ({ message }: Error) => `Failure: ${message}`,
    );
    this.#reports.set(checker, { Status, CheckedTime: now() });
  }
}
