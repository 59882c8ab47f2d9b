import { type Deployment, databaseOf, placeOf } from '../plan/deployment';
import { type ConnectPostgres, connectWithIam, type Session } from './connect';

/** Sessions on a region's side of the deployment's databases, by the id that the plan gives them. */
export const sessionsOn =
  (deployment: Deployment, region: string, connect: ConnectPostgres = connectWithIam(region)) =>
  async <Result>(id: string, work: (session: Session) => Promise<Result>): Promise<Result> => {
    const database = databaseOf(deployment, id);
    const { host, port } = database[placeOf(deployment, region)];
    return connect(
      { host, port, databaseName: database.databaseName, user: database.orchestratorUser },
      work,
    );
  };
