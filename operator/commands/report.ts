import type { Desk, Told } from '../command/desk';
import { pageFor } from './run-report';
import { runShow } from './run-show';

/** `firebackup report <id>`: a run or a drill as one page to keep. However it ended, a report that is written is fine news. */
export async function report(
  desk: Desk,
  { id, file }: { readonly id: string; readonly file: string },
): Promise<Told> {
  // Asked first: nobody waits for a ledger to hear that a file is of the wrong kind.
  pageFor(file);
  await runShow(desk, { id, document: false, report: file });
  return { lines: [`${file} is written`], data: { id, file }, news: 'fine' };
}
