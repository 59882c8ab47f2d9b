import * as z from 'zod';
import { planSchema } from './plan';
import { referencePlanSchema } from './reference-schema';

/**
 * What editors check and complete plans with. By conditions and not as a choice of two, of which an editor would tell only
 * that neither fits.
 */
export function planJsonSchema(): object {
  const { $schema, ...existing } = z.toJSONSchema(planSchema, { io: 'input', unrepresentable: 'any' });
  const { $schema: _, ...reference } = z.toJSONSchema(referencePlanSchema, {
    io: 'input',
    unrepresentable: 'any',
  });
  return {
    $schema,
    title: 'FireBackup HA plan',
    if: { properties: { workload: { const: 'reference' } }, required: ['workload'] },
    // biome-ignore lint/suspicious/noThenProperty: the word is JSON Schema's, and nothing awaits this object.
    then: reference,
    else: existing,
  };
}
