import type { MethodArgs } from "@pulumi/aws/apigateway";
import { types } from "../../../../policy/harness/types";
import type { ResourceRecord } from "../../../support/analyzer";

/** A method without fault. */
export const METHOD: ResourceRecord = {
  type: types.apiMethod,
  name: "invoke",
  props: {
    restApi: "a1b2c3d4e5",
    resourceId: "a1b2c3",
    httpMethod: "POST",
    authorization: "AWS_IAM",
    requestValidatorId: "d4e5f6",
  } satisfies MethodArgs,
};
