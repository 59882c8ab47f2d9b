import * as z from 'zod';
import type { AwsAccess } from '../../lib/aws/client-settings';
import { workflows } from '../../lib/aws/workflows';
import { type Deployment, type Place, placeOf } from '../../lib/plan/deployment';
import { cachePositionShape } from './cache-position-shapes';
import { parsed } from './parsed';
import { instantShape } from './shapes';

/** One database after BlockWrites: closed, and how far its standby has to come; or a standby, and left alone. */
export const heldDatabaseShape = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('blocked'),
    database: z.string(),
    lsn: z.string(),
    sessionsEnded: z.int(),
    at: instantShape,
  }),
  z.object({ outcome: z.literal('standby'), database: z.string() }),
]);
const blockedShape = z.object({ databases: z.array(heldDatabaseShape) });
const redirectedShape = z.object({ replicas: z.array(z.string()), primaries: z.array(z.string()) });
const heldShape = blockedShape.extend({ caches: z.array(cachePositionShape) });

export interface WriteAccess {
  /** Closes a region's databases to the application, whose sessions end, and lets writes to its caches wait. */
  readonly hold: (region: string, run: string) => Promise<z.output<typeof heldShape>>;
  /** As a fence: the databases alone. */
  readonly block: (region: string, run: string) => Promise<z.output<typeof blockedShape>>;
  readonly release: (region: string, run: string) => Promise<void>;
  /** Has caches that were demoted refuse the writes that wait there; names those that were not. */
  readonly redirect: (region: string, run: string) => Promise<z.output<typeof redirectedShape>>;
}

/**
 * The application's writes in either region, by that region's own machine: no function outside a VPC reaches a database in
 * it, and none of another region does. Every order is harmless when repeated.
 */
export function writeAccess(
  deployment: Deployment,
  machines: Readonly<Record<Place, string>>,
  aws: (region: string) => AwsAccess,
): WriteAccess {
  const order = (region: string, what: 'hold' | 'block' | 'release' | 'redirect', run: string) =>
    workflows(aws(region)).runSync(machines[placeOf(deployment, region)], { order: what, run });
  const answer = (region: string) => `the answer of write-access in ${region}`;
  return {
    hold: async (region, run) => parsed(heldShape, await order(region, 'hold', run), answer(region)),
    block: async (region, run) => parsed(blockedShape, await order(region, 'block', run), answer(region)),
    release: async (region, run) => void (await order(region, 'release', run)),
    redirect: async (region, run) =>
      parsed(redirectedShape, await order(region, 'redirect', run), answer(region)),
  };
}
