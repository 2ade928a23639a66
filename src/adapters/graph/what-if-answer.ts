import { asList, asObject, asText, type JsonObject } from "../../json/json-object";

/** One policy of an answer of What If's: whether it applies, and why not. */
interface WhatIfResult {
  readonly applies: boolean;
  readonly reasons: string;
}

/**
 * What an answer of What If's says of each policy, by its id in lower case; `undefined` where it isn't one.
 * @see Microsoft Graph v1.0, `whatIfAnalysisResult` (2025-07)
 */
export function readWhatIfAnswer(answer: JsonObject): ReadonlyMap<string, WhatIfResult> | undefined {
  const results = asList(answer["value"])?.map(asObject);
  const read = results?.flatMap((result) => {
    const id = asText(result?.["id"]);
    const applies = result?.["policyApplies"];
    const reasons = asText(result?.["analysisReasons"]) ?? "";
    return id === undefined || typeof applies !== "boolean" ? [] : [[id.toLowerCase(), { applies, reasons }] as const];
  });
  return read === undefined || read.length !== results?.length ? undefined : new Map(read);
}

/** What the answer says beside: whose it is, where it isn't Microsoft's. */
export const tipOf = (answer: JsonObject): string | undefined => asText(answer["@microsoft.graph.tips"]);
