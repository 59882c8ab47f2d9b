import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { containerScript, SHELL } from '../../lib/containers/container-script';
import { findDumpTools, searchPath } from '../engines/dump-tools';
import { ContainerFailed, type TaskDefinition, type TaskRoom } from './container-task';
import type { ObjectStore } from './s3';

const run = promisify(execFile);

/**
 * The task of a dump: the shipped script of its middle container over the tools of this machine, between a sign-in that is
 * not needed here and an upload into the modelled store.
 */
export const dumpProgram = (store: ObjectStore): TaskDefinition => ({
  containers: ['sign-in', 'dump', 'upload'],
  run: async (room) => {
    // Nobody here asks for a token: the rehearsed servers trust this machine.
    await writeFile(join(room.folder, 'token'), '');
    await dump(room);
    await upload(room, store);
  },
});

async function dump(room: TaskRoom): Promise<void> {
  const tools = await findDumpTools();
  if (tools.outcome === 'none') throw new ContainerFailed('dump', tools.because);
  await runScript('dump', room, tools.directory);
}

/** Runs a shipped script as its container would, but without TLS. @throws {ContainerFailed} with its last words */
export async function runScript(name: string, room: TaskRoom, tools: string): Promise<void> {
  const [shell, ...options] = SHELL;
  const env = {
    ...room.environmentOf(name),
    PGSSLMODE: 'disable',
    PATH: [tools, ...searchPath()].join(delimiter),
    LC_ALL: 'C',
  };
  const how = { cwd: room.folder, env, signal: room.stopping };
  try {
    await run(shell, [...options, containerScript(name)], how);
  } catch (error) {
    const { stderr = '', message = '' } = error as { stderr?: string; message?: string };
    throw new ContainerFailed(name, stderr.trim() || message);
  }
}

async function upload({ folder, environmentOf }: TaskRoom, store: ObjectStore): Promise<void> {
  const { BUCKET: Bucket, KEY: Key } = environmentOf('upload');
  const line = async (name: string) => (await readFile(join(folder, name), 'utf8')).trim();
  const Metadata = {
    sha256: await line('sha256'),
    bytes: await line('bytes'),
    'taken-at': await line('taken-at'),
  };
  try {
    await store.operations.PutObject?.({ Bucket, Key, Metadata, Body: await readFile(join(folder, 'dump')) });
  } catch (error) {
    throw new ContainerFailed('upload', error instanceof Error ? error.message : String(error));
  }
}
