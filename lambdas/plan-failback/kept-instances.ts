import { FailbackBlocked } from '../../lib/domain/errors';
import { keptInstance } from '../runtime/kept-instance';

/** What an old primary is called once a run has put it aside. */
export interface Kept {
  readonly database: string;
  readonly region: string;
  readonly arn: string;
}

/** The name that an instance of the plan is put aside under. */
export function keptAs(run: string, { database, arn }: { database: string; arn: string }): Kept {
  const [prefix, region = '', instance = ''] = [arn.split(':').slice(0, -1).join(':'), ...parts(arn)];
  return { database, region, arn: `${prefix}:${keptInstance(instance, run)}` };
}

const parts = (arn: string): readonly (string | undefined)[] => [arn.split(':')[3], arn.split(':')[6]];

/** Which of them a person has asked to delete, by its whole ARN. @throws {FailbackBlocked} if it is none of them */
export function deletionsOf(kept: readonly Kept[], typed: string | undefined): readonly Kept[] {
  if (typed === undefined) return [];
  const asked = kept.filter(({ arn }) => arn === typed);
  if (asked.length > 0) return asked;
  const expected = kept.map(({ arn }) => arn).join(' or ');
  throw new FailbackBlocked(
    `deleteOldPrimary is ${typed}, which this run puts nothing aside as; expected ${expected}`,
  );
}
