import { createHash } from 'node:crypto';
import type { SchemaObject } from '../domain/contents';
import type { Session } from './connect';

/**
 * Every object of the user's schemas, from the catalogs alone: no privilege on the objects is needed. Without oids; what
 * belongs to an extension is left out, because its version stands for it, and so is what a dump leaves out on purpose
 * (indexes that are not valid) or makes anew under another name (constraints and triggers that follow from a partition).
 * `age` is how many transactions ago the row of the catalog was written, or one of those whose names its text spells out: a
 * column that gets another name changes the wording of indexes, constraints and views that are otherwise left alone.
 */
const OBJECTS = `
WITH extended AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
schemas AS (
  SELECT oid, nspname, age(xmin) AS age FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
),
relations AS (
  SELECT r.*, format('%I.%I', s.nspname, r.relname) AS name, least(age(r.xmin), s.age) AS age,
    CASE r.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
      WHEN 'c' THEN 'type' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'f' THEN 'foreign table' ELSE 'table' END AS kind
  FROM pg_class r JOIN schemas s ON s.oid = r.relnamespace
  WHERE NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_class'::regclass AND e.objid = r.oid)
)
SELECT kind || ' ' || name AS object, concat_ws(' ', relkind, relpersistence) AS definition,
  CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END AS expression, NULL AS parent,
  least(age, (SELECT min(least(age(t.xmin), age(a.xmin)))
    FROM pg_rewrite w JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
      JOIN pg_class t ON d.refclassid = 'pg_class'::regclass AND t.oid = d.refobjid
      LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE w.ev_class = relations.oid)) AS age
FROM relations WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'c', 'f')
UNION ALL
SELECT format('column %s.%I', r.name, a.attname),
  concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
    CASE WHEN a.attidentity <> '' THEN concat('identity ', a.attidentity) END,
    CASE WHEN a.attgenerated <> '' THEN concat('generated ', a.attgenerated) END,
    CASE WHEN a.atthasdef THEN 'has a default' END),
  pg_get_expr(d.adbin, d.adrelid), r.kind || ' ' || r.name, least(age(a.xmin), age(d.xmin), age(t.xmin))
FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE r.relkind IN ('r', 'p', 'v', 'm', 'c', 'f')
UNION ALL
SELECT 'index ' || i.name,
  concat_ws(' ', 'on', t.name, am.amname, CASE WHEN x.indisunique THEN 'unique' END,
    (SELECT string_agg(coalesce(quote_ident(a.attname), 'expression'), ', ' ORDER BY k.at)
       FROM unnest(x.indkey::int2[]) WITH ORDINALITY k(attnum, at)
       LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum),
    CASE WHEN x.indpred IS NOT NULL THEN 'partial' END),
  pg_get_indexdef(i.oid), t.kind || ' ' || t.name, least(i.age, age(x.xmin), (SELECT min(age(a.xmin)) FROM pg_attribute a
    WHERE a.attrelid = t.oid AND a.attnum > 0
      AND (a.attnum = ANY (x.indkey::int2[]) OR 0 = ANY (x.indkey::int2[]) OR x.indpred IS NOT NULL)))
FROM pg_index x JOIN relations i ON i.oid = x.indexrelid JOIN relations t ON t.oid = x.indrelid
  JOIN pg_am am ON am.oid = i.relam
WHERE x.indisvalid
UNION ALL
SELECT format('constraint %s.%I', t.name, c.conname),
  CASE WHEN c.contype IN ('p', 'u', 'f') THEN pg_get_constraintdef(c.oid)
    ELSE concat_ws(' ', c.contype, (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
      FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey))) END,
  CASE WHEN c.contype NOT IN ('p', 'u', 'f') THEN pg_get_constraintdef(c.oid) END,
  t.kind || ' ' || t.name, least(age(c.xmin), (SELECT min(least(age(k.xmin), age(a.xmin)))
    FROM pg_attribute a LEFT JOIN pg_class k ON k.oid = c.confrelid
    WHERE (a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)) OR (a.attrelid = c.confrelid AND a.attnum = ANY (c.confkey))))
FROM pg_constraint c JOIN relations t ON t.oid = c.conrelid
WHERE c.conparentid = 0
UNION ALL
SELECT format('trigger %s.%I', t.name, g.tgname), format('%s %s', g.tgtype, g.tgenabled), pg_get_triggerdef(g.oid),
  t.kind || ' ' || t.name, least(t.age, age(g.xmin))
FROM pg_trigger g JOIN relations t ON t.oid = g.tgrelid
WHERE NOT g.tgisinternal AND g.tgparentid = 0
UNION ALL
SELECT format('function %I.%I(%s)', s.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
  concat_ws(' ', p.prokind, l.lanname, p.provolatile, CASE WHEN p.prosecdef THEN 'security definer' END,
    pg_get_function_result(p.oid), md5(p.prosrc)),
  pg_get_function_sqlbody(p.oid), NULL, least(s.age, age(p.xmin))
FROM pg_proc p JOIN schemas s ON s.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
UNION ALL
SELECT format('type %I.%I', s.nspname, t.typname),
  concat_ws(' ', t.typtype, CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
    CASE WHEN t.typnotnull THEN 'NOT NULL' END,
    (SELECT string_agg(quote_literal(v.enumlabel), ', ' ORDER BY v.enumsortorder) FROM pg_enum v WHERE v.enumtypid = t.oid)),
  (SELECT string_agg(pg_get_constraintdef(c.oid), ' ' ORDER BY c.conname) FROM pg_constraint c WHERE c.contypid = t.oid),
  NULL, least(s.age, age(t.xmin), (SELECT min(age(v.xmin)) FROM pg_enum v WHERE v.enumtypid = t.oid))
FROM pg_type t JOIN schemas s ON s.oid = t.typnamespace
WHERE t.typtype IN ('d', 'e', 'r')
  AND NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
UNION ALL
SELECT 'extension ' || extname, '', NULL, NULL, age(xmin) FROM pg_extension`;

/** The number of the next transaction, of all that ever were: also on a standby, which has none of its own. */
export const NEXT_TRANSACTION = 'pg_snapshot_xmax(pg_current_snapshot())::text::float8';

export async function schemaObjects(session: Session): Promise<readonly SchemaObject[]> {
  const { rows } = await session.query(
    `SELECT one.*, ${NEXT_TRANSACTION} - one.age AS written_in FROM (${OBJECTS}) AS one`,
  );
  return rows.map(
    ({ object, definition, expression, parent, written_in: writtenIn }): SchemaObject => ({
      object,
      definition,
      writtenIn,
      ...(expression !== null && { expression }),
      ...(parent !== null && { parent }),
    }),
  );
}

/** One word for a whole schema, the same in whatever order it was read. */
export const schemaHash = (objects: readonly SchemaObject[]): string =>
  createHash('sha256')
    .update(
      objects
        .map(({ object, definition, expression = '' }) => JSON.stringify([object, definition, expression]))
        .sort()
        .join('\n'),
    )
    .digest('hex');
