import js from "@eslint/js";
import tseslint from "typescript-eslint";

const noAssertionInApply = {
  selector: "CallExpression[callee.property.name='apply'] CallExpression[callee.object.name='assert']",
  message: "an assertion inside apply is lost when it fails: use await valueOf(output)",
};
const noResourceInApply = {
  selector: "CallExpression[callee.property.name='apply'] NewExpression[callee.type='MemberExpression']",
  message: "resources made inside apply are missing from previews",
};
const noJsonStringify = {
  selector: "CallExpression[callee.object.name='JSON'][callee.property.name='stringify']",
  message: "use pulumi.jsonStringify: JSON.stringify breaks on Outputs",
};

export default tseslint.config(
  { ignores: ["**/node_modules/", "dist/", "policy/bin/", "repositories/"] },
  js.configs.recommended,
  {
    files: ["**/*.mjs", "**/*.cjs"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unnecessary-condition": "error",
      // Both compare whole classes of the SDKs, member by member, at every assignment: a quarter of the lint's time.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "no-restricted-syntax": ["error", noAssertionInApply, noResourceInApply],
    },
  },
  {
    files: ["access/**/*.ts", "components/**/*.ts", "planes/**/*.ts", "stacks/**/*.ts", "index.ts"],
    rules: { "no-restricted-syntax": ["error", noAssertionInApply, noResourceInApply, noJsonStringify] },
  },
  {
    files: ["{settings,assets,components,access,planes,stacks}/**/*.ts", "index.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "settings come from the stack file only" },
      ],
    },
  },
  {
    // Registering a resource is what its constructor is called for; describe() bodies are long by nature.
    files: ["{components,planes,stacks,test,benchmarks}/**/*.ts"],
    rules: { "no-new": "off", "max-lines-per-function": "off" },
  },
  { files: ["sdks/**/*.ts"], rules: { "@typescript-eslint/no-namespace": "off" } },
  { files: ["test/**/*.ts"], rules: { "@typescript-eslint/no-floating-promises": "off" } },
);
