import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Help } from 'commander';
import { formatItem, MANUAL, pageOf, wordsOf } from '../../operator/command/manual';
import { program } from '../../operator/command/program';

const commandsIn = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(commandsIn);
const all = commandsIn(program());
const named = (words: string) => all.find((command) => wordsOf(command) === words);

test('every command has a page, and every page a command', () => {
  expect(Object.keys(MANUAL).sort()).toEqual(all.map(wordsOf).sort());
});

test('the commands stand in the groups that the README has them in', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const [head = [], , row = []] = readme
    .slice(readme.indexOf('| look |'))
    .split('\n')
    .map((line) => line.split('|').slice(1, -1));
  const inReadme = head.map((group, index) => [
    `${group.trim().replace(/^./, (first) => first.toUpperCase())}:`,
    (row[index]?.match(/(?<=`)[^`,]+(?=`)/g) ?? []).map((words) => words.split(' ')[0]),
  ]);
  const inHelp = program().commands.map((command) => [command.helpGroup(), command.name()]);
  expect(inReadme.map(([group, names]) => [group, [...new Set(names)].sort()])).toEqual(
    [...new Set(inHelp.map(([group]) => group))].map((group) => [
      group,
      inHelp.flatMap(([one, name]) => (one === group ? [name] : [])).sort(),
    ]),
  );
});

const examples = Object.entries(MANUAL).flatMap(([words, page]) =>
  page.examples.map((example) => [example, words] as const),
);

test.each(examples)('the example %s is understood', (example, words) => {
  const command = named(words) as Command;
  const typed = (example.match(/"[^"]*"|\S+/g) ?? []).slice(1 + words.split(' ').length);
  // Its options are another program's.
  if (words === 'rehearse') return;
  const { unknown, operands } = command.parseOptions([...typed]);
  const global = program().parseOptions([...unknown]);
  expect({ words: example.startsWith(`firebackup ${words}`), unknown: global.unknown }).toEqual({
    words: true,
    unknown: [],
  });
  const needed = command.registeredArguments.filter(({ required }) => required).length;
  const given = operands.length + global.operands.length;
  expect(given).toBeGreaterThanOrEqual(needed);
  expect(given).toBeLessThanOrEqual(command.registeredArguments.length);
});

test('what moves where clients write says so first, and nothing else does', () => {
  const destructive = Object.entries(MANUAL).flatMap(([words, { changes }]) =>
    changes.startsWith('DESTRUCTIVE') ? [words] : [],
  );
  expect(destructive.sort()).toEqual(['approve', 'failback', 'failover', 'switchover']);
  for (const words of destructive) expect(named(words)?.options.map(({ long }) => long)).toContain('--yes');
});

test.each([80, 200])(
  'no help of %i columns is wider, but for an example that has to stay whole',
  (columns) => {
    for (const command of all) {
      const lines = pageOf(command, columns).split('\n');
      const wide = lines.filter((line) => line.length > columns && !line.startsWith('  firebackup '));
      expect(wide).toEqual([]);
      expect(lines.join(' ')).toContain('Exit codes: 0 fine');
    }
  },
);

test.each([40, 80])('no command or option is told wider than %i columns', (columns) => {
  const helper = Object.assign(new Help(), { helpWidth: columns });
  const item = formatItem(
    'cache-backup [options] <policy>',
    33,
    'backups of the caches of one policy as files, now',
    helper,
  );
  expect(Math.max(...item.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
  expect(item).toContain('cache-backup [options] <policy>');
});
