import { SCALING_TRIGGERS } from '../../plan/sizing';
import { ScaledService } from './scaled-service';
import type { WorkloadService } from './workload-service';
import type { WorkloadSite } from './workload-site';

/**
 * The guide's triggers for more of the API: processor above 70 %, memory above 80 %. Tracking adds tasks when a figure was too high
 * for three minutes, which is sooner than the five that the guide has, and takes some away when it was well below for fifteen.
 */
export function scaleApi(site: WorkloadSite, api: WorkloadService): void {
  const scaled = new ScaledService(site, 'api', site.size.api, api);
  for (const [id, percent, predefinedMetricType] of [
    ['cpu', SCALING_TRIGGERS.cpuPercent, 'ECSServiceAverageCPUUtilization'],
    ['memory', SCALING_TRIGGERS.memoryPercent, 'ECSServiceAverageMemoryUtilization'],
  ] as const) {
    scaled.track(id, percent, { predefinedMetricSpecification: { predefinedMetricType } });
  }
}
