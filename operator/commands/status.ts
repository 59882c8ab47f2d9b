import type { Desk, Told } from '../command/desk';
import { readLedger } from '../command/read-ledger';
import { outlookOf } from '../status/outlook';
import { readStatus } from '../status/read-status';
import { statusText } from '../status/status-text';

/** `firebackup status`: what is going on, what the software does next, and what a person may do. */
export async function status(desk: Desk): Promise<Told> {
  const { found, heard } = await readLedger(desk, (truth) => readStatus(truth, desk.plan, desk.now));
  const outlook = outlookOf(found);
  return {
    lines: statusText(found, heard, desk.screen),
    data: { ledger: heard, outlook, ...found },
    news: outlook.level === 'bad' ? 'bad' : 'fine',
  };
}
