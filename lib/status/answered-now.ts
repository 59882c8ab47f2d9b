import { durationInWords } from '../domain/duration-in-words';
import { secondsBetween } from '../domain/instant';
import { LOOKED_AT_WITHIN_SECONDS } from '../domain/recovery-offer';
import type { Verdict } from '../domain/recovery-verdicts';
import type { Status } from './read-status';

/** What was answered to "if the active region were lost now", and why that is not known any more. */
export interface AnsweredNow {
  readonly unknownBecause?: string | undefined;
  readonly stores: readonly { readonly store: string; readonly rpo: Verdict; readonly rto: Verdict }[];
}

export function answeredNow({ answer, at, role }: Pick<Status, 'answer' | 'at' | 'role'>): AnsweredNow {
  if (!answer) return { unknownBecause: 'nobody has answered yet what would be recovered from', stores: [] };
  if (answer.activeRegion !== role.activeRegion)
    return { unknownBecause: `this was last answered while ${answer.activeRegion} was active`, stores: [] };
  const age = secondsBetween(answer.at, at);
  const stores = answer.stores.flatMap(({ store, cases }) =>
    cases.flatMap(({ loss, rpo, rto }) => (loss === 'region lost' ? [{ store, rpo, rto }] : [])),
  );
  return age > LOOKED_AT_WITHIN_SECONDS
    ? { unknownBecause: `this was answered ${durationInWords(age)} ago`, stores }
    : { stores };
}
