import { groupsInForce } from './fence';
import { hopelessBecause } from './instance-status';

/** On an old primary that was put aside: the run that did so. */
export const KEPT_FOR_TAG = 'firebackup:kept-for';

/** RDS' limit on the names of instances, without the eight characters that tell the run. */
const PREFIX_CHARACTERS = 63 - 8;
const KEPT = '-kept-';

/** What the names begin with that an instance of the plan is put aside under. */
export const keptPrefix = (instance: string): string =>
  instance.slice(0, PREFIX_CHARACTERS - KEPT.length).replace(/-+$/, '') + KEPT;

/** An instance under a name of the plan, as RDS describes it just now. */
export interface SeenInstance {
  readonly id: string;
  readonly status: string;
  readonly replicaSource: string | undefined;
  readonly securityGroups: readonly { readonly id: string; readonly status: string }[];
}

/**
 * What stands under the plan's name in the region that is to get a replica. `fenced`: the old primary, which nobody
 * reaches but the orchestrator. `replica`: of the active side, so somebody has rebuilt it already.
 */
export type OldPrimary = 'gone' | 'fenced' | 'replica';

/** Why something is left alone: for now, or until a person has done something about it. */
export interface LeftAlone {
  readonly because: string;
  readonly until: 'later' | 'a person acts';
}

/** @returns what it is, or why it must not be touched */
export function oldPrimaryOf(
  seen: SeenInstance | undefined,
  { sourceArn, fenceGroup }: { readonly sourceArn: string; readonly fenceGroup: string },
): OldPrimary | LeftAlone {
  if (!seen) return 'gone';
  const { id, replicaSource } = seen;
  if (replicaSource === sourceArn) return 'replica';
  if (replicaSource !== undefined) {
    const because = `${id} is a replica of ${replicaSource}, expected one of ${sourceArn}`;
    return { because, until: 'a person acts' };
  }
  const hopeless = hopelessBecause(id, seen.status);
  if (hopeless)
    return { because: `${hopeless}; its lost writes can be read only while it runs`, until: 'a person acts' };
  if (groupsInForce(seen.securityGroups, [fenceGroup]) === true) return 'fenced';
  const because = `${id} is not fenced: expected ${fenceGroup} alone; the guard of its region does that by the minute`;
  return { because, until: 'later' };
}

/** An old primary under the name that it was put aside with. */
export interface KeptInstance {
  readonly id: string;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The reason why an old primary must not be deleted, or nothing. Each of these would be somebody's live data. */
export function deletionBlockedBecause(
  { id, arn, tags }: KeptInstance,
  { typed, run, liveNames }: { typed: string; run: string; liveNames: ReadonlySet<string> },
): string | undefined {
  if (arn !== typed) return `${typed} was typed, and ${id} is ${arn}`;
  if (liveNames.has(id)) return `the plan names ${id}, which may serve`;
  const keptFor = tags[KEPT_FOR_TAG];
  if (keptFor !== run) return `its tag ${KEPT_FOR_TAG} is ${keptFor ?? 'missing'}, expected ${run}`;
  return undefined;
}
