import { plain, type Print } from "../../shared/agent-log";
import { EXIT, Failure } from "../../shared/failure";
import type { Environment } from "../../shared/variables";
import { azureDevOps, findPipeline, startRun, type StartedRun } from "./azure-devops";
import { PREVIOUS } from "./request";

/** Name of the pipeline that deploys; the landing zone gives it. */
const PIPELINE = "Model Deploy";

export interface RollBackOptions {
  readonly model?: string;
  readonly organization?: string;
  readonly project?: string;
}

/**
 * The command `start-rollback`, for people: starts a run that takes a model back to the version that served before. The
 * run goes the same way as any other, with the same tests and the same approval.
 */
export async function startRollBack(
  environment: Environment,
  { model, organization, project }: RollBackOptions,
  print: Print,
): Promise<StartedRun> {
  const missing = Object.entries({ model, organization, project }).filter(
    ([, value]) => (value ?? "") === "",
  );
  if (model === undefined || organization === undefined || project === undefined || missing.length > 0) {
    throw new Failure(missing.map(([option]) => `--${option} is missing`).join("\n"), EXIT.usage);
  }
  if (!/^[a-z0-9](-?[a-z0-9])*$/.test(model)) {
    throw new Failure(
      `--model is ${JSON.stringify(model)}: give the model's name without the team`,
      EXIT.usage,
    );
  }
  const devOps = azureDevOps(environment, organization, project);
  const { id, variables } = await findPipeline(devOps, PIPELINE);
  const team = variables.TEAM ?? "";
  if (team === "") {
    throw new Failure(
      `the pipeline ${PIPELINE} has no variable TEAM: ask the platform team to set its variables again`,
    );
  }
  const started = await startRun(devOps, id, {
    modelPackageArn: PREVIOUS,
    modelPackageGroup: `${team}-${model}`,
    modelPackageVersion: PREVIOUS,
    startedBy: "person",
  });
  print(`Run ${started.id} takes ${plain(team)}-${plain(model)} back: ${plain(started.url)}`);
  return started;
}
