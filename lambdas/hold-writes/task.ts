import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { TerminalState } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { WriteAccess } from '../runtime/write-access';
import type { contract } from './contract';

interface Deps {
  readonly ledger: Pick<Ledger, 'hold'>;
  readonly writeAccess: Pick<WriteAccess, 'hold'>;
  readonly now: () => Instant;
}

type Held = Awaited<ReturnType<WriteAccess['hold']>>;

/**
 * State HoldWrites of `switchover`: the beginning of the write gap. Has the active region's application roles closed and
 * their sessions ended, and its caches' writers wait, by that region's own machine; the positions in the answer are what
 * AwaitReplay and AwaitCaches wait for. The lease
 * comes first. A second call finds the roles closed and answers later positions. Failing may leave some closed: ReleaseHold
 * opens them. Refused when a database there turns out to be a standby, since then nothing that was closed protects anything.
 */
export const holdWrites =
  ({ ledger, writeAccess, now }: Deps) =>
  async ({ claim, from }: z.output<typeof contract.input>): Promise<Held & { at: Instant }> => {
    await ledger.hold(claim, now());
    const held = await writeAccess.hold(from, claim.run);
    const standbys = held.databases.filter(({ outcome }) => outcome === 'standby');
    if (standbys.length > 0) {
      const which = standbys.map(({ database }) => database).join(', ');
      throw new TerminalState(
        `${which} in ${from} is a standby, expected the primary; look at the ledger's role`,
      );
    }
    return { ...held, at: now() };
  };
