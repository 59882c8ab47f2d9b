import { Faults, type SentCall } from '../../rehearsal/faults';

const call: SentCall = {
  from: 'us-west-2',
  region: 'us-west-2',
  service: 'RDS',
  operation: 'Promote',
  input: {},
};

const make = () => {
  const made: string[] = [];
  const answer = async ({ operation }: { operation: string }) => {
    made.push(operation);
    return { operation };
  };
  return { made, answer };
};

test('a call whose answer is lost was made', async () => {
  const faults = new Faults();
  const { made, answer } = make();
  faults.add({ harm: 'answer lost', hits: ({ operation }) => operation === 'Promote', times: 1 });
  await expect(faults.around(call, answer)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(made).toEqual(['Promote']);
  await expect(faults.around(call, answer)).resolves.toEqual({ operation: 'Promote' });
  expect(faults.harmed.get('RDS.Promote')).toBe(1);
});

test.each([
  ['throttled', 'ThrottlingException'],
  ['unreachable', 'TimeoutError'],
] as const)('a call that is %s was not made', async (harm, name) => {
  const faults = new Faults();
  const { made, answer } = make();
  const end = faults.add({ harm, hits: ({ from }) => from === 'us-west-2' });
  await expect(faults.around(call, answer)).rejects.toMatchObject({ name });
  expect(made).toEqual([]);
  await expect(faults.around({ ...call, from: 'us-east-1' }, answer)).resolves.toBeDefined();
  end();
  await expect(faults.around(call, answer)).resolves.toBeDefined();
});
