import type { Job, PipelineFile, Step } from "./pipeline-files";
import { stepsOf } from "./pipeline-files";

/** Steps that act in AWS. */
export const awsSteps = (pipeline: PipelineFile): Step[] =>
  stepsOf(pipeline).filter(({ task }) => task?.startsWith("AWS") === true);

/** What each job of a pipeline may touch: stage, job, environment, service connections. */
export const reach = (pipeline: PipelineFile): unknown[][] =>
  pipeline.stages.flatMap(({ name, jobs }) =>
    jobs.map((job) => [name, job.name, job.environment, connectionsOf(job)]),
  );

const connectionsOf = ({ steps }: Job) => [
  ...new Set(steps.flatMap(({ inputs }) => inputs?.awsCredentials ?? [])),
];
