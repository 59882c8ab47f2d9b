import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Command } from 'commander';
import { program } from '../../operator/command/program';
import packageFile from '../../package.json';
import { SCENARIOS } from '../../rehearsal/scenario';

const ROOT = join(import.meta.dirname, '..', '..');
const NOT_OURS = ['node_modules', 'cdk.out', '.git'];
const DOCUMENTS = globSync('**/*.md', { cwd: ROOT, exclude: (name) => NOT_OURS.includes(name) });
const COMMANDS = program();
const SCENARIO_NAMES = [...Object.keys(SCENARIOS), 'all'];

const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const withoutCode = (text: string): string =>
  text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '').replaceAll(/`[^`]*`/g, 'code');

/** As GitHub makes them of headings. */
const anchorsOf = (file: string): ReadonlySet<string> =>
  new Set(
    [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

function brokenLink(from: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : relative(ROOT, join(ROOT, dirname(from), path));
  if (!existsSync(join(ROOT, target))) return `${link}: there is no ${target}`;
  if (anchor === undefined || anchorsOf(target).has(anchor)) return undefined;
  return `${link}: ${target} has no heading #${anchor}`;
}

/** What stands behind the name of a command, up to whatever ends a command in prose or in a shell. */
const linesAfter = (file: string, start: string): readonly string[] =>
  [...textOf(file).matchAll(new RegExp(`${start}(?= )([^\`\\n|&;)]*)`, 'g'))].map(([, rest = '']) =>
    (rest.split(' #')[0] ?? '').trim(),
  );

function unknownCommand(line: string): string | undefined {
  let command: Command = COMMANDS;
  let words = line.split(/\s+/);
  const global = COMMANDS.options.map(({ long }) => long);
  while (command.commands.length > 0 && words[0] && !words[0].startsWith('-')) {
    const next = command.commands.find((one) => one.name() === words[0]);
    if (!next) return `firebackup ${line}: ${command.name()} has no ${words[0]}`;
    command = next;
    words = words.slice(1);
  }
  // What follows it is read by npm run rehearse.
  if (command.name() === 'rehearse') return undefined;
  const known = new Set([...global, ...command.options.map(({ long }) => long), '--help']);
  const unknown = words
    .map((word) => word.split('=')[0] ?? '')
    .find((word) => /^--[a-z]/.test(word) && !known.has(word));
  return unknown && `firebackup ${line}: ${command.name()} has no ${unknown}`;
}

test('there are documents to look at', () => {
  expect(DOCUMENTS).toEqual(
    expect.arrayContaining(['README.md', 'docs/deploy.md', 'statemachines/README.md']),
  );
});

describe.each(DOCUMENTS)('%s', (file) => {
  test('leads nowhere that does not exist', () => {
    const text = withoutCode(textOf(file));
    const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
      ([, link, source]) => link ?? source ?? '',
    );
    expect(links.map((link) => brokenLink(file, link)).filter(Boolean)).toEqual([]);
  });

  test('names no file that does not exist', () => {
    const named = [
      ...textOf(file).matchAll(
        /`((?:\.ci|bin|docs|lib|lambdas|operator|rehearsal|statemachines|test)\/[^`\s]*)`/g,
      ),
    ].map(([, path = '']) => path);
    expect(named.filter((path) => globSync(path, { cwd: ROOT }).length === 0)).toEqual([]);
  });

  test('names no script and no scenario that does not exist', () => {
    const scripts = [...textOf(file).matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(
      ([, name = '']) => name,
    );
    expect(scripts.filter((name) => !(name in packageFile.scripts))).toEqual([]);
    const scenarios = [...textOf(file).matchAll(/--scenario ([a-z-]+)/g)].map(([, name = '']) => name);
    expect(scenarios.filter((name) => !SCENARIO_NAMES.includes(name))).toEqual([]);
  });

  test('names no command and no option of one that does not exist', () => {
    const lines = [...linesAfter(file, 'npx firebackup'), ...linesAfter(file, '`firebackup')];
    expect(lines.map(unknownCommand).filter(Boolean)).toEqual([]);
  });
});

test('whoever is told no finds the words', () => {
  const said = globSync('lib/domain/*-objections.ts', { cwd: ROOT }).map(textOf).join();
  const told = [...textOf('docs/failover.md').matchAll(/^\|[^|]+\|([^|]+)\| (?:no|yes) \|$/gm)].flatMap(
    ([, words = '']) => [...words.matchAll(/`([^`]+)`/g)].map(([, sentence = '']) => sentence),
  );
  expect(told.length).toBeGreaterThan(15);
  const parts = told.flatMap((sentence) => sentence.split('…')).map((part) => part.trim());
  expect(parts.filter((part) => !said.includes(part))).toEqual([]);
});

test('whoever is on call finds every mail of a run by its subject', () => {
  const machines = globSync('statemachines/*.asl.json', { cwd: ROOT }).map(textOf);
  const subjects = machines.flatMap((machine) =>
    [...machine.matchAll(/"Subject": "([^"]+)"/g)].map(([, subject = '']) => subject),
  );
  expect(new Set(subjects).size).toBeGreaterThan(10);
  const onCall = textOf('docs/on-call.md');
  expect(subjects.filter((subject) => !onCall.includes(`\`${subject}\``))).toEqual([]);
});
