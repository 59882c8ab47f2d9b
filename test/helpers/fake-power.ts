import type { DatabasePower } from '../../lib/aws/database-power';
import { NotReady } from '../../lib/domain/errors';
import type { FakeDatabases } from './fake-databases';

/** The switch of instances in one region. Stopping and starting take until somebody says that they are over. */
export class FakePower implements DatabasePower {
  /** What RDS refuses to stop, and why. */
  refusesBecause: string | undefined;

  constructor(private readonly databases: FakeDatabases) {}

  stop = async (id: string): Promise<void> => {
    this.databases.calls.push(`stop ${id}`);
    if (this.refusesBecause) throw new NotReady(this.refusesBecause);
    await this.databases.change(id, { status: 'stopping' });
  };

  start = async (id: string): Promise<void> => {
    if ((await this.databases.instance(id)).status === 'stopping') throw new NotReady(`${id} is stopping`);
    this.databases.calls.push(`start ${id}`);
    await this.databases.change(id, { status: 'starting' });
  };
}
