import type { Scope } from "../../settings/scope";
import { arn } from "../../settings/scope";
import type { Statement } from "../identity/policy";
import { imageAccountsOfAws } from "../network/image-accounts";
import { PULL_ACTIONS } from "./image-repository";

/** For roles of workloads: images that AWS makes for SageMaker, in its own accounts of the Region. */
export function pullAwsImages(scope: Scope): Statement[] {
  return [
    { sid: "LogInToImages", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PullAwsImages",
      actions: PULL_ACTIONS,
      resources: imageAccountsOfAws(scope.region).map((account) =>
        arn({ ...scope, account }, "ecr", "repository/*"),
      ),
    },
  ];
}
