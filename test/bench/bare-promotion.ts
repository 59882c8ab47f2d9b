import { databaseStore, startDatabasePair } from '../../rehearsal/database-pair';
import { findPostgres } from '../../rehearsal/engines/postgres-binaries';
import { Leftovers } from '../../rehearsal/leftovers';

/** Seconds from the call of pg_promote(), which waits until recovery has ended, to a row written by a client. */
export async function barePromotion(): Promise<number> {
  const leftovers = new Leftovers();
  try {
    const doors = { primary: ['application'], recovery: ['application'] };
    const binaries = await findPostgres(leftovers.folder);
    const pair = await startDatabasePair({
      binaries,
      leftovers,
      databaseName: 'bench',
      orchestratorUser: 'orchestrator',
      doors,
    });
    await pair.primary.server.kill();
    const begun = performance.now();
    await pair.standby.server.query('SELECT pg_promote()');
    const store = await databaseStore(pair.standby.server.port, 'bench');
    await store.write(1);
    const seconds = (performance.now() - begun) / 1000;
    store.close();
    await Promise.all([pair.primary.gate, pair.standby.gate, pair.link].map((gate) => gate.close()));
    return seconds;
  } finally {
    leftovers.end();
  }
}
