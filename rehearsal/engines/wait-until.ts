import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  readonly withinMs: number;
  /** What did not happen, for the error. A function, because a log tail is only worth reading at the end. */
  readonly otherwise: () => string | Promise<string>;
}

/** Asks again every few milliseconds: what an engine costs is measured, so waiting may not add to it. */
const POLL_MS = 5;

export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  patience: Patience,
): Promise<void> {
  const deadline = performance.now() + patience.withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(await patience.otherwise());
    await sleep(POLL_MS);
  }
}
