import { accessSync, constants } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';

/** Asked before anything is started: a report that cannot be kept is worth nothing. */
export function writable(file: string): string {
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
    return file;
  } catch {
    throw new InvalidArgumentError('expected a file in a folder that exists and can be written');
  }
}
