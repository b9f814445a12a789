import { processingOutput } from "../expressions";
import type { PipelineDefinition } from "../types";
import { sagemakerBranches } from "./checks";
import { collectStep } from "./collect";
import type { MonitoringInputs } from "./inputs";
import { checkMonitoringInputs } from "./inputs";
import { judgeStep } from "./judge";
import { MONITORING_PARAMETERS } from "./parameters";
import { INPUT } from "./places";
import { publishStep } from "./publish";
import { MONITORING_STEP } from "./step-names";

/**
 * The SageMaker pipeline that watches the model. The same inputs give the same definition, whenever and wherever it is
 * made. Judge copes with a window without data and says so; AWS's containers do not, so they stand behind conditions.
 *
 * @throws InvalidInput if inputs do not fit together.
 */
export function monitoringDefinition(inputs: MonitoringInputs): PipelineDefinition {
  checkMonitoringInputs(inputs);
  const { judge, publish } = MONITORING_STEP;
  return {
    Version: "2020-12-01",
    Metadata: {},
    Parameters: MONITORING_PARAMETERS,
    Steps: [
      collectStep(inputs),
      ...(inputs.monitoring.engine === "own"
        ? [
            judgeStep(inputs),
            publishStep(inputs, publish, {
              option: "--judged",
              folder: `${INPUT}/judged`,
              inputs: [{ name: "judged", uri: processingOutput(judge, "judged"), path: `${INPUT}/judged` }],
            }),
          ]
        : sagemakerBranches(inputs)),
    ],
  };
}
