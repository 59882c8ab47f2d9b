import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecs from '@aws-sdk/client-ecs';
import * as elasticache from '@aws-sdk/client-elasticache';
import * as kms from '@aws-sdk/client-kms';
import * as rds from '@aws-sdk/client-rds';
import * as sfn from '@aws-sdk/client-sfn';
import { NormalizedSchema } from '@smithy/core/schema';
import type { WireAnswer, WireCall } from './an-aws-endpoint';

/** By the name that a service signs under. Those that speak XML are asked in a form. */
const IN_XML: Readonly<Record<string, object>> = { rds, elasticache, ec2 };
const IN_JSON: Readonly<Record<string, object>> = { dynamodb, ecs, kms, states: sfn, monitoring: cloudwatch };

const DEPTH = 7;
const MOMENT = Date.parse('2026-03-01T03:00:00Z');

/** The answer to an operation with every member that its service knows, each with a value of its kind. */
export function fullAnswer(
  { operation = '', signedFor = '' }: WireCall,
  isLastPage: boolean,
): WireAnswer | undefined {
  const name = operation.split('.').at(-1) ?? '';
  const outputOf = (shapes: object | undefined) => {
    const schema = (shapes as Record<string, unknown> | undefined)?.[`${name}$`] as
      | readonly unknown[]
      | undefined;
    return schema && NormalizedSchema.of(schema[5] as never);
  };
  const json = outputOf(IN_JSON[signedFor]);
  if (json) return { body: JSON.stringify(jsonOf(json, isLastPage, DEPTH)) };
  const xml = outputOf(IN_XML[signedFor]);
  if (!xml) return undefined;
  const inside = xmlOf(xml, isLastPage, DEPTH);
  const result = signedFor === 'ec2' ? inside : `<${name}Result>${inside}</${name}Result>`;
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<${name}Response>${result}</${name}Response>`,
  };
}

/** Tokens that ask for a further page come once. */
const isLeftOut = (member: string, isLastPage: boolean): boolean =>
  isLastPage && /^(next)?(token|marker)$|^LastEvaluatedKey$/i.test(member);

function membersOf(schema: NormalizedSchema, isLastPage: boolean): readonly [string, NormalizedSchema][] {
  const members = [...schema.structIterator()].filter(([name]) => !isLeftOut(name, isLastPage));
  return schema.isUnionSchema() ? members.slice(0, 1) : members;
}

function jsonOf(schema: NormalizedSchema, isLastPage: boolean, depth: number): unknown {
  if (depth === 0) return undefined;
  const inside = (one: NormalizedSchema) => jsonOf(one, isLastPage, depth - 1);
  if (schema.isStructSchema()) {
    return Object.fromEntries(membersOf(schema, isLastPage).map(([name, member]) => [name, inside(member)]));
  }
  if (schema.isListSchema()) return [inside(schema.getValueSchema())];
  if (schema.isMapSchema()) return { text: inside(schema.getValueSchema()) };
  if (schema.isTimestampSchema()) return MOMENT / 1000;
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema()) return 7;
  return schema.isBlobSchema() ? 'dGV4dA==' : 'text';
}

function xmlOf(schema: NormalizedSchema, isLastPage: boolean, depth: number): string {
  if (depth === 0) return '';
  const element = (name: string, one: NormalizedSchema) =>
    `<${name}>${xmlOf(one, isLastPage, depth - 1)}</${name}>`;
  if (schema.isStructSchema()) {
    return membersOf(schema, isLastPage)
      .map(([name, member]) => {
        const { xmlName = name, xmlFlattened } = member.getMergedTraits();
        return xmlFlattened ? element(xmlName, member.getValueSchema()) : element(xmlName, member);
      })
      .join('');
  }
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return element(item.getMergedTraits().xmlName ?? 'member', item);
  }
  if (schema.isMapSchema()) return '';
  if (schema.isTimestampSchema()) return new Date(MOMENT).toISOString();
  if (schema.isBooleanSchema()) return 'true';
  return schema.isNumericSchema() ? '7' : 'text';
}
