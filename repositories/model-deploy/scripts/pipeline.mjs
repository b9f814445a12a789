import { execFileSync } from "node:child_process";

/** @returns {string} The value of an environment variable; a run without it fails. */
export function required(name) {
  const value = process.env[name];
  if (value === undefined || value.trim() === "") {
    throw new Error(`${name} is missing`);
  }
  return value;
}

/** @returns {unknown} What an AWS CLI command answers. */
export function aws(...command) {
  return JSON.parse(execFileSync("aws", [...command, "--output", "json"], { encoding: "utf8" }));
}

/** A value as text for the log: with "##" in it, whoever starts a run could give the agent commands. */
export function quoted(value) {
  return (JSON.stringify(value) ?? "nothing").replaceAll(/#(?=#)/g, "# ");
}

/** Fails the step with every problem; goes on if there is none. */
export function failOn(problems) {
  for (const problem of problems) {
    console.log(`##vso[task.logissue type=error]${problem}`);
  }
  if (problems.length > 0) {
    process.exit(1);
  }
}
