import { MetricResolution, type Metrics } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import type { Measure } from './surroundings';

/** Keeps figures until they are published together; one with dimensions of its own goes out by itself at once. */
export const measureInto =
  (metrics: Metrics): Measure =>
  (name, value, unit, dimensions) => {
    const into = dimensions ? metrics.singleMetric() : metrics;
    if (dimensions) into.addDimensions({ ...dimensions });
    into.addMetric(name, unit, value, MetricResolution.High);
  };

/** Publishes what a task measured, also when it failed. A task that measures nothing publishes nothing. */
export const publishMetrics = (metrics: Metrics): MiddlewareObj => {
  const publish = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return { after: publish, onError: publish };
};
