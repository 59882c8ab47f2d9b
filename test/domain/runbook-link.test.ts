import { runbookLink, withRunbookLinks } from '../../lib/domain/runbook-link';

const runbooks = 'https://git.example.com/ops/runbook.md';

test('a heading is a link where the address of the runbook is known, and else one of the file in the repository', () => {
  expect(runbookLink({ runbooks }, 'failover')).toBe('https://git.example.com/ops/runbook.md#failover');
  expect(runbookLink({}, 'failover')).toBe('statemachines/README.md#failover');
});

test('a text that names the file at several places names the address at all of them, or stays as it is', () => {
  const text = 'see statemachines/README.md#drill, or statemachines/README.md#restore';
  expect(withRunbookLinks(text, { runbooks })).toBe(`see ${runbooks}#drill, or ${runbooks}#restore`);
  expect(withRunbookLinks(text, {})).toBe(text);
});
