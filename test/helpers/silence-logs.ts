/* Lambdas log as JSON for CloudWatch; between test results that helps nobody. */
process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
