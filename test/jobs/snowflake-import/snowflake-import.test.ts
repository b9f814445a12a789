import { itPassesPythonTests } from "../python-tests";

describe("job snowflake-import", () => {
  itPassesPythonTests("snowflake-import", 9);
});
