import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentName } from '../../lib/domain/wal/segment-name';

/** Segments per folder: pgBackRest makes one for each sixteen digits. */
const SEGMENT_BYTES = 2 ** 24;
const DATABASE = { 'db-id': 1, 'db-system-id': 7_000_000_000_000_000, 'db-version': '15' };
const FORMAT = { 'backrest-format': 5, 'backrest-version': '2.45' };
const STANZA = 'main';

export interface Repository {
  readonly configuration: string;
  readonly stanza: string;
  /** The folder of the segments. */
  readonly archive: string;
  /** Left out, in ascending order. */
  readonly missing: readonly string[];
}

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * A repository as pgBackRest 2.45 keeps one, with a base backup at its beginning and three gaps: it is pgBackRest itself
 * that reads it, so its files of information carry its checksum, the SHA-1 of their sections as JSON.
 */
export async function writeRepository(folder: string, segments: number): Promise<Repository> {
  const repository = join(folder, 'repository');
  const archive = join(repository, 'archive', STANZA, '15-1');
  const nameOf = (segment: number) => segmentName(1, segment, SEGMENT_BYTES);
  await writeInformation(join(repository, 'archive', STANZA), 'archive.info', {
    backrest: FORMAT,
    db: DATABASE,
    'db:history': { '1': { 'db-id': DATABASE['db-system-id'], 'db-version': '15' } },
  });
  const versions = { 'db-catalog-version': 202_209_061, 'db-control-version': 1300 };
  await writeInformation(join(repository, 'backup', STANZA), 'backup.info', {
    backrest: FORMAT,
    'backup:current': { '20260301-120000F': backupFrom(nameOf(1), nameOf(2)) },
    db: { ...versions, ...DATABASE },
    'db:history': {
      '1': { ...versions, 'db-system-id': DATABASE['db-system-id'], 'db-version': '15' },
    },
  });

  const third = Math.floor(segments / 3);
  const gaps = new Set([third, 2 * third, 2 * third + 1]);
  let into = '';
  for (let segment = 1; segment <= segments; segment += 1) {
    if (gaps.has(segment)) continue;
    const name = nameOf(segment);
    const directory = join(archive, name.slice(0, 16));
    if (directory !== into) await mkdir(directory, { recursive: true });
    into = directory;
    // Named by what it holds; what it holds is nobody's business here.
    await writeFile(join(directory, `${name}-${createHash('sha1').update(name).digest('hex')}.gz`), 'x');
  }
  const configuration = join(folder, 'pgbackrest.conf');
  const settings = [`repo1-path=${repository}`, 'log-level-file=off', `lock-path=${join(folder, 'lock')}`];
  await writeFile(
    configuration,
    `[global]\n${settings.join('\n')}\n\n[${STANZA}]\npg1-path=${join(folder, 'none')}\n`,
  );
  return { configuration, stanza: STANZA, archive, missing: [...gaps].sort((a, b) => a - b).map(nameOf) };
}

const backupFrom = (start: string, stop: string) => ({
  ...FORMAT,
  'backup-archive-start': start,
  'backup-archive-stop': stop,
  'backup-info-repo-size': 1,
  'backup-info-repo-size-delta': 1,
  'backup-info-size': 1,
  'backup-info-size-delta': 1,
  'backup-timestamp-start': 1_772_366_400,
  'backup-timestamp-stop': 1_772_366_460,
  'backup-type': 'full',
  'db-id': 1,
  'option-archive-check': true,
  'option-archive-copy': false,
  'option-backup-standby': false,
  'option-checksum-page': true,
  'option-compress': true,
  'option-hardlink': false,
  'option-online': true,
});

async function writeInformation(folder: string, file: string, sections: Sections): Promise<void> {
  const checksum = createHash('sha1').update(JSON.stringify(sections)).digest('hex');
  const whole: Sections = { ...sections, backrest: { 'backrest-checksum': checksum, ...sections.backrest } };
  const text = Object.entries(whole).map(([section, values]) => {
    const lines = Object.entries(values).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    return `[${section}]\n${lines.join('\n')}\n`;
  });
  await mkdir(folder, { recursive: true });
  for (const name of [file, `${file}.copy`]) await writeFile(join(folder, name), text.join('\n'));
}
