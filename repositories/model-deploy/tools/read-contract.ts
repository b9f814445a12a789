import type { SSMClient } from "@aws-sdk/client-ssm";

import { EXIT, Failure } from "../../shared/failure";
import { readParameter } from "../../shared/read-parameter";
import { parseContract } from "../program/contract";
import type { Contract, Stage } from "../program/contract-schema";
import type { RunEnvironment } from "./run-environment";

/** What a contract is held against. */
type Place = Pick<RunEnvironment, "accounts" | "region" | "team">;

/**
 * Reads the deployment contract of a stage, which the landing zone keeps in SSM.
 *
 * @throws Failure if there is none, or if it is of another team, stage, account or Region than this run's.
 */
export async function readContract(ssm: SSMClient, stage: Stage, place: Place): Promise<Contract> {
  const name = `/mlops/${place.team}/${stage}/deployment`;
  const contract = parseContract(
    await readParameter(ssm, { name, account: place.accounts[stage], region: place.region, owner: "stage" }),
  );
  const facts = [
    ["team", contract.team, place.team],
    ["stage", contract.environment, stage],
    ["account", contract.account, place.accounts[stage]],
    ["region", contract.region, place.region],
    ["automation account", contract.automation.account, place.accounts.automation],
  ] as const;
  const problems = facts
    .filter(([, actual, needed]) => actual !== needed)
    .map(([what, actual, needed]) => `its ${what} is ${actual}, that of this run ${needed}`);
  if (problems.length > 0) {
    throw new Failure(
      `the deployment contract ${name} is not for this run:\n${problems.join("\n")}\nask the platform team to set the pipeline's variables again`,
      EXIT.usage,
    );
  }
  return contract;
}
