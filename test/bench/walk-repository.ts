import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { emptyScan, gapsIn } from '../../lib/domain/wal/archive-scan';
import { archiveScanner } from '../../lib/domain/wal/archive-scanner';

/*
 * A process of its own, so that its memory can be held against that of another program: walks pgBackRest's folders of
 * segments and prints the gaps and what that took. By names alone, or with size and time of each as a listing has them.
 */
const [, , archive = '', looking] = process.argv;
const NAME_LENGTH = 24;
const HASH_LENGTH = 1 + 40;

const scanner = archiveScanner(emptyScan(2 ** 24));
for (const folder of readdirSync(archive).sort()) {
  for (const file of readdirSync(join(archive, folder)).sort()) {
    const name = file.slice(0, NAME_LENGTH) + file.slice(NAME_LENGTH + HASH_LENGTH);
    if (looking === 'names') scanner.see(name);
    else {
      const { size, mtime } = statSync(join(archive, folder, file));
      scanner.see(name, size, mtime.toISOString());
    }
  }
}
const gaps = gapsIn(scanner.scan()).map(({ firstName, lastName, count }) => ({ firstName, lastName, count }));
process.stdout.write(JSON.stringify({ gaps, peakKilobytes: process.resourceUsage().maxRSS }));
