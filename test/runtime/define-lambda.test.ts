import { z } from 'zod';
import { defineContract } from '../../lambdas/runtime/contract';
import { defineLambda } from '../../lambdas/runtime/define-lambda';
import { defineMeasuringLambda } from '../../lambdas/runtime/define-measuring-lambda';
import type { Surroundings } from '../../lambdas/runtime/surroundings';
import { InvalidInput, LeaseHeld, TerminalState } from '../../lib/domain/errors';
import { aLambdaContext } from '../helpers/a-lambda-context';
import { at } from '../helpers/at';

// Functions log every event that they refuse; here that would bury the report.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

const contract = defineContract({
  name: 'greet-somebody',
  purpose: 'Greets.',
  network: 'aws',
  timeoutSeconds: 5,
  input: z.object({ who: z.string(), times: z.int().default(1) }),
  env: z.object({ GREETING: z.string(), LANGUAGE: z.string(), COUNT: z.coerce.number().default(3) }),
  calls: [],
});

const someSurroundings = (overrides: Partial<Surroundings> = {}): Surroundings => ({
  region: 'us-west-2',
  env: { GREETING: 'hello', LANGUAGE: 'en' },
  now: () => new Date(at(7)),
  ...overrides,
});

/** A function that notes what it was wired with and called with. */
function aFunction(task: (input: unknown) => Promise<unknown> = async (input) => input) {
  const wired: Record<string, unknown>[] = [];
  const called: unknown[] = [];
  const lambda = defineLambda(contract, (wiring) => {
    wired.push({ env: wiring.env, region: wiring.region, now: wiring.now(), aws: wiring.aws('eu-west-1') });
    return async (input) => {
      called.push(input);
      return task(input);
    };
  });
  return { lambda, wired, called };
}

test('a function gets its environment and its event parsed, with defaults', async () => {
  const { lambda, wired, called } = aFunction();
  const handler = lambda.in(() => someSurroundings());
  expect(await handler({ who: 'ada' }, aLambdaContext())).toEqual({ who: 'ada', times: 1 });
  expect(called).toEqual([{ who: 'ada', times: 1 }]);
  expect(wired).toEqual([
    {
      env: { GREETING: 'hello', LANGUAGE: 'en', COUNT: 3 },
      region: 'us-west-2',
      now: at(7),
      aws: { region: 'eu-west-1', middleware: undefined },
    },
  ]);
});

test('the world is asked for at the first call, and then no more', async () => {
  const { lambda, wired } = aFunction();
  let asked = 0;
  const handler = lambda.in(() => {
    asked += 1;
    return someSurroundings();
  });
  expect(asked).toBe(0);
  await handler({ who: 'ada' }, aLambdaContext());
  await handler({ who: 'bob' }, aLambdaContext());
  expect([asked, wired.length]).toEqual([1, 1]);
});

test('two functions of one definition live in worlds of their own', async () => {
  const { lambda, wired } = aFunction();
  for (const region of ['us-east-1', 'us-west-2']) {
    await lambda.in(() => someSurroundings({ region }))({ who: 'ada' }, aLambdaContext());
  }
  expect(wired.map(({ region }) => region)).toEqual(['us-east-1', 'us-west-2']);
});

test('an environment that lacks variables names all of them at once, and the task is not called', async () => {
  const { lambda, called } = aFunction();
  const handler = lambda.in(() => someSurroundings({ env: { COUNT: 'many' } }));
  const failing = handler({ who: 'ada' }, aLambdaContext());
  await expect(failing).rejects.toBeInstanceOf(InvalidInput);
  await expect(failing).rejects.toThrow(
    /^the environment of greet-somebody is not as agreed: GREETING: .*; LANGUAGE: .*; COUNT: /,
  );
  expect(called).toEqual([]);
});

test.each([
  ['lacks things', {}, 'the event of greet-somebody is not as agreed: who: expected string'],
  ['is wrong in two places', { who: 1, times: 'x' }, /who: expected string.*; times: expected (int|number)/],
  ['is no object', 'a text', '(all of it): expected object, received string'],
])('an event that %s is told so, and the task is not called', async (_, event, because) => {
  const { lambda, called } = aFunction();
  const failing = lambda.in(() => someSurroundings())(event, aLambdaContext());
  await expect(failing).rejects.toBeInstanceOf(InvalidInput);
  await expect(failing).rejects.toThrow(because);
  expect(called).toEqual([]);
});

test.each([LeaseHeld, TerminalState, TypeError])(
  '%p passes through untouched: the machine matches its name',
  async (Thrown) => {
    const error = new Thrown('a reason');
    const { lambda } = aFunction(() => Promise.reject(error));
    const failing = lambda.in(() => someSurroundings())({ who: 'ada' }, aLambdaContext());
    await expect(failing).rejects.toBe(error);
  },
);

test('a function that failed once works the next time', async () => {
  const { lambda } = aFunction();
  const handler = lambda.in(() => someSurroundings());
  await expect(handler({}, aLambdaContext())).rejects.toThrow(InvalidInput);
  expect(await handler({ who: 'ada' }, aLambdaContext())).toEqual({ who: 'ada', times: 1 });
});

test('figures go to the world that brings its own measure', async () => {
  const measured: unknown[] = [];
  const lambda = defineMeasuringLambda(
    contract,
    ({ measure }) =>
      async () =>
        measure('Greetings', 2, 'Count'),
  );
  const measure = (...figure: unknown[]) => measured.push(figure);
  await lambda.in(() => someSurroundings({ measure }))({ who: 'ada' }, aLambdaContext());
  expect(measured).toEqual([['Greetings', 2, 'Count']]);
});

test('figures of a function in the cloud leave through its log, also when its task fails', async () => {
  const lines: string[] = [];
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  const lambda = defineMeasuringLambda(contract, ({ measure }) => async () => {
    measure('Greetings', 2, 'Count');
    throw new TerminalState('nobody there');
  });
  const failing = lambda.in(() => someSurroundings())({ who: 'ada' }, aLambdaContext());
  await expect(failing).rejects.toThrow('nobody there');
  out.mockRestore();
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ service: 'greet-somebody', Greetings: 2 }),
  ]);
});
