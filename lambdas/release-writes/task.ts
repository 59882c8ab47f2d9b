import { NotYetError, RefusedError, Unreachable } from '../../lib/domain/errors';
import type { Deployment } from '../../lib/plan/deployment';
import type { releaseWrites } from '../../lib/postgres/write-access';

type Released = Awaited<ReturnType<typeof releaseWrites>>;

interface Deps {
  readonly databases: readonly Pick<Deployment['databases'][number], 'id' | 'applicationRoles'>[];
  readonly release: (database: string, roles: readonly string[]) => Promise<Released>;
}

/**
 * State ReleaseWrites of `write-access`. Undoes BlockWrites in its own region; a second call finds the roles open. Whether
 * the region may serve is the caller's to know: this one asks no ledger, which it could not reach from inside the VPC.
 *
 * @throws {Unreachable} while a database gives no answer, so that whoever undoes something tries again
 */
export const releaseWritesOfAll =
  ({ databases, release }: Deps) =>
  async (): Promise<{ databases: readonly ({ readonly database: string } & Released)[] }> => ({
    databases: await Promise.all(
      databases.map(async ({ id, applicationRoles }) => ({
        database: id,
        ...(await release(id, applicationRoles).catch((cause: Error) => {
          if (cause instanceof NotYetError || cause instanceof RefusedError) throw cause;
          throw new Unreachable(`${id} gives no answer: ${cause.message}`, { cause });
        })),
      })),
    ),
  });
