import type { PipelineAuthorizationArgs } from "@pulumi/azuredevops";
import { types } from "../../../../policy/harness/types";
import { adoAuthorizationNamesPipeline } from "../../../../policy/rules/azure-devops/ado-authorization-names-pipeline";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

testResourceRule(adoAuthorizationNamesPipeline, {
  compliant: {
    type: types.adoPipelineAuthorization,
    name: "build",
    props: {
      projectId: "p",
      resourceId: "e",
      type: "endpoint",
      pipelineId: 7,
    } satisfies PipelineAuthorizationArgs,
  },
  accepts: {
    "a pipeline that is not known yet": { pipelineId: UNKNOWN },
    "a resource authorization with a pipeline": (one) => ({
      ...one,
      type: types.adoResourceAuthorization,
      props: { authorized: true, definitionId: UNKNOWN },
    }),
    "a resource authorization that closes": (one) => ({
      ...one,
      type: types.adoResourceAuthorization,
      props: { authorized: false },
    }),
  },
  refuses: {
    "an authorization for every pipeline": [{ pipelineId: ABSENT }, "pipelineId: is not set"],
    "a resource authorization for every pipeline": [
      (one) => ({ ...one, type: types.adoResourceAuthorization, props: { authorized: true } }),
      "definitionId: is not set",
    ],
  },
});
