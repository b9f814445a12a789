import type { Metrics } from "@aws-lambda-powertools/metrics";
import type { Tracer } from "@aws-lambda-powertools/tracer";
import type { Context } from "aws-lambda";

/** Surrounds one invocation of a function. */
export type Surround = <T>(context: Context, work: () => Promise<T>) => Promise<T>;

/** Traces the invocation, and publishes its metrics when it is over, whatever its end. */
export function traced(metrics: Metrics, tracer: Tracer): Surround {
  return async (context, work) => {
    const parent = tracer.getSegment();
    const segment = parent?.addNewSubsegment(`## ${context.functionName}`);
    if (segment !== undefined) tracer.setSegment(segment);
    tracer.annotateColdStart();
    tracer.addServiceNameAnnotation();
    try {
      return await work();
    } catch (error) {
      tracer.addErrorAsMetadata(error as Error);
      throw error;
    } finally {
      metrics.publishStoredMetrics();
      segment?.close();
      if (parent !== undefined) tracer.setSegment(parent);
    }
  };
}
