import type { HealthAnswer } from '../../lib/domain/health';

export type FetchHealth = (url: string) => Promise<HealthAnswer>;

/** Asks an API's `/health` with a deadline of its own: a dead region does not refuse, it keeps silent. */
export const fetchHealth =
  (timeoutSeconds: number): FetchHealth =>
  async (url) => {
    try {
      const answer = await fetch(url, {
        signal: AbortSignal.timeout(timeoutSeconds * 1000),
        redirect: 'manual',
      });
      return { status: answer.status, body: await answer.json().catch(() => undefined) };
    } catch (error) {
      const { cause, message } = error as Error;
      return { failure: cause instanceof Error && cause.message ? cause.message : message };
    }
  };
