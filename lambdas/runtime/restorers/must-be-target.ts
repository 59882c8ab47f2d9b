import { InvalidInput } from '../../../lib/domain/errors';
import { isRestoreTarget } from '../../../lib/domain/restore-target';

/** @throws {InvalidInput} for a name that no restore of the deployment gives */
export function mustBeTarget(deployment: string, target: string): void {
  if (isRestoreTarget(deployment, target)) return;
  throw new InvalidInput(
    `${target} is not a name that a restore of ${deployment} gives; nothing is done to it`,
  );
}
