import type * as z from 'zod';
import type { CheckedContents, LiveContents, RestoredContents } from '../../lib/domain/contents';
import { checkedContents } from '../../lib/domain/contents-verdict';
import { Unreachable } from '../../lib/domain/errors';
import { type Instant, secondsAfter, secondsBetween } from '../../lib/domain/instant';
import type { Deployment } from '../../lib/plan/deployment';
import type { contract } from './contract';

type Server = z.output<typeof contract.input>;
type OwnCheck = Deployment['databases'][number]['checks'][number];

interface Deps {
  readonly deployment: Pick<Deployment, 'databases' | 'drill'>;
  /** The databases of a restored server. */
  readonly databasesOn: (server: Server) => Promise<readonly string[]>;
  readonly readRestored: (
    server: Server,
    database: { readonly name: string; readonly checks: readonly OwnCheck[] },
    secondsLeft: () => number,
  ) => Promise<RestoredContents>;
  /** What the region's own side of a database has now, by the id that the plan gives it. */
  readonly readLive: (id: string, secondsLeft: () => number) => Promise<LiveContents>;
  readonly now: () => Instant;
}

/** Of the function's 900 s; what is left is for the live side, and for whatever is slow. */
const READING_SECONDS = 720;
/** After which the live side is asked no more. */
const LIVE_UNTIL_SECONDS = 840;
/** So that one table cannot take the time of all. */
const TABLE_SECONDS = 300;

/**
 * State CheckContents of `restore` and `drill`. Changes nothing, on either side. Of a database of the plan it reads that one, and
 * holds it against the live side in this region, if that answers; of an archive, every database that its server has.
 */
export const checkContents =
  ({ deployment, databasesOn, readRestored, readLive, now }: Deps) =>
  async (server: Server): Promise<CheckedContents> => {
    const begun = now();
    const leftUntil = (seconds: number) => secondsBetween(now(), secondsAfter(begun, seconds));
    const secondsLeft = () => Math.min(TABLE_SECONDS, leftUntil(READING_SECONDS));
    const liveLeft = () => leftUntil(LIVE_UNTIL_SECONDS);
    const { point } = server.order;
    const planned = deployment.databases.find(({ id }) => id === point.store);
    const ask = <Answer>(question: Promise<Answer>): Promise<Answer> =>
      question.catch((cause) => {
        throw isOfItsContents(cause) ? cause : unreachable(server, cause);
      });
    try {
      const names = planned ? [planned.databaseName] : await ask(databasesOn(server));
      const restored: Record<string, RestoredContents> = {};
      for (const name of names) {
        const database = { name, checks: planned?.checks ?? [] };
        restored[name] = await ask(readRestored(server, database, secondsLeft));
      }
      const live = planned && (await readLive(planned.id, liveLeft).catch((error: Error) => error.message));
      const rules = {
        toleranceSeconds: deployment.drill.heartbeatTolerance,
        hasHeartbeat: planned !== undefined,
      };
      return checkedContents(restored, live, { order: server.order, ...rules });
    } catch (error) {
      if (!isOfItsContents(error)) throw error;
      const doubt = `its catalogs or its heartbeat cannot be read: ${(error as Error).message}`;
      return { outcome: 'doubted', doubts: [doubt], unknowns: [], evidence: {} };
    }
  };

/** PostgreSQL's classes for corrupt data, and for files that are not there or cannot be read. */
const isOfItsContents = (error: unknown): boolean => /^(XX|58)/.test((error as { code?: string }).code ?? '');

/** @returns what the machine waits for: a server that has just been restored may still be starting */
const unreachable = ({ endpoint, order }: Server, cause: Error) =>
  new Unreachable(`${order.target} at ${endpoint.host}:${endpoint.port} gives no answer: ${cause.message}`, {
    cause,
  });
