import { RUN_TAG, SCRATCH_UNTIL_TAG } from './restore-order';
import { DEPLOYMENT_TAG } from './snapshot-name';

/** What is seen of something just before it is to be removed. */
export interface SeenScratch {
  readonly tags: Readonly<Record<string, string>>;
  readonly deletionProtection: boolean;
}

/**
 * The reason why something must not be removed as scratch, or nothing. A restore never switches the protection on before
 * it hands over, so where it is on, a person wants it kept.
 */
export function removalBlockedBecause(
  { tags, deletionProtection }: SeenScratch,
  deployment: string,
): string | undefined {
  const owner = tags[DEPLOYMENT_TAG];
  if (owner !== deployment) {
    return `its tag ${DEPLOYMENT_TAG} is ${owner ?? 'missing'}, expected ${deployment}: it may not be ours`;
  }
  const missing = [RUN_TAG, SCRATCH_UNTIL_TAG].find((tag) => !tags[tag]);
  if (missing) return `it has no tag ${missing}: it is not scratch, or was handed over`;
  if (deletionProtection)
    return 'its deletion protection is on, which no restore does: somebody wants it kept';
  return undefined;
}
