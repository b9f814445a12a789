// Fails unless the run's model version belongs to this team, is complete, and is approved at this moment.
// usage: node verify-package.mjs [file for a Markdown summary]
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { aws, failOn, quoted, required } from "./pipeline.mjs";

/**
 * What is wrong with the values that the run was started with.
 *
 * @param {{ arn: string, group: string, version: string }} wanted
 * @param {{ team: string, region: string, automationAccount: string }} place
 * @returns {string[]}
 */
export function requestProblems({ arn, group, version }, { team, region, automationAccount }) {
  const problems = [];
  if (!new RegExp(`^${team}-[a-z0-9]+(-[a-z0-9]+)*$`).test(group)) {
    problems.push(`group ${quoted(group)} is not one of team ${team}`);
  }
  if (!/^[1-9]\d*$/.test(version)) {
    problems.push(`version ${quoted(version)} is not a number`);
  }
  const resource = `sagemaker:${region}:${automationAccount}:model-package/${group}/${version}`;
  if (!/^arn:aws[a-z-]*:/.test(arn) || arn.replace(/^arn:[^:]*:/, "") !== resource) {
    problems.push(`ARN ${quoted(arn)} is not that of ${quoted(resource)}`);
  }
  return problems;
}

/**
 * What keeps a version, as DescribeModelPackage shows it, from being deployed.
 *
 * @returns {string[]}
 */
export function packageProblems({ arn, group, version }, described) {
  const facts = [
    ["ModelPackageArn", described.ModelPackageArn, arn],
    ["ModelPackageGroupName", described.ModelPackageGroupName, group],
    ["ModelPackageVersion", described.ModelPackageVersion, Number(version)],
    ["ModelPackageStatus", described.ModelPackageStatus, "Completed"],
    ["ModelApprovalStatus", described.ModelApprovalStatus, "Approved"],
  ];
  return facts
    .filter(([, actual, needed]) => actual !== needed)
    .map(([name, actual, needed]) => `${name} is ${quoted(actual)}, needed ${quoted(needed)}`);
}

/** What approvers of production get to see. */
export function summarize(described) {
  return [
    `# ${described.ModelPackageGroupName}, version ${described.ModelPackageVersion}`,
    "",
    `- ARN: \`${described.ModelPackageArn}\``,
    `- Approval: ${described.ModelApprovalStatus}`,
    `- Created: ${described.CreationTime}`,
    "",
  ].join("\n");
}

function main([summaryFile]) {
  const wanted = {
    arn: required("MODEL_PACKAGE_ARN"),
    group: required("MODEL_PACKAGE_GROUP"),
    version: required("MODEL_PACKAGE_VERSION"),
  };
  const place = {
    team: required("TEAM"),
    region: required("AWS_REGION"),
    automationAccount: required("AUTOMATION_ACCOUNT"),
  };
  failOn(requestProblems(wanted, place));
  const described = aws("sagemaker", "describe-model-package", "--model-package-name", wanted.arn);
  failOn(packageProblems(wanted, described));
  if (summaryFile !== undefined) {
    writeFileSync(summaryFile, summarize(described));
  }
  console.log(`Version ${wanted.version} of ${wanted.group} is complete and approved.`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2));
}
