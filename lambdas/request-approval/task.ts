import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { type Instant, secondsAfter } from '../../lib/domain/instant';
import type { contract } from './contract';

/**
 * State RequestApproval of `failover`, which waits until `answer-approval` answers with the token. Writes the request and
 * nothing else; it was announced before, without the token. A second call comes with a token of its own, since the task
 * that waited before is gone, and replaces the request: an answer to the first one has to be given again.
 */
export const requestApproval =
  ({ ledger, now }: { ledger: Pick<Ledger, 'requestApproval'>; now: () => Instant }) =>
  async ({ token, decision }: z.output<typeof contract.input>): Promise<{ expiresAt: Instant }> => {
    const { claim, asks, ...asked } = decision;
    const { expiresAfterSeconds, ...question } = asks;
    const askedAt = now();
    const expiresAt = secondsAfter(askedAt, expiresAfterSeconds);
    const { run, epoch } = claim;
    await ledger.requestApproval({ run, epoch, token, ...question, asked, askedAt, expiresAt });
    return { expiresAt };
  };
