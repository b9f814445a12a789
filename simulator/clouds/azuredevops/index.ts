import type { SimulatedTypes } from "../types";
import { people } from "./people";
import { pipelines } from "./pipelines";
import { projects } from "./projects";
import { repositories } from "./repositories";

export { azureDevOpsFunctions } from "./functions";

/** Resource types of the Azure DevOps provider by token. */
export const azureDevOpsTypes: SimulatedTypes = { ...people, ...pipelines, ...projects, ...repositories };
