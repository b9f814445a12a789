import { dirname } from "node:path";

import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** What is linted has its tsconfig.json at or below this folder. */
const REPOSITORY = dirname(import.meta.dirname);

export default tseslint.config(
  { ignores: ["**/node_modules/", "**/.try/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: REPOSITORY } },
    rules: {
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/explicit-module-boundary-types": "error",
    },
  },
  {
    // The bodies of describe() are long by nature; Node's runner waits for the promises of its tests itself.
    files: ["tests/**/*.ts", "shared/tests/**/*.ts"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-floating-promises": "off" },
  },
);
