import type * as z from 'zod';
import { Incomplete } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { AGE_METRICS, SLOT_METRIC, UNKNOWN_METRIC } from '../../lib/domain/wal-metrics';
import { brokenBecause, verdictOn, type WalVerdict } from '../../lib/domain/wal-verdict';
import type { Measure } from '../runtime/surroundings';
import { inWords } from '../runtime/wal-shapes';
import type { contract } from './contract';

interface Deps {
  readonly rpoSeconds: number;
  readonly measure: Measure;
  readonly now: () => Instant;
}

type Input = z.output<typeof contract.input>;

/**
 * State JudgeWal, last of `wal-check`. Changes nothing but figures. A check that did not come to an end is one thing that
 * is not known. @throws {Incomplete} when something is broken, with each reason
 */
export const judgeWal =
  ({ rpoSeconds, measure, now }: Deps) =>
  async (input: Input): Promise<{ verdicts: readonly WalVerdict[]; unchecked: readonly string[] }> => {
    const checks = [input.backups, input.archives];
    const sightings = checks.flatMap((check) => ('sightings' in check ? check.sightings : []));
    const unchecked = checks.flatMap((check) => ('sightings' in check ? [] : [inWords(check)]));
    const verdicts = sightings.map((sighting) => verdictOn(sighting, now(), rpoSeconds));
    const unknown = verdicts.filter(({ state }) => state === 'unknown').length + unchecked.length;

    measure(UNKNOWN_METRIC, unknown, 'Count');
    for (const [provider, metric] of Object.entries(AGE_METRICS)) {
      const ages = verdicts.flatMap((verdict) =>
        verdict.provider === provider && verdict.ageSeconds !== undefined ? [verdict.ageSeconds] : [],
      );
      if (ages.length > 0) measure(metric, Math.max(...ages), 'Seconds');
    }
    const keptBytes = slotsOf(input).flatMap((slot) => slot.keptBytes ?? []);
    if (keptBytes.length > 0) measure(SLOT_METRIC, Math.max(...keptBytes), 'Count');

    const because = brokenBecause(verdicts);
    if (because) throw new Incomplete(because);
    return { verdicts, unchecked };
  };

const slotsOf = ({ sighted }: Input) =>
  'databases' in sighted
    ? sighted.databases.flatMap((seen) => ('position' in seen ? seen.position.slots : []))
    : [];
