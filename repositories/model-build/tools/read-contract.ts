import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";

import { parseContract, type Contract } from "../pipeline/contract";
import { isNotFound } from "./aws-errors";
import type { BuildEnvironment } from "./build-environment";
import { EXIT, Failure } from "./failure";

/**
 * Reads the build contract, which the landing zone keeps in SSM.
 *
 * @throws Failure if there is none, or if it is of another model, account or region than this build.
 */
export async function readContract(
  ssm: SSMClient,
  build: Pick<BuildEnvironment, "account" | "contractName" | "model" | "region">,
): Promise<Contract> {
  const contract = parseContract(await parameter(ssm, build));
  const problems = (["model", "account", "region"] as const)
    .filter((key) => contract[key] !== build[key])
    .map((key) => `its ${key} is ${contract[key]}, that of this pipeline ${build[key]}`);
  if (problems.length > 0) {
    throw new Failure(
      `the build contract ${build.contractName} is not for this pipeline:\n${problems.join("\n")}\nask the platform team to set the pipeline's variables again`,
      EXIT.usage,
    );
  }
  return contract;
}

async function parameter(
  ssm: SSMClient,
  { contractName, account, region }: Pick<BuildEnvironment, "account" | "contractName" | "region">,
): Promise<string> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: contractName }));
    return Parameter?.Value ?? "";
  } catch (error) {
    if (isNotFound(error)) {
      throw new Failure(
        `account ${account} has no SSM parameter ${contractName} in ${region}: ask the platform team to deploy the landing zone with this model`,
        EXIT.usage,
      );
    }
    throw error;
  }
}
