import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";

import { isNotFound } from "./aws-errors";
import { EXIT, Failure } from "./failure";

/** An SSM parameter by which the landing zone says what a pipeline needs to know. */
export interface ContractParameter {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** What the landing zone has to be deployed with for the parameter to be there. */
  readonly owner: "model" | "stage";
}

/** @throws Failure if there is no such parameter. */
export async function readParameter(
  ssm: SSMClient,
  { name, account, region, owner }: ContractParameter,
): Promise<string> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
    return Parameter?.Value ?? "";
  } catch (error) {
    if (isNotFound(error)) {
      throw new Failure(
        `account ${account} has no SSM parameter ${name} in ${region}: ask the platform team to deploy the landing zone with this ${owner}`,
        EXIT.usage,
      );
    }
    throw error;
  }
}
