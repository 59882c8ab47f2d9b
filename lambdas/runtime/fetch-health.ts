import type { HealthAnswer } from '../../lib/domain/health';

export type FetchHealth = (url: string) => Promise<HealthAnswer>;
export type PostJson = (url: string, body: object) => Promise<HealthAnswer>;

export interface Asking {
  readonly timeoutSeconds: number;
  /** The header in which the API names its region, where it does. */
  readonly regionHeader?: string | undefined;
}

/** Asks an API's `/health` with a deadline of its own: a dead region does not refuse, it keeps silent. */
export const fetchHealth =
  (asking: Asking): FetchHealth =>
  (url) =>
    ask(url, {}, asking);

/** Sends JSON, with the same deadline and the same care about what comes back. */
export const postJson =
  (asking: Asking): PostJson =>
  (url, body) => {
    const headers = { 'content-type': 'application/json' };
    return ask(url, { method: 'POST', headers, body: JSON.stringify(body) }, asking);
  };

async function ask(
  url: string,
  request: RequestInit,
  { timeoutSeconds, regionHeader }: Asking,
): Promise<HealthAnswer> {
  try {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    const answer = await fetch(url, { ...request, signal, redirect: 'manual' });
    const region = regionHeader === undefined ? undefined : (answer.headers.get(regionHeader) ?? undefined);
    return { status: answer.status, body: await answer.json().catch(() => undefined), region };
  } catch (error) {
    const { cause, message } = error as Error;
    return { failure: cause instanceof Error && cause.message ? cause.message : message };
  }
}
