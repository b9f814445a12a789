import { idleEndpointsStatements } from "../../access/idle-endpoints";
import { functionCode } from "../../assets/function-code";
import { IdleEndpoints, idleEndpointsTopicArn } from "../../components/inference/idle-endpoints";
import type { Context } from "../context";
import type { Serving } from "./inference-apis";

/** Looks for endpoints of staging that nobody asks, where settings say so. Those of production are there to be asked. */
export function createIdleEndpoints({ settings }: Pick<Context, "settings">, staging: Serving): void {
  const { idleEndpoints, team } = settings;
  if (idleEndpoints === undefined) {
    return;
  }
  const { foundation } = staging;
  new IdleEndpoints(
    "staging-idle-endpoints",
    {
      ...foundation,
      ...idleEndpoints,
      emails: [team.owner],
      statements: idleEndpointsStatements({
        scope: foundation.scope,
        topicArn: idleEndpointsTopicArn(foundation),
        scales: idleEndpoints.action === "scaleToZero",
      }),
      code: functionCode("find-idle-endpoints"),
    },
    { parent: staging },
  );
}
