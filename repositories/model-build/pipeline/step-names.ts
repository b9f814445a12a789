/** Names of the steps, as executions and the folders of their results show them. */
export const STEP = {
  preprocess: "Preprocess",
  train: "Train",
  evaluate: "Evaluate",
  gate: "Gate",
  createModel: "CreateModel",
  dataQuality: "DataQuality",
  modelQuality: "ModelQuality",
  dataBias: "DataBias",
  modelBias: "ModelBias",
  explainability: "Explainability",
  register: "Register",
  notGoodEnough: "NotGoodEnough",
} as const;
