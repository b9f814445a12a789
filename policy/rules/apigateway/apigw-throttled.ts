import { stackRule } from "../../harness/rule";
import { types } from "../../harness/types";

/** Path of the settings that hold for every method. */
const EVERY_METHOD = "*/*";

export const apigwThrottled = stackRule({
  name: "apigw-throttled",
  description: "Stages of APIs pass on no more requests than somebody decided on.",
  severity: "medium",
  level: "mandatory",
  controls: ["Well-Architected REL05-BP02"],
  remediation:
    'give the stage MethodSettings with methodPath "*/*", settings.throttlingRateLimit and settings.throttlingBurstLimit above 0',
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
  check(stack) {
    stack.judge(stack.graph.ofType(types.apiStage), (stage, report) => {
      const settings = stack.graph
        .sources(types.apiMethodSettings, "stageName", stage)
        .filter((candidate) => candidate.read("methodPath") === EVERY_METHOD);
      if (settings.length === 0) {
        report.violation("stageName", `no ${types.apiMethodSettings} of every method names this stage`);
      }
    });
    stack.judge(stack.graph.ofType(types.apiMethodSettings), (_settings, report) => {
      for (const limit of ["throttlingRateLimit", "throttlingBurstLimit"]) {
        report.expect(
          `settings.${limit}`,
          (value) => typeof value === "number" && value > 0,
          "is not set: the limit is that of the whole account",
        );
      }
    });
  },
});
