import { Throttled, Unreachable } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { readStatus, type StatusLedger, type Watched } from '../../lib/status/read-status';
import type { Known } from '../../lib/status-page/answer-page';

export interface KnownFrom {
  readonly deployment: Omit<Watched, 'notify'>;
  /** Whom a run asks, for whoever reads that it will. */
  readonly notify: string;
  readonly region: string;
  readonly ledger: StatusLedger;
  /** Told of whatever gave no answer. */
  readonly tell: (message: string) => void;
  readonly now: () => Instant;
}

/** What `firebackup status` tells, of the ledger of this region; or that it gives no answer, which is no status. */
export async function knownStatus({
  ledger,
  deployment,
  notify,
  region,
  tell,
  now,
}: KnownFrom): Promise<Known> {
  try {
    const status = await readStatus(ledger, { ...deployment, notify }, now);
    return { status, ledger: { answeredBy: region, silent: [] } };
  } catch (error) {
    const silence = silenceIn(error);
    tell(silence);
    return { silence, at: now() };
  }
}

export const readFrom = ({ region }: Pick<KnownFrom, 'region'>): string =>
  `Read from the ledger in ${region}, by the function there.`;

/** @throws what is no silence */
export function silenceIn(error: unknown): string {
  if (error instanceof Unreachable || error instanceof Throttled) return error.message;
  throw error;
}
