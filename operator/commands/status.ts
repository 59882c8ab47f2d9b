import { outlookOf } from '../../lib/status/outlook';
import type { Desk, Told } from '../command/desk';
import { readNow } from '../status/read-now';
import { statusText } from '../status/status-text';

/** `firebackup status`: what is going on, what the software does next, and what a person may do. */
export async function status(desk: Desk): Promise<Told> {
  const { found, heard } = await readNow(desk);
  const outlook = outlookOf(found);
  return {
    lines: statusText(found, heard, desk.screen),
    data: { ledger: heard, outlook, ...found },
    news: outlook.level === 'bad' ? 'bad' : 'fine',
  };
}
