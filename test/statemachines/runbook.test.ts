import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machines, states } from './machine-files';

const runbook = readFileSync(join(import.meta.dirname, '..', '..', 'statemachines', 'README.md'), 'utf8');
const sections: ReadonlyMap<string, string> = new Map(
  runbook
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n')[0] ?? '', section]),
);

test.each([...machines.keys()])(
  'whoever stands before %s reads where it is, who starts it, what it promises, and how to start it',
  (name) => {
    const section = sections.get(name) ?? '';
    const told = ['**Where:**', '**Started by:**', '**Promise:**', '**By command:**'];
    expect(told.filter((part) => !section.includes(part))).toEqual([]);
    expect(section).toMatch(/```json\n\{|`\{/);
    expect(section).toMatch(/^(Failed|Errors|\| ended in|\| the cause says)/m);
  },
);

test('every box in the graphs of what moves the role is explained, and none that is not there', () => {
  const explained = new Set(
    [...(sections.get('states') ?? '').matchAll(/`([A-Z][A-Za-z]+)`/g)].map(([, name]) => name),
  );
  const boxes = new Set(
    states
      .filter(({ machine }) => ['failover', 'switchover', 'failback'].includes(machine))
      .map(({ name }) => name),
  );
  expect(boxes.size).toBeGreaterThan(80);
  expect([...boxes].filter((name) => !explained.has(name))).toEqual([]);
  expect([...explained].filter((name) => !boxes.has(name ?? ''))).toEqual([]);
});
