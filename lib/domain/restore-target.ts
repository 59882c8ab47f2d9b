import { RUN_TAG } from './restore-order';

/** ElastiCache takes 40 characters: 24 of the deployment's name, 9 of the purpose, 7 of the run. */
const SHORT_LENGTH = 7;

/**
 * The name of what a restore makes. The same run and point give the same name, so that a second call finds what the first
 * one made.
 *
 * @param hash of the run, and in a drill of the point; hexadecimal
 */
export const restoreTarget = (deployment: string, purpose: 'restore' | 'drill', hash: string): string =>
  `${deployment}-${purpose}-${hash.slice(0, SHORT_LENGTH)}`;

/** Whether a name is one that a restore of this deployment gives. Nothing else is ever removed. */
export const isRestoreTarget = (deployment: string, name: string): boolean =>
  ['restore', 'drill'].some((purpose) => {
    const prefix = `${deployment}-${purpose}-`;
    return name.startsWith(prefix) && /^[0-9a-f]{7}$/.test(name.slice(prefix.length));
  });

interface Made {
  readonly target: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The reason why something is not what a restore of this deployment made, or nothing. A name alone proves nothing, and a tag
 * that is missing could be one that was never set.
 *
 * @param run that must have made it; without it, any
 */
export function foreignBecause(
  { target, tags }: Made,
  { deployment, liveNames }: { readonly deployment: string; readonly liveNames: ReadonlySet<string> },
  run?: string,
): string | undefined {
  if (liveNames.has(target)) return `${target} is one of the plan's own names`;
  if (!isRestoreTarget(deployment, target)) {
    return `${target} is no name that a restore of ${deployment} gives, expected ${deployment}-restore-… or ${deployment}-drill-…`;
  }
  const owner = tags[RUN_TAG];
  if (owner === undefined) return `${target} has no tag ${RUN_TAG}: it may not be ours`;
  if (run !== undefined && owner !== run) return `${target} belongs to run ${owner}, not to ${run}`;
  return undefined;
}
