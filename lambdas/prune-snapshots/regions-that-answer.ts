import type { Databases } from '../../lib/aws/databases';
import { Unreachable } from '../../lib/domain/errors';

export type SnapshotVerbs = Pick<Databases, 'snapshot' | 'deleteSnapshot'>;

/** Asks RDS of a region. @throws {Unreachable} for a region that kept silent, now or to an earlier question. */
export type AskRegion = <Answer>(
  region: string,
  question: (rds: SnapshotVerbs) => Promise<Answer>,
) => Promise<Answer>;

/** A region that is gone costs 12 s per question (`client-settings.ts`), so it is asked only until it keeps silent. */
export function regionsThatAnswer(databases: (region: string) => SnapshotVerbs): AskRegion {
  const silent = new Map<string, Unreachable>();
  return async (region, question) => {
    const earlier = silent.get(region);
    if (earlier) throw earlier;
    try {
      return await question(databases(region));
    } catch (error) {
      if (error instanceof Unreachable) silent.set(region, error);
      throw error;
    }
  };
}
