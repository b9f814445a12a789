// Fails unless the landing zone's contract with this environment is there and fits it.
// usage: node verify-contract.mjs <environment> <account id>
import { pathToFileURL } from "node:url";

import { aws, failOn, quoted, required } from "./pipeline.mjs";

/** Version of the contract that this repository understands. */
const VERSION = 1;

/** It belongs to the automation account. */
const LOG_DESTINATION = /^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:destination:[^:]+$/;

/**
 * What is wrong with a contract.
 *
 * @param {string} text JSON as the parameter holds it
 * @param {{ team: string, environment: string, account: string, region: string }} place
 * @returns {string[]}
 */
export function contractProblems(text, place) {
  const contract = parse(text);
  if (contract === undefined) {
    return ["the contract is not a JSON object"];
  }
  if (contract.version !== VERSION) {
    return [`version is ${quoted(contract.version)}, needed ${VERSION}`];
  }
  const { team, environment, account, region } = place;
  const arn = (service, regional) =>
    new RegExp(`^arn:aws[a-z-]*:${service}:${regional ? region : ""}:${account}:.+$`);
  const rules = [
    ["team", (value) => value === team, quoted(team)],
    ["environment", (value) => value === environment, quoted(environment)],
    ["account", (value) => value === account, quoted(account)],
    ["region", (value) => value === region, quoted(region)],
    ["subnetIds", listOf(/^subnet-[0-9a-f]+$/), "a list of subnet ids"],
    ["securityGroupIds", listOf(/^sg-[0-9a-f]+$/), "a list of security group ids"],
    ["kmsKeyArn", matches(arn("kms", true)), "the ARN of a key of this account and Region"],
    ["captureBucketName", matches(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/), "the name of a bucket"],
    ["endpointRoleArn", matches(arn("iam", false)), "the ARN of a role of this account"],
    ["alertTopicArn", matches(arn("sns", true)), "the ARN of a topic of this account and Region"],
    ["logDestinationArn", absentOr(matches(LOG_DESTINATION)), "the ARN of a destination of logs, or nothing"],
  ];
  return rules
    .filter(([name, holds]) => !holds(contract[name]))
    .map(([name, , needed]) => `${name} is ${quoted(contract[name])}, needed ${needed}`);
}

function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function matches(pattern) {
  return (value) => typeof value === "string" && pattern.test(value);
}

function absentOr(holds) {
  return (value) => value === undefined || holds(value);
}

function listOf(pattern) {
  return (value) => Array.isArray(value) && value.length > 0 && value.every(matches(pattern));
}

function main([environment, account]) {
  const place = { team: required("TEAM"), environment, account, region: required("AWS_REGION") };
  const name = `/mlops/${place.team}/${environment}/deployment`;
  const { Parameter: parameter } = aws("ssm", "get-parameter", "--name", name);
  failOn(contractProblems(parameter.Value, place).map((problem) => `${name}: ${problem}`));
  console.log(`The contract ${name} fits ${environment}.`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2));
}
