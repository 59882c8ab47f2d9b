import { contract } from '../../lambdas/serve-health/contract';
import { answerWidget } from '../../lib/status-page/answer-widget';
import { aFinishedRun } from '../helpers/a-finished-run';
import { aCalmLedger, aStatus } from '../helpers/a-status';
import { at } from '../helpers/at';

const heard = { answeredBy: 'us-west-2', silent: [] };
const READ_FROM = 'Read somewhere.';

const wordsOf = (shown: string): string =>
  shown
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/\s+/g, ' ');

test('a dashboard shows role and epoch, objectives, replication, recovery points with their proof, and the last runs', async () => {
  const ledger = await aCalmLedger();
  await ledger.writeRun(aFinishedRun());
  const words = wordsOf(answerWidget({ status: await aStatus(ledger), ledger: heard }, READ_FROM));
  for (const expected of [
    'As of 2026-03-01 12:02:05 UTC',
    'active us-east-1 the primary region, epoch 1',
    'main RPO ✓ met',
    'main us-west-2 ✓ replicates newest heartbeat there 4 s old',
    'snapshot-copy us-west-2 9 h ago, 03:00:00 UTC ✓ proven 2 h ago',
    'failover ✓ done',
    READ_FROM,
  ])
    expect(words).toContain(expected);
});

test('it is a part of a page, and brings nothing that CloudWatch takes out', async () => {
  const shown = answerWidget({ status: await aStatus(), ledger: heard }, READ_FROM);
  expect(shown).not.toMatch(/<(html|body|head|script|iframe|style)\b|\son[a-z]+=/);
});

test('a ledger that gives no answer is unknown, and nothing else is shown', () => {
  const words = wordsOf(answerWidget({ silence: 'no answer', at: at(0) }, READ_FROM));
  expect(words).toContain('? Unknown: no answer');
  expect(words).not.toMatch(/[✓]|active|epoch/);
});

test('the function knows what a dashboard asks from what its address is asked', () => {
  const widgetContext = { dashboardName: 'firebackup-recovery', widgetId: 'widget-2' };
  expect(contract.input.parse({ widgetContext })).toEqual({ widgetContext: {} });
  expect(contract.input.parse({ rawPath: '/status', widgetContext })).toEqual({ rawPath: '/status' });
  expect(contract.input.safeParse({}).success).toBe(false);
});
