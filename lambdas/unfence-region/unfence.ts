import type { Caches } from '../../lib/aws/caches';
import type { DatabasePower } from '../../lib/aws/database-power';
import type { Databases } from '../../lib/aws/databases';
import { NotReady } from '../../lib/domain/errors';
import { type Deployment, placeOf } from '../../lib/plan/deployment';
import { FENCED_FOR, LIFTED, STOPPED_FOR } from '../fence-region/fence-tags';

export interface UnfenceDeps {
  readonly deployment: Deployment;
  readonly databases: Pick<Databases, 'instance' | 'setSecurityGroups' | 'tag'>;
  readonly power: Pick<DatabasePower, 'start'>;
  readonly caches: Pick<Caches, 'securityGroups' | 'setSecurityGroups'>;
  /** Lets the application log in again, by the region's own machine. */
  readonly releaseWrites: () => Promise<unknown>;
  /** Makes sure, just before each change, that the region may serve. @throws when it may not */
  readonly beforeChange: () => Promise<void>;
}

/**
 * Undoes every rung of the ladder: what was stopped is started, groups become those of the plan, the application may log in
 * again. Where the plan names its roles, that is asked for each time: nothing outside the databases knows whether they were
 * blocked, and a release too many changes nothing. Every component has its turn before one that gave no answer fails it all.
 *
 * @returns what was changed @throws {NotReady} while an instance starts
 */
export async function unfence(deps: UnfenceDeps, region: string): Promise<readonly string[]> {
  const { deployment, databases } = deps;
  const place = placeOf(deployment, region);
  const outcomes = await Promise.allSettled([
    ...deployment.databases.map(({ [place]: side }) => unfenceDatabase(deps, side)),
    ...deployment.caches.map(({ [place]: side }) => unfenceCache(deps, side)),
  ]);
  const [logins] = await Promise.allSettled([admitted(deps)]);
  const opened = outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
  // Only now: an instance that is still starting lets nobody in, and it is the start that is worth waiting for.
  if (logins.status === 'rejected') throw logins.reason;
  // Last: whoever looks for something to undo goes by what is noted, and has to find it until all of it is undone.
  for (const { arn } of opened.flatMap(({ noted }) => noted ?? [])) {
    await databases.tag(arn, { [FENCED_FOR]: LIFTED, [STOPPED_FOR]: LIFTED });
  }
  return opened.flatMap(({ changed }) => changed ?? []);
}

async function admitted({ deployment, releaseWrites, beforeChange }: UnfenceDeps): Promise<void> {
  if (deployment.databases.every(({ applicationRoles }) => applicationRoles.length === 0)) return;
  await beforeChange();
  await releaseWrites();
}

interface Opened {
  /** What got its groups back. */
  readonly changed?: string | undefined;
  /** An instance that still says what it was fenced for. */
  readonly noted?: { readonly arn: string } | undefined;
}

interface Side {
  readonly securityGroups: readonly string[];
  readonly fenceSecurityGroup: string;
}

async function unfenceDatabase(
  { databases, power, beforeChange }: UnfenceDeps,
  side: Side & { readonly instance: string },
): Promise<Opened> {
  const { arn, status, securityGroups, tags } = await databases.instance(side.instance);
  if (isNoted(tags[STOPPED_FOR]) && status !== 'available') {
    await beforeChange();
    if (status !== 'starting') await power.start(side.instance);
    throw new NotReady(`${side.instance} was stopped as a fence and is being started`);
  }
  const fenced = isFenced(securityGroups, side.fenceSecurityGroup);
  if (fenced) {
    await beforeChange();
    await databases.setSecurityGroups(side.instance, side.securityGroups);
  }
  const isAnyNoted = isNoted(tags[FENCED_FOR]) || isNoted(tags[STOPPED_FOR]);
  return { changed: fenced ? side.instance : undefined, noted: isAnyNoted ? { arn } : undefined };
}

async function unfenceCache(
  { caches, beforeChange }: UnfenceDeps,
  side: Side & { readonly replicationGroup: string },
): Promise<Opened> {
  if (!isFenced(await caches.securityGroups(side.replicationGroup), side.fenceSecurityGroup)) return {};
  await beforeChange();
  await caches.setSecurityGroups(side.replicationGroup, side.securityGroups);
  return { changed: side.replicationGroup };
}

const isNoted = (fencedFor: string | undefined): boolean => fencedFor !== undefined && fencedFor !== LIFTED;

/** A fence on its way counts: it would come into force after whoever wanted it is gone. */
export const isFenced = (current: readonly { readonly id: string }[], fenceGroup: string): boolean =>
  current.some(({ id }) => id === fenceGroup);
