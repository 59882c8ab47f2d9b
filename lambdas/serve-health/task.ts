import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Figure } from '../../lib/domain/exposed-figure';
import { regionHealth } from '../../lib/domain/region-health';
import { staleAfterSeconds } from '../../lib/domain/verdict';
import { type Deployment, failoverRules, placeOf } from '../../lib/plan/deployment';
import { ASKED_EVERY_SECONDS, type Asked, answerPage, STATUS_PATHS } from '../../lib/status-page/answer-page';
import type { FetchHealth } from '../runtime/fetch-health';
import type { addressed } from './contract';
import type { Exposition } from './exposition';
import { type KnownFrom, knownStatus, readFrom, silenceIn } from './known-status';
import { figuresFrom } from './metrics';
import { within } from './within';

interface Deps extends KnownFrom {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'role' | 'run' | 'heartbeats' | 'answer' | 'schedules'> & KnownFrom['ledger'];
  readonly fetchHealth: FetchHealth;
  readonly expose: (figures: readonly Figure[]) => Promise<Exposition>;
}

export interface HttpAnswer {
  readonly statusCode: 200 | 404 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Behind a function URL that asks for a signature; no machine calls it. Changes nothing; a second call looks again. It stands
 * outside the VPC and so reaches no database and no cache. What it says of them comes together without any way between the two:
 * - database: the function inside wrote a heartbeat, or read what came through to its standby, and the one outside put it into
 *   the ledger every few seconds (`heartbeat`). As long as that is fresh it is believed; after that the API's word is;
 * - redis and storage: the region's own API is asked now, and says what its own connections find. It is the one that uses both.
 *   What of ours reaches a cache stands inside the VPC, calls no AWS API, and has no machine around it that would tell the ledger.
 * Each is waited for as long as a probe waits. Who gives no answer leaves its checks unknown, and the status is `degraded`.
 *
 * `/metrics` says what the ledger says. Without the ledger it is 503 and no figure: what was true a while ago would be read
 * as true now. `/status` is what `firebackup status` tells, as a page that asks again by itself, or as data; without the ledger
 * it is 503 too, and says that nothing is known. Failing means that the function may not read the ledger, or is broken: that is no silence, and an alarm tells it.
 */
export function serveHealth(deps: Deps): (input: z.output<typeof addressed>) => Promise<HttpAnswer> {
  return async ({ rawPath, headers }) => {
    if (rawPath === '/health') return health(deps);
    if (rawPath === '/metrics') return metrics(deps);
    if (STATUS_PATHS.includes(rawPath)) return status(deps, { path: rawPath, accept: headers?.accept });
    return answer(404, 'text/plain', `expected /health, /metrics or ${STATUS_PATHS.join(' or ')}\n`);
  };
}

async function health({ deployment, region, ledger, fetchHealth, tell, now }: Deps): Promise<HttpAnswer> {
  const { primaryUrl, recoveryUrl } = deployment.api;
  const url = placeOf(deployment, region) === 'primary' ? primaryUrl : recoveryUrl;
  const looked = Promise.all([ledger.role(), ledger.heartbeats(region)]);
  const [known, said] = await Promise.all([
    within(deployment.probe.timeout, looked, 'the ledger').catch((error: unknown) => {
      tell(silenceIn(error));
      return undefined;
    }),
    fetchHealth(url),
  ]);
  if (said.failure !== undefined) tell(`${url} gave no answer: ${said.failure}`);
  const [role, heartbeats] = known ?? [];
  const seen = { answer: said, heartbeats, isActive: role && role.activeRegion === region };
  const body = regionHealth(seen, staleAfterSeconds(failoverRules(deployment).detection), now());
  return answer(body.status === 'healthy' ? 200 : 503, 'application/json', JSON.stringify(body));
}

async function metrics({ deployment, ledger, expose, tell, now }: Deps): Promise<HttpAnswer> {
  try {
    const { contentType, body } = await expose(await figuresFrom(ledger, deployment, now()));
    return answer(200, contentType, body);
  } catch (error) {
    const silence = silenceIn(error);
    tell(silence);
    return answer(503, 'text/plain', `${silence}\n`);
  }
}

async function status(deps: Deps, asked: Asked): Promise<HttpAnswer> {
  const serving = { everySeconds: ASKED_EVERY_SECONDS, readFrom: readFrom(deps) };
  return answerPage(await knownStatus(deps), asked, serving);
}

const answer = (statusCode: HttpAnswer['statusCode'], contentType: string, body: string): HttpAnswer => ({
  statusCode,
  headers: { 'content-type': contentType, 'cache-control': 'no-store' },
  body,
});
