import { itPassesPythonTests } from "../python-tests";

describe("job azure-data-lake", () => {
  itPassesPythonTests("azure-data-lake", 18);
});
