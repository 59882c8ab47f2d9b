import { complaintOf } from '../command/complaint';

/** What came of one look. What could not be looked at is unknown, never fine. */
export interface Finding {
  readonly state: 'fine' | 'bad' | 'unknown';
  readonly what: string;
  readonly found: string;
  /** Of what is not fine: what to do. */
  readonly next?: string | undefined;
}

export interface Look {
  readonly what: string;
  readonly see: () => Promise<readonly Finding[]>;
}

export const fine = (what: string, found: string): Finding => ({ state: 'fine', what, found });
export const bad = (what: string, found: string, next: string): Finding => ({
  state: 'bad',
  what,
  found,
  next,
});
export const unknown = (what: string, found: string, next: string): Finding => ({
  state: 'unknown',
  what,
  found,
  next,
});

/** Fine, bad, or unknown where the answer was not given. */
export function expected(
  what: string,
  answer: boolean | undefined,
  { found, next }: { readonly found: string; readonly next: string },
): Finding {
  if (answer === undefined) return unknown(what, `${found}: AWS does not say`, next);
  return answer ? fine(what, found) : bad(what, found, next);
}

/** Errors that concern whoever looks, and not what is looked at: with these, nothing can be seen anywhere. */
const OF_THE_CALLER =
  /Credentials|Token|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|AuthFailure/;

const ATTACH =
  'have NAME-operator-REGION and NAME-doctor-REGION attached to whoever looks, and NAME-approver-REGION to whoever approves';

/** What a look finds. What is not there is bad; any other failure leaves it unknown. @throws what concerns the caller */
export async function findingsOf({ what, see }: Look): Promise<readonly Finding[]> {
  try {
    return await see();
  } catch (error) {
    const { name, message } = error as Error;
    if (OF_THE_CALLER.test(name)) throw error;
    if (name === 'NotFound')
      return [bad(what, message, 'correct the plan, or deploy and make what it names')];
    const [because = ''] = complaintOf(error).line.split('\n');
    return [unknown(what, because, name === 'AccessDenied' ? ATTACH : 'mend that, and look again')];
  }
}
