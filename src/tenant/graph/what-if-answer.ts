import { asList, asObject, asText, type JsonObject } from "../../law/json/json-object";
import type { Decision } from "../../law/model/decided-sign-in";
import { readPolicy } from "./policy";

/**
 * Reads an answer of What If; `undefined` if it is something else. It decides about each policy of the tenant, by the policy's id in
 * lower case. `tip`: the source of the answer, if it isn't Microsoft.
 * @see Microsoft Graph v1.0, `whatIfAnalysisResult` (2025-07)
 */
export function readWhatIfAnswer(
  answer: JsonObject,
): { readonly decisions: ReadonlyMap<string, Decision>; readonly tip: string | undefined } | undefined {
  const results = asList(answer["value"]);
  const read = results?.flatMap((result): readonly (readonly [string, Decision])[] => {
    const { policyApplies: applies, analysisReasons, ...written } = asObject(result) ?? {};
    const id = asText(written["id"]);
    if (id === undefined || typeof applies !== "boolean") return [];
    const policy = readPolicy(written, { name: id });
    const states = applies ? { states: ["enforced", "reportOnly"] as const } : {};
    return [[id.toLowerCase(), { applies, ...states, reasons: asText(analysisReasons) ?? "", policy }]];
  });
  if (read === undefined || read.length !== results?.length) return undefined;
  return { decisions: new Map(read), tip: asText(answer["@microsoft.graph.tips"]) };
}
