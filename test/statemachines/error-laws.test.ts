import { NOT_YET_ERRORS, REFUSED_ERRORS } from '../../lib/domain/errors';
import { nameOf, states, tasks } from './machine-files';

const NOT_YET: readonly string[] = NOT_YET_ERRORS;
const BUILT_IN = /^(Lambda|States|StepFunctions)\.\w+$|^(ECS\.ServerException|AmazonECS\.Unknown)$/;

const retried = tasks.flatMap((task) =>
  (task.state.Retry ?? []).flatMap(({ ErrorEquals }) =>
    ErrorEquals.map((error) => ({ error, by: nameOf(task) })),
  ),
);
const caught = states.flatMap(({ state }) => (state.Catch ?? []).flatMap(({ ErrorEquals }) => ErrorEquals));

test('every error that is retried is one of ours that is not yet, or one of Lambda or ECS', () => {
  expect(retried.filter(({ error }) => !NOT_YET.includes(error) && !BUILT_IN.test(error))).toEqual([]);
});

test('no error of which some are refusals is ever retried', () => {
  const refusals: readonly string[] = [...REFUSED_ERRORS, 'States.ALL', 'States.TaskFailed'];
  expect(retried.filter(({ error }) => refusals.includes(error))).toEqual([]);
});

test.each(NOT_YET)('%s is waited for somewhere', (error) => {
  expect(retried.map((one) => one.error)).toContain(error);
});

test('an error is retried by one rule of a state, because the first that matches is the only one', () => {
  const both = retried.map(({ error, by }) => `${by} ${error}`);
  expect(both.filter((one, at) => both.indexOf(one) < at)).toEqual([]);
});

test('every catch knows its errors, and what catches all is the last and alone', () => {
  const known = [...NOT_YET, ...REFUSED_ERRORS];
  expect(caught.filter((error) => !known.includes(error) && !BUILT_IN.test(error))).toEqual([]);
  for (const { state } of states) {
    const lists = (state.Catch ?? []).map(({ ErrorEquals }) => ErrorEquals);
    lists.forEach((errors, at) => {
      if (errors.includes('States.ALL')) expect([errors, at]).toEqual([['States.ALL'], lists.length - 1]);
    });
  }
});

test('a caught error is kept, and keeps what the machine knew', () => {
  const losing = states.filter(({ state }) =>
    (state.Catch ?? []).some(
      (one) => !String((one as { ResultPath?: unknown }).ResultPath ?? '$').startsWith('$.'),
    ),
  );
  expect(losing.map(nameOf)).toEqual([]);
});
