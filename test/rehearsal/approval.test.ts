import type { ApprovalRequest } from '../../lib/domain/approval';
import { waitUntil } from '../../rehearsal/engines/wait-until';
import type { World } from '../../rehearsal/world';
import { aWorld, losePrimary, probeUntilDeclared } from './a-world';

const RUN = 'asking-run';

let world: World;
beforeEach(async () => {
  world = await aWorld(undefined, { mode: 'approval' });
  await losePrimary(world);
});
afterEach(() => world.end());

const recovery = () => world.region('recovery');
const messages = () => recovery().topic.announcements.map(({ message }) => message);
const endOf = async (execution: string): Promise<string> => {
  try {
    await recovery().states.executions.get(execution)?.result;
    return 'done';
  } catch (error) {
    return (error as Error).message;
  }
};

/** A run that waits for a person, and what it asks. */
async function asked(execution = RUN, before?: ApprovalRequest): Promise<ApprovalRequest> {
  await world.startFailover(RUN, 'test', execution);
  let request: ApprovalRequest | undefined;
  await waitUntil(
    async () => {
      request = await world.ledger.approval(RUN);
      return request !== undefined && request.token !== before?.token;
    },
    { withinMs: 20_000, otherwise: () => 'nobody was asked' },
  );
  return request as ApprovalRequest;
}

const answer = (hash: string, answered: Partial<Record<'run' | 'answer' | 'by', string>> = {}) =>
  recovery().invoke('answer-approval', { run: RUN, hash, answer: 'approve', by: 'ada', ...answered });

test('a run that only a person holds back asks, waits, and goes on when it is approved', async () => {
  const { hash, token, steps } = await asked();
  expect(steps).toEqual([
    'fence us-east-1',
    'promote database main in us-west-2',
    expect.stringContaining('cache'),
    'make us-west-2 the active region',
  ]);
  expect(messages()).toEqual([expect.stringContaining(`"hash":"${hash}"`)]);
  expect(world.calls.has('RDS.PromoteReadReplica')).toBe(false);
  expect((await world.ledger.role()).openRun).toBeUndefined();

  await answer(hash);
  expect(await endOf(RUN)).toBe('done');
  const run = await world.ledger.run(RUN);
  expect(run).toMatchObject({ outcome: 'done', approvedBy: 'ada' });
  expect(run?.phases?.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['decide', 'approve', 'fence']),
  );
  expect(JSON.stringify([run, messages()])).not.toContain(token);
  expect(await world.ledger.approval(RUN)).toMatchObject({ answered: { answer: 'approve', by: 'ada' } });
});

test('waiting for a person is part of the recovery time', async () => {
  const { hash } = await asked();
  world.clock.advance(600);
  await probeUntilDeclared(world);
  await answer(hash);
  expect(await endOf(RUN)).toBe('done');
  const run = await world.ledger.run(RUN);
  expect(run?.phases?.find(({ name }) => name === 'approve')?.seconds).toBeGreaterThan(600);
  const rto = run?.judgements?.find(({ measure }) => measure === 'database RTO');
  expect(rto?.measuredSeconds).toBeGreaterThan(600);
});

test('a run that is rejected ends with the name of who rejected it, and nothing is changed', async () => {
  const { hash } = await asked();
  await answer(hash, { answer: 'reject', by: 'grace' });
  expect(await endOf(RUN)).toContain('rejected by grace');
  expect(await world.ledger.run(RUN)).toMatchObject({ outcome: 'refused' });
  expect(world.calls.has('RDS.PromoteReadReplica')).toBe(false);
  expect(messages().at(-1)).toContain('nothing was changed: FailoverBlocked: rejected by grace');
  await expect(answer(hash)).rejects.toThrow('answered already: grace chose to reject');
});

test('an answer is taken once, from somebody, to what is asked, while it is asked', async () => {
  const { hash } = await asked();
  await expect(answer('another')).rejects.toThrow(`asks for ${hash}, not for another`);
  await expect(answer(hash, { run: 'unknown' })).rejects.toThrow(
    'nobody asked for an approval of run unknown',
  );
  await expect(answer(hash, { by: ' ' })).rejects.toThrow('expected the name of a person');
  world.clock.advance(world.deployment.failover.approvalExpiresAfter);
  await expect(answer(hash)).rejects.toThrow('expired at');
  expect(world.calls.has('SFN.SendTaskSuccess')).toBe(false);
});

test('an approval does not hold for what came up after it was asked for', async () => {
  const { hash } = await asked();
  await world
    .region('witness')
    .invoke('pause-failover', { by: 'grace', because: 'a deployment is under way' });
  await answer(hash);
  expect(await endOf(RUN)).toMatch(
    /since ada was asked this came up: failover is paused by grace .*deployment/,
  );
  expect(world.calls.has('RDS.PromoteReadReplica')).toBe(false);
});

test('a run that died while it waited asks again, and the answer goes to the execution that waits', async () => {
  const first = await asked('first');
  recovery().close();
  await expect(recovery().states.executions.get('first')?.result).rejects.toThrow('aborted');
  const second = await asked('second', first);
  expect(second.hash).toBe(first.hash);
  await answer(second.hash);
  expect(await endOf('second')).toBe('done');
});

test('of two people who answer at once one is heard', async () => {
  const { hash } = await asked();
  const answers = await Promise.allSettled([answer(hash), answer(hash, { answer: 'reject', by: 'grace' })]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await endOf(RUN);
});
