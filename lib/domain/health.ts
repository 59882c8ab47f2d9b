import type { Probe, ProbeOutcome } from './evidence';
import type { Instant } from './instant';

/** What a request for `/health` came back with; no status when there was no answer in time. */
export interface HealthAnswer {
  readonly status?: number | undefined;
  readonly body?: unknown;
  /** The region that the answer says it comes from, if it says so. */
  readonly region?: string | undefined;
  /** Why there was no answer. */
  readonly failure?: string | undefined;
}

/**
 * The probes that one answer of the API's `/health` amounts to. The API is up if it answered 200, or if all that it finds
 * unhealthy is what no region is left for. Of the rest it is a witness: what its `checks` do not mention, or could not say
 * because there was no answer, is unknown.
 */
export function probesFrom(answer: HealthAnswer, at: Instant): readonly Probe[] {
  const detail = answer.failure ?? `HTTP ${answer.status}`;
  return [
    { at, component: 'api', outcome: apiIsUp(answer) ? 'up' : 'down', detail },
    { at, component: 'database', outcome: checkOf(answer, 'database'), detail },
    { at, component: 'cache', outcome: checkOf(answer, 'redis'), detail },
    { at, component: 'storage', outcome: checkOf(answer, 'storage'), detail },
  ];
}

/** A whole API says so in its checks even where it answers 503 for the sake of its cache or its storage. */
export function apiIsUp(answer: HealthAnswer): boolean {
  if (answer.status === 200) return true;
  const ails = (['redis', 'storage'] as const).some((check) => checkOf(answer, check) === 'down');
  return answer.status === 503 && ails && checkOf(answer, 'database') === 'up';
}

function checkOf({ body }: HealthAnswer, check: string): ProbeOutcome {
  const checks = (body as { checks?: Record<string, unknown> } | undefined)?.checks;
  const said = checks?.[check];
  const state = typeof said === 'object' && said !== null ? (said as { status?: unknown }).status : said;
  if (state === true || state === 'up' || state === 'healthy' || state === 'ok') return 'up';
  if (state === false || state === 'down' || state === 'unhealthy' || state === 'error') return 'down';
  return 'unknown';
}
