import { Unreachable } from '../../../lib/domain/errors';

/** Asks a service of a region. @throws {Unreachable} for a region that kept silent, now or to an earlier question. */
export type AskRegion<Verbs> = <Answer>(
  region: string,
  question: (verbs: Verbs) => Promise<Answer>,
) => Promise<Answer>;

/** A region that is gone costs 12 s per question (`client-settings.ts`), so it is asked only until it keeps silent. */
export function regionsThatAnswer<Verbs>(verbsIn: (region: string) => Verbs): AskRegion<Verbs> {
  const silent = new Map<string, Unreachable>();
  return async (region, question) => {
    const earlier = silent.get(region);
    if (earlier) throw earlier;
    try {
      return await question(verbsIn(region));
    } catch (error) {
      if (error instanceof Unreachable) silent.set(region, error);
      throw error;
    }
  };
}
