import type * as z from 'zod';
import { Incomplete } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
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
 * State JudgeWal, last of `wal-check`. Changes nothing, and counts what is not known. A check that did not come to an end is one
 * such thing. How old everything is, is in what it returns and in the ledger; that it is too old fails the run, and an alarm
 * tells.
 *
 * @throws {Incomplete} when something is broken, with each reason
 */
export const judgeWal =
  ({ rpoSeconds, measure, now }: Deps) =>
  async (input: Input): Promise<{ verdicts: readonly WalVerdict[]; unchecked: readonly string[] }> => {
    const checks = [input.backups, input.archives];
    const sightings = checks.flatMap((check) => ('sightings' in check ? check.sightings : []));
    const unchecked = checks.flatMap((check) => ('sightings' in check ? [] : [inWords(check)]));
    const verdicts = sightings.map((sighting) => verdictOn(sighting, now(), rpoSeconds));
    const unknown = verdicts.filter(({ state }) => state === 'unknown').length + unchecked.length;

    // Only then: a figure is paid for by the hours in which it is sent.
    if (unknown > 0) measure('WalUnknown', unknown, 'Count');
    const because = brokenBecause(verdicts);
    if (because) throw new Incomplete(because);
    return { verdicts, unchecked };
  };
