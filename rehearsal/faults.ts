import type { AnswerAws, AwsCall } from './cloud/interception';

/** A call, and the region of the function that makes it. */
export interface SentCall extends AwsCall {
  readonly from: string;
}

export type Harm =
  /** Refused before anything was done, as AWS does with too many calls. */
  | 'throttled'
  /** Nobody answers, and nothing was done. */
  | 'unreachable'
  /** Carried out, but its answer does not come back in time. */
  | 'answer lost';

export interface Fault {
  readonly harm: Harm;
  readonly hits: (call: SentCall) => boolean;
  /** To how many calls it happens; to all of them when missing. */
  readonly times?: number;
}

/** What goes wrong with AWS calls, to order. */
export class Faults {
  readonly #faults = new Set<{ readonly fault: Fault; left: number }>();
  /** How often a call was harmed. */
  readonly harmed = new Map<string, number>();

  /** Returns how to end it. */
  add(fault: Fault): () => void {
    const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#faults.add(entry);
    return () => void this.#faults.delete(entry);
  }

  /** Makes a call, unless a fault keeps it from being made or its answer from being heard. */
  async around(call: SentCall, make: AnswerAws): Promise<object> {
    const entry = [...this.#faults].find(({ fault, left }) => left > 0 && fault.hits(call));
    if (!entry) return make(call);
    entry.left -= 1;
    const name = `${call.service}.${call.operation}`;
    this.harmed.set(name, (this.harmed.get(name) ?? 0) + 1);
    if (entry.fault.harm === 'answer lost') await make(call);
    throw errorOf(entry.fault.harm, call);
  }
}

/** As the SDK would throw it, after its own retries. */
function errorOf(harm: Harm, { service, operation, region, from }: SentCall): Error {
  const what = `${service}.${operation} in ${region}, called from ${from}`;
  if (harm === 'throttled') return named('ThrottlingException', `rate exceeded: ${what}`);
  return named('TimeoutError', `no answer in time: ${what}`);
}

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });
