import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as azuredevops from "@pulumi/azuredevops";
import { types } from "../../../policy/harness/types";

/** Types that no class of this project's SDKs stands for. */
const WITHOUT_CLASS: readonly string[] = [types.adoResourceAuthorization, types.adoVariableGroup];
const load = createRequire(__filename);

/** The token that the class of a type carries in the provider's SDK. */
function tokenOf(type: string): unknown {
  const [packageName = "", path = "", className = ""] = type.split(":");
  const classes =
    packageName === "aws"
      ? (load(`@pulumi/aws/${path}`) as object)
      : packageName === "pulumi"
        ? {}
        : azuredevops;
  return (classes as Record<string, { __pulumiType?: unknown } | undefined>)[className]?.__pulumiType;
}

describe("type tokens", () => {
  for (const type of Object.values(types)) {
    if (type !== types.awsProvider && !WITHOUT_CLASS.includes(type)) {
      it(`${type} is the token of a class`, () => {
        assert.equal(tokenOf(type), type);
      });
    }
  }
});
