import { aWorld } from './a-world';

jest.setTimeout(60_000);

const POLICY = { policy: 'every-four-hours', due: '2026-11-24T04:00:00Z' };

test('a snapshot whose copy cannot be made is a recovery point all the same, and gets its copy later', async () => {
  let refused = true;
  const world = await aWorld(({ state }, run) => {
    if (state !== 'CopySnapshot' || !refused) return run();
    throw Object.assign(new Error('no room in us-west-2'), { name: 'TerminalState' });
  });
  try {
    const kinds = async () => (await world.ledger.recoveryPoints()).map(({ kind }) => kind);
    await expect(world.region('primary').start('snapshot', 'first', POLICY).result).rejects.toThrow(
      'no room in us-west-2',
    );
    expect(await kinds()).toEqual(['snapshot']);
    refused = false;
    await world.region('primary').start('snapshot', 'second', POLICY).result;
    expect(await kinds()).toEqual(['snapshot', 'snapshot-copy']);
  } finally {
    await world.end();
  }
});
