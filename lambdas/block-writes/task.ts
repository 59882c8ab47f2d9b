import { InvalidInput } from '../../lib/domain/errors';
import type { Deployment } from '../../lib/plan/deployment';
import type { BlockedWrites, StandbyUntouched } from '../../lib/postgres/write-access';

interface Deps {
  readonly databases: readonly Pick<Deployment['databases'][number], 'id' | 'applicationRoles'>[];
  readonly block: (database: string, roles: readonly string[]) => Promise<BlockedWrites | StandbyUntouched>;
}

export type HeldDatabase = { readonly database: string } & (BlockedWrites | StandbyUntouched);

/**
 * State BlockWrites of `write-access`. Closes the databases of its own region to the application, whose roles get no session
 * any more; a standby is left alone, and said to be one. A second call is harmless. Refused before anything is closed when a
 * database has no roles in the plan: then nothing that it could close would keep the application out. Failing leaves closed
 * what was closed: whoever asked calls again, or has it released.
 */
export const blockWritesOfAll =
  ({ databases, block }: Deps) =>
  async (): Promise<{ databases: readonly HeldDatabase[] }> => {
    const open = databases.filter(({ applicationRoles }) => applicationRoles.length === 0);
    if (open.length > 0) {
      throw new InvalidInput(
        `databases[].applicationRoles of ${open.map(({ id }) => id).join(', ')} names no role, so the application's writes ` +
          'cannot be blocked; name the roles that it logs in as',
      );
    }
    return {
      databases: await Promise.all(
        databases.map(async ({ id, applicationRoles }) => ({
          database: id,
          ...(await block(id, applicationRoles)),
        })),
      ),
    };
  };
