import { ASKED_EVERY_SECONDS, type Known } from '../../lib/status-page/answer-page';
import { complaintOf } from '../command/complaint';
import type { Desk, Told } from '../command/desk';
import { BadInput } from '../command/endings';
import { heardInWords } from '../command/read-ledger';
import { PageServer } from '../page/page-server';
import { readNow } from '../status/read-now';

/**
 * `firebackup status --serve`: what `firebackup status` tells, as a page. It is read with the credentials of whoever sits here, in
 * whichever region answers, so that it needs nothing of ours to be up in any of them, and shows nobody else anything.
 * @throws {Interrupted} after Ctrl-C, and not before
 */
export async function serveStatus(desk: Desk, port: number): Promise<Told> {
  const server = await PageServer.open({
    port,
    everySeconds: ASKED_EVERY_SECONDS,
    read: () => known(desk),
    readFrom,
  }).catch((error: Error) => {
    throw new BadInput(`no status page on port ${port}: ${error.message}; expected one that is free`);
  });
  desk.note(`${server.address} shows the status until Ctrl-C`);
  try {
    return await desk.unlessInterrupted(new Promise<never>(() => undefined), 'the status is shown no more');
  } finally {
    server.close();
  }
}

const known = (desk: Desk): Promise<Known> =>
  readNow(desk).then(
    ({ found, heard }) => ({ status: found, ledger: heard }),
    (error: unknown) => ({ silence: complaintOf(error).line, at: desk.now() }),
  );

const readFrom = (told: Known): string =>
  'silence' in told ? 'Read in no region.' : `The ledger was ${heardInWords(told.ledger)}.`;
