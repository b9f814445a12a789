"use strict";

const { availableParallelism } = require("node:os");

/** Files run side by side, each in one of as many processes as there are processors. scripts/test.ts says which. */
module.exports = {
  // Programs make many small objects; most are gone before a larger first generation is full.
  "node-option": ["import=tsx", "max-semi-space-size=256"],
  extension: ["ts"],
  parallel: true,
  jobs: Math.max(2, availableParallelism()),
  reporter: "scripts/test/reporter.ts",
  // Far more than any test takes: a slow or busy machine is no failure.
  timeout: 900_000,
  "forbid-only": true,
  exit: true,
};
