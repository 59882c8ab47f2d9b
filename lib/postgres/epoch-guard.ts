import type { Session } from './connect';

/** An SQLSTATE of our own; PostgreSQL and the standard use none of its class. */
export const OTHER_EPOCH = 'ZE001';

/** To be raised with every change of what is created below, so that it reaches databases that have an older one. */
const VERSION = 'firebackup 1: refuses whoever knows another epoch than the database';

/**
 * One statement per transaction that keeps an application from writing to a side that is not the one it means: a client
 * with an older epoch is refused by the promoted side, one that has heard of the new epoch by the old one. It runs with its
 * owner's rights and tells nothing but the epoch, so that everybody may call it and nobody needs a right on the table. The
 * lock is for two heartbeats that create it at once.
 */
const CREATE = `
  SELECT pg_advisory_xact_lock(hashtext('firebackup'));
  CREATE OR REPLACE FUNCTION firebackup.require_epoch(mine bigint) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $body$
  DECLARE
    current_epoch bigint := (SELECT epoch FROM firebackup.heartbeat WHERE id = 1);
  BEGIN
    IF mine IS DISTINCT FROM current_epoch THEN
      RAISE EXCEPTION USING
        ERRCODE = '${OTHER_EPOCH}',
        MESSAGE = format('this client knows epoch %s, and this database is in epoch %s',
          coalesce(mine::text, 'none'), coalesce(current_epoch::text, 'none')),
        HINT = 'read GET /role again and connect to the region that it names';
    END IF;
  END
  $body$;
  COMMENT ON FUNCTION firebackup.require_epoch(bigint) IS '${VERSION}';
  GRANT USAGE ON SCHEMA firebackup TO PUBLIC;
  GRANT EXECUTE ON FUNCTION firebackup.require_epoch(bigint) TO PUBLIC`;

const PRESENT = `
  SELECT obj_description(to_regprocedure('firebackup.require_epoch(bigint)'), 'pg_proc') AS version`;

/**
 * Gives a database `firebackup.require_epoch`, beside the heartbeat that it reads, unless it has that version already. Not
 * part of a heartbeat: a promotion is proven by one, and must not hang on whether functions can be created.
 */
export async function ensureEpochGuard(session: Session): Promise<void> {
  const { rows } = await session.query(PRESENT);
  if (rows[0].version !== VERSION) await session.query(CREATE);
}
