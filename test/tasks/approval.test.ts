import { answerApproval } from '../../lambdas/answer-approval/task';
import { decideFailover } from '../../lambdas/decide-failover/task';
import { requestApproval } from '../../lambdas/request-approval/task';
import type { Approval } from '../../lib/domain/approval';
import { CommandRefused, FailoverBlocked, LedgerBusy, NotFound, Unreachable } from '../../lib/domain/errors';
import type { Situation } from '../../lib/domain/situation';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aRole } from '../helpers/a-role';
import { aDatabaseStandby, aSituation } from '../helpers/a-situation';
import { anApprovalRequest } from '../helpers/an-approval';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const deployment = aDeployment({
  objectives: { region: { database: { availability: 99, rto: '15m', rpo: '5m' } } },
  'failover.mode': 'approval',
});

describe('decide-failover in mode approval', () => {
  const decide = (situation: Partial<Situation> = {}, more: { approval?: Approval; seconds?: number } = {}) =>
    decideFailover({ deployment, now: aClock(more.seconds ?? 126).now })({
      situation: aSituation(situation),
      request: { trigger: 'an alarm' },
      approval: more.approval && { ...more.approval, kinds: [...more.approval.kinds] },
      execution: 'run-1',
    });
  const approvalOf = async (overrides: Partial<Approval> = {}): Promise<Approval> => {
    const { asks, detectedAt, decidedAt, downSince, expectedLossSeconds } = await decide();
    const asked = { detectedAt, decidedAt, downSince, expectedLossSeconds };
    const kinds = asks.objections.map(({ kind }) => kind);
    return { run: 'run-1', hash: asks.hash, kinds, by: 'ada', expiresAt: at(3_700), asked, ...overrides };
  };

  test('asks when a person is all that is missing, and says everything to them', async () => {
    const { outcome, asks } = await decide();
    expect(outcome).toBe('ask');
    expect(asks.objections).toMatchObject([{ kind: 'mode' }]);
    for (const said of [asks.hash, ...asks.steps, asks.unfenced, '130.0 s of writes', 'answer-approval'])
      expect(asks.message).toContain(said);
  });

  test('leads to the heading of a failover under the address that the plan names, or in the repository', async () => {
    const runbooks = 'https://git.example.com/ops/runbook.md';
    const askedWith = async (address: { runbooks?: string }) =>
      (
        await decideFailover({ deployment, ...address, now: aClock(126).now })({
          situation: aSituation(),
          request: { trigger: 'an alarm' },
          execution: 'run-1',
        })
      ).asks.message;
    expect(await askedWith({ runbooks })).toMatch(
      /What to do: https:\/\/git\.example\.com\/ops\/runbook\.md#failover$/,
    );
    expect(await askedWith({})).toMatch(/What to do: statemachines\/README\.md#failover$/);
  });

  test('asks nobody when their word would not be enough', async () => {
    await expect(decide({ role: aRole({ pausedBy: 'grace' }) })).rejects.toThrow(
      'failover is paused by grace',
    );
  });

  test('asks for a switchover where the primary lives, by steps that say so', async () => {
    const { outcome, asks } = await decide({ databases: [aDatabaseStandby({ lastHeartbeatAt: at(124) })] });
    expect(outcome).toBe('ask');
    expect(asks.steps[0]).toBe('block the writes of the application in us-east-1');
  });

  test('goes on when it is approved, with the times of the first judgement', async () => {
    const approval = await approvalOf();
    expect(await decide({ now: at(130) }, { approval, seconds: 131 })).toMatchObject({
      outcome: 'act',
      approvedBy: 'ada',
      detectedAt: at(125),
      decidedAt: at(126),
      approvedAt: at(131),
      expectedLossSeconds: 130,
    });
  });

  test('does not go on when the epoch is another one', async () => {
    const role = aRole({ epoch: 3 });
    await expect(decide({ role }, { approval: await approvalOf() })).rejects.toThrow(
      /what ada approved .* is not what would be done now/,
    );
  });
});

describe('request-approval', () => {
  test('keeps the request with its end; a second call replaces it, token and all', async () => {
    const ledger = new InMemoryLedger();
    const { hash, objections, steps, unfenced, asked } = anApprovalRequest();
    const decision = {
      ...asked,
      claim: { run: 'run-1', epoch: 1 },
      asks: { hash, objections: [...objections], steps: [...steps], unfenced, expiresAfterSeconds: 3_600 },
    };
    const request = requestApproval({ ledger, now: aClock(127).now });
    expect(await request({ token: 'a-token', decision })).toEqual({ expiresAt: at(3_727) });
    expect(await ledger.approval('run-1')).toEqual(anApprovalRequest());
    await request({ token: 'another', decision });
    expect(await ledger.approval('run-1')).toEqual(anApprovalRequest({ token: 'another' }));
  });
});

describe('answer-approval', () => {
  const anAnswer = { run: 'run-1', hash: 'abc', answer: 'approve', by: 'ada' } as const;
  async function aWaitingRun() {
    const ledger = new InMemoryLedger();
    await ledger.requestApproval(anApprovalRequest());
    const told: [string, unknown][] = [];
    const tokens = {
      succeed: async (token: string, output: object) => void told.push([token, output]),
      fail: async (token: string, error: Error) => void told.push([token, error]),
    };
    return { ledger, told, tokens, answer: answerApproval({ ledger, tokens, now: aClock(150).now }) };
  }

  test('keeps a yes, then tells the run who said it to what', async () => {
    const { ledger, told, answer } = await aWaitingRun();
    expect(await answer(anAnswer)).toEqual({ told: 'ada chose to approve; run run-1 was told' });
    expect(told).toEqual([['a-token', expect.objectContaining({ by: 'ada', hash: 'abc', kinds: ['mode'] })]]);
    expect(ledger.approvals.get('run-1')?.answered).toEqual({ answer: 'approve', by: 'ada', at: at(150) });
  });

  test('tells a no as the refusal that it is', async () => {
    const { told, answer } = await aWaitingRun();
    await answer({ ...anAnswer, answer: 'reject' });
    expect(told).toEqual([['a-token', new FailoverBlocked('rejected by ada')]]);
  });

  test('that could not be handed over is handed over by a second call', async () => {
    const { ledger, tokens, told, answer } = await aWaitingRun();
    const silent = { ...tokens, succeed: () => Promise.reject(new Unreachable('silence')) };
    const first = answerApproval({ ledger, tokens: silent, now: aClock(140).now });
    await expect(first(anAnswer)).rejects.toThrow(Unreachable);
    await answer(anAnswer);
    expect(told).toHaveLength(1);
    expect(ledger.approvals.get('run-1')?.answered?.at).toBe(at(140));
  });

  test('to a run that waits no more is refused', async () => {
    const { ledger, tokens } = await aWaitingRun();
    const gone = { ...tokens, succeed: () => Promise.reject(new NotFound('no such token')) };
    const answer = answerApproval({ ledger, tokens: gone, now: aClock(150).now });
    await expect(answer(anAnswer)).rejects.toThrow(CommandRefused);
  });

  test('of two at once one is kept, and the other is told nothing', async () => {
    const { told, answer } = await aWaitingRun();
    const results = await Promise.allSettled([answer(anAnswer), answer({ ...anAnswer, by: 'grace' })]);
    expect(results).toContainEqual({ status: 'rejected', reason: expect.any(LedgerBusy) });
    expect(told).toHaveLength(1);
  });
});
