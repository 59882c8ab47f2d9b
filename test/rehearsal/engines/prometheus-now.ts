import type { FoundPrometheus } from '../../../rehearsal/engines/prometheus-binary';
import { foundNow } from './found-now';

export const prometheusNow = () => foundNow<FoundPrometheus>('print-prometheus.ts');
