import fc from 'fast-check';
import { type HealthAnswer, probesFrom } from '../../lib/domain/health';
import { at } from '../helpers/at';

const outcomes = (answer: HealthAnswer) =>
  Object.fromEntries(probesFrom(answer, at(0)).map(({ component, outcome }) => [component, outcome]));

test('the health answer of the reference deployment is read in full', () => {
  const body = {
    status: 'healthy',
    timestamp: at(0),
    checks: { database: { status: 'up' }, redis: { status: 'down' }, storage: { status: 'up' } },
  };
  expect(outcomes({ status: 200, body })).toEqual({
    api: 'up',
    database: 'up',
    cache: 'down',
    storage: 'up',
  });
});

test.each([
  [true, 'up'],
  ['up', 'up'],
  ['healthy', 'up'],
  ['ok', 'up'],
  [{ status: 'ok' }, 'up'],
  [false, 'down'],
  ['down', 'down'],
  ['unhealthy', 'down'],
  [{ status: 'error' }, 'down'],
  ['degraded', 'unknown'],
  [null, 'unknown'],
  [1, 'unknown'],
  [{ status: { status: 'up' } }, 'unknown'],
  [undefined, 'unknown'],
])('a check that says %p is %s', (said, outcome) => {
  expect(outcomes({ status: 200, body: { checks: { database: said } } })).toMatchObject({
    database: outcome,
    cache: 'unknown',
  });
});

test.each([[503], [500], [404], [301], [204], [undefined]])('an API that answers %p is down', (status) => {
  expect(outcomes({ status }).api).toBe('down');
});

test('a failing API is still a witness for its database', () => {
  const body = { checks: { database: 'down', redis: 'up' } };
  expect(outcomes({ status: 503, body })).toEqual({
    api: 'down',
    database: 'down',
    cache: 'up',
    storage: 'unknown',
  });
});

test.each([
  [{ database: 'up', redis: 'down', storage: 'up' }, 'up'],
  [{ database: 'up', redis: 'up', storage: 'down' }, 'up'],
  [{ database: 'up', redis: 'up', storage: 'up' }, 'down'],
  [{ database: 'down', redis: 'down' }, 'down'],
  [{ redis: 'down' }, 'down'],
])('an API that answers 503 with %p is %s', (checks, outcome) => {
  expect(outcomes({ status: 503, body: { checks } }).api).toBe(outcome);
});

test('no answer says nothing of what is behind the API, and keeps why', () => {
  const probes = probesFrom({ failure: 'timed out' }, at(7));
  expect(probes).toEqual([
    { at: at(7), component: 'api', outcome: 'down', detail: 'timed out' },
    { at: at(7), component: 'database', outcome: 'unknown', detail: 'timed out' },
    { at: at(7), component: 'cache', outcome: 'unknown', detail: 'timed out' },
    { at: at(7), component: 'storage', outcome: 'unknown', detail: 'timed out' },
  ]);
});

test('garbage for a body never makes a database up or down', () => {
  const garbage = fc.oneof(fc.anything(), fc.record({ checks: fc.anything() }));
  fc.assert(
    fc.property(
      garbage.filter((body) => !/"database"|"redis"|"storage"/.test(JSON.stringify(body, replacer) ?? '')),
      (body) => {
        expect(outcomes({ status: 200, body })).toEqual({
          api: 'up',
          database: 'unknown',
          cache: 'unknown',
          storage: 'unknown',
        });
      },
    ),
  );
});

const replacer = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
