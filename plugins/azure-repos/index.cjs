"use strict";

// The engine starts plugins without a loader of TypeScript.
require("tsx/cjs");

// What signs in and calls is loaded once something is to be seeded: nearly never.
require("./provider.ts").serve(() => require("./connect.ts"));
