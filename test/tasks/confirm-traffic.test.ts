import { confirmTraffic } from '../../lambdas/confirm-traffic/task';
import { NotReady } from '../../lib/domain/errors';
import type { HealthAnswer } from '../../lib/domain/health';
import type { Deployment } from '../../lib/plan/deployment';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { at } from '../helpers/at';

const HERE = 'us-west-2';
const healthy: HealthAnswer = { status: 200, body: { checks: { database: 'up' } }, region: HERE };
const { api } = aDeployment();
const named: Deployment['api'] = { ...api, regionHeader: 'x-region' };
const writing: Deployment['api'] = { ...named, writeUrl: 'https://example.com/write' };

interface Answers {
  readonly api?: Deployment['api'];
  readonly health?: HealthAnswer;
  readonly write?: HealthAnswer;
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
}

async function confirming({ api: plan = named, health = healthy, write, addresses = {} }: Answers) {
  const sent: unknown[] = [];
  const confirmation = await confirmTraffic({
    region: HERE,
    api: plan,
    ownUrl: api.recoveryUrl,
    otherUrl: api.primaryUrl,
    fetchHealth: async () => health,
    postJson: async (url, body) => {
      sent.push([url, body]);
      return write ?? { status: 201, region: HERE };
    },
    addressesOf: async (url) => addresses[url],
    now: aClock(5).now,
  })({ run: 'run-1' });
  return { confirmation, sent };
}

test.each([
  ['everything is up', { database: 'up', redis: 'up' }],
  ['cache and storage are not up', { database: 'up', redis: 'down', storage: 'down' }],
])('confirms by a read when %s and the plan names no write', async (_, checks) => {
  const { confirmation } = await confirming({ health: { ...healthy, body: { checks } } });
  expect(confirmation).toEqual({ url: api.publicUrl, at: at(5), by: 'read', from: { where: 'here' } });
});

test('confirms by a write where the plan names one', async () => {
  const { confirmation, sent } = await confirming({ api: writing });
  expect(confirmation).toMatchObject({ url: writing.writeUrl, by: 'write', from: { where: 'here' } });
  expect(sent).toEqual([['https://example.com/write', { run: 'run-1' }]]);
});

test.each<[string, Answers, string]>([
  [
    'there is no answer',
    { health: { failure: 'timed out' } },
    'https://example.com/health: api is down (timed out)',
  ],
  ['the API is ill', { health: { status: 503 } }, 'api is down (HTTP 503)'],
  [
    'its database is down',
    { health: { ...healthy, body: { checks: { database: 'down' } } } },
    'database is down',
  ],
  ['it says nothing of its database', { health: { status: 200 } }, 'database is unknown'],
  [
    'the old region still answers',
    { health: { ...healthy, region: 'us-east-1' } },
    'us-east-1 answered, expected us-west-2',
  ],
  [
    'a write is refused',
    { api: writing, write: { status: 503, region: HERE } },
    'the write was not taken (HTTP 503)',
  ],
  ['a write is not answered', { api: writing, write: { failure: 'timed out' } }, 'was not taken (timed out)'],
  [
    'the old region takes the write',
    { api: writing, write: { status: 200, region: 'us-east-1' } },
    'us-east-1 answered',
  ],
])('waits while %s', async (_, answers, because) => {
  await expect(confirming(answers)).rejects.toThrow(NotReady);
  await expect(confirming(answers)).rejects.toThrow(because);
});

describe('without a header that names the region', () => {
  const own = { [api.recoveryUrl]: ['192.0.2.2'], [api.primaryUrl]: ['192.0.2.1'] };

  test('its addresses tell that it was this one', async () => {
    const addresses = { ...own, [api.publicUrl]: ['192.0.2.2'] };
    expect((await confirming({ api, addresses })).confirmation.from).toEqual({ where: 'here' });
  });

  test('its addresses tell that it was the other one', async () => {
    const addresses = { ...own, [api.publicUrl]: ['192.0.2.1'] };
    await expect(confirming({ api, addresses })).rejects.toThrow("192.0.2.1 is the other region's");
  });

  test('an answer is an answer when they tell nothing, and is told to be of an unknown region', async () => {
    const { confirmation } = await confirming({ api });
    expect(confirmation).toMatchObject({
      by: 'read',
      from: { where: 'unknown', because: 'which region answered is unknown: host names did not resolve' },
    });
  });
});
