"use strict";

// The engine starts plugins without a loader of TypeScript.
require("tsx/cjs");
require("./provider.ts");
