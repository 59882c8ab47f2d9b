import { answerPage, type Known } from '../../lib/status-page/answer-page';
import { anOpenRun } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { aCalmLedger, aStatus, SECONDS } from '../helpers/a-status';
import { anApprovalRequest } from '../helpers/an-approval';
import { at } from '../helpers/at';
import type { InMemoryLedger } from '../helpers/in-memory-ledger';

const SERVING = { everySeconds: 5, readFrom: 'Read somewhere.' };
const ledger = { answeredBy: 'us-west-2', silent: [] };

const known = async (from?: InMemoryLedger, seconds = SECONDS): Promise<Known> => ({
  status: await aStatus(from, seconds),
  ledger,
});

/** What a page says, as words. */
const wordsOf = (body: string): string =>
  body
    .replace(/<(style|script)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
const page = async (from?: InMemoryLedger, seconds = SECONDS) =>
  wordsOf(answerPage(await known(from, seconds), { path: '/status' }, SERVING).body);

test('a calm night is told with everything that it rests on, as ages and as UTC', async () => {
  const words = await page();
  for (const expected of [
    'As of 2026-03-01 12:02:05 UTC',
    '✓ All well: us-east-1 serves',
    'Next If two vantage points see us-east-1 down, a run asks on-call@example.com',
    'You may firebackup failover --dry-run',
    'us-east-1 is seen up by 3 of 3 vantage points',
    'newest heartbeat 4 s old',
    'objectives, if lost now 2 of 2 met',
    'recovery ✓ up 5 s ago api up, 13 in a row',
    'main us-east-1 ✓ takes writes newest heartbeat written 3 s ago',
    'main us-west-2 ✓ replicates newest heartbeat there 4 s old, 0 bytes to replay',
    'queue us-west-2 ? unknown the ledger keeps nothing of it',
    'Objectives of the plan, as they were judged 25 s ago, 12:01:40 UTC',
    'snapshot-copy us-west-2 9 h ago, 03:00:00 UTC ✓ proven 2 h ago, 10:00:00 UTC',
    'mode ! approval asks a person first',
    'Read somewhere.',
  ])
    expect(words.replaceAll('\u00a0', ' ')).toContain(expected);
});

test('an empty ledger is unknown from top to bottom, and nothing of it has a sign of being well', async () => {
  const { InMemoryLedger } = await import('../helpers/in-memory-ledger');
  const words = await page(new InMemoryLedger());
  expect(words).toContain('? Unknown: nobody can say whether us-east-1 is well');
  expect(words).toContain('newest heartbeat unknown');
  expect(words).toContain('Unknown: nobody has answered yet what would be recovered from.');
  expect(words).not.toContain('✓');
});

test('what was judged long ago is told as what it was, and not as what it is', async () => {
  const words = await page(undefined, 4_000);
  expect(words).toContain('Unknown: this was answered 65 min ago.');
  expect(words).toContain('main RPO ? was met');
});

test('an open run is told step by step, and with what it expected to lose', async () => {
  const from = await aCalmLedger({ openRun: anOpenRun({ openedAt: at(32), promotingSince: at(60) }) });
  await from.writeRun(aRun());
  const words = await page(from);
  expect(words).toContain('Under way: failover run-1');
  expect(words).toContain(
    '● fence 12:00:31 to 12:01:00 UTC, 29.00 s; what held is told when the run ends » promote since 12:01:00 UTC, for 65 s',
  );
  expect(words).toContain('expected loss 12 s');
  expect(words).not.toContain('if lost now');
});

test.each([[{ path: '/status.json' }], [{ path: '/status', accept: 'application/json' }]])(
  'asked as %j it is the data of the command',
  async (asked) => {
    const from = await aCalmLedger();
    await from.requestApproval(anApprovalRequest());
    const { statusCode, headers, body } = answerPage(await known(from), asked, SERVING);
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'application/json',
      'no-store',
    ]);
    expect(JSON.parse(body)).toMatchObject({
      ledger,
      outlook: { kind: 'asking' },
      role: { activeRegion: 'us-east-1', epoch: 1 },
    });
    expect(body).not.toContain(anApprovalRequest().token);
  },
);

test('a browser, which takes anything, gets the page', async () => {
  const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
  const { headers, body } = answerPage(await known(), { path: '/status', accept }, SERVING);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(body).toMatch(/^<!doctype html>/);
});

test('silence is 503, and unknown on the page as in the data', () => {
  const silent: Known = { silence: 'the ledger gives no answer', at: at(0) };
  const shown = answerPage(silent, { path: '/status' }, SERVING);
  expect(shown.statusCode).toBe(503);
  expect(wordsOf(shown.body)).toContain('? Unknown: the ledger gives no answer');
  const data = answerPage(silent, { path: '/status.json' }, SERVING);
  expect([data.statusCode, JSON.parse(data.body)]).toEqual([
    503,
    { at: at(0), unknownBecause: 'the ledger gives no answer' },
  ]);
});

test('names that look like markup are names', async () => {
  const name = '<img src=x onerror=alert(1)>';
  const from = await aCalmLedger({ pausedBy: name, pausedAt: at(0), pausedBecause: name });
  const { body } = answerPage(await known(from), { path: '/status' }, SERVING);
  expect(body).not.toContain('<img');
  expect(wordsOf(body)).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

test('a rehearsal that has ended says so', async () => {
  const ended: Known = { ...(await known()), note: 'rehearsal of region-loss: ended', ended: true } as Known;
  const { body } = answerPage(ended, { path: '/' }, SERVING);
  expect(body).toContain('<p class="fresh" data-ended>');
  expect(wordsOf(body)).toContain('· rehearsal of region-loss: ended');
});
