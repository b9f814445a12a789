// Loaded before a rehearsed program. The SDK sends the engine several debugging messages for each resource, one after the
// other, each a request of its own; the recording engine throws them away.
"use strict";

const { createRequire } = require("node:module");
const { join } = require("node:path");

createRequire(join(process.cwd(), "package.json"))("@pulumi/pulumi/log").debug = () => Promise.resolve();
