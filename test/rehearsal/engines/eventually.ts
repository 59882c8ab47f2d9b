import { waitUntil } from '../../../rehearsal/engines/wait-until';

const GENEROUS_MS = 30_000;

export async function eventually(condition: () => Promise<boolean>, what: string): Promise<void> {
  await waitUntil(condition, { withinMs: GENEROUS_MS, otherwise: () => `${what} did not come to pass` });
}
