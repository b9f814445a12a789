import type { SSMClient } from "@aws-sdk/client-ssm";

import { EXIT, Failure } from "../../shared/failure";
import { readParameter } from "../../shared/read-parameter";
import { parseContract } from "../pipeline/contract";
import type { Contract } from "../pipeline/contract-schema";
import type { BuildEnvironment } from "./build-environment";

/**
 * Reads the build contract, which the landing zone keeps in SSM.
 *
 * @throws Failure if there is none, or if it is of another model, account or region than this build.
 */
export async function readContract(
  ssm: SSMClient,
  build: Pick<BuildEnvironment, "account" | "contractName" | "model" | "region">,
): Promise<Contract> {
  const { account, region, contractName } = build;
  const contract = parseContract(
    await readParameter(ssm, { name: contractName, account, region, owner: "model" }),
  );
  const problems = (["model", "account", "region"] as const)
    .filter((key) => contract[key] !== build[key])
    .map((key) => `its ${key} is ${contract[key]}, that of this pipeline ${build[key]}`);
  if (problems.length > 0) {
    throw new Failure(
      `the build contract ${contractName} is not for this pipeline:\n${problems.join("\n")}\nask the platform team to set the pipeline's variables again`,
      EXIT.usage,
    );
  }
  return contract;
}
