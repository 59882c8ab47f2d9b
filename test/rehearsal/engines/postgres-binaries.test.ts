import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { accountFrom } from '../../../rehearsal/engines/account';
import { linkLibraries, postgresPackageFor } from '../../../rehearsal/engines/postgres-package';
import { Scratch } from './scratch';

const platform = `${process.platform}-${process.arch}`;

test('a platform without a package is named, with those that have one', () => {
  expect(() => postgresPackageFor('plan9-mips')).toThrow(
    'no PostgreSQL 16 for plan9-mips: expected one of linux-x64, linux-arm64, darwin-x64, darwin-arm64',
  );
});

test('libraries are linked where install scripts were skipped', async () => {
  const scratch = new Scratch();
  const installed = postgresPackageFor(platform);
  const list = join(installed, 'native', 'pg-symlinks.json');
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  mkdirSync(scratch.path('native'));
  cpSync(join(installed, 'native', 'lib'), scratch.path('native/lib'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  cpSync(list, scratch.path('native/pg-symlinks.json'));
  for (const { target } of links) rmSync(scratch.path(target), { force: true });

  expect(await linkLibraries(scratch.folder, installed)).toBe(true);
  expect(links.filter(({ target }) => !existsSync(scratch.path(target)))).toEqual([]);
  await scratch.discard();
});

test('nobody is preferred to run PostgreSQL; any account but root will do', () => {
  const root = 'root:x:0:0:root:/root:/bin/sh';
  const www = 'www-data:x:33:34::/var/www:/bin/false';
  const nobody = 'nobody:x:65534:65533::/:/bin/false';
  expect(accountFrom([root, www, nobody].join('\n'))).toEqual({ uid: 65534, gid: 65533 });
  expect(accountFrom(['# a comment', root, www, ''].join('\n'))).toEqual({ uid: 33, gid: 34 });
  expect(accountFrom([root, 'nobody:*:-2:-2::/:/bin/false'].join('\n'))).toBeUndefined();
});
