import { asList, asObject, asText, type JsonObject } from "../../law/json/json-object";
import type { Policy } from "../../law/model/policy";
import { readPolicy } from "./policy";

/** One policy of an answer of What If's, as the tenant has it: whether it applies, and why not. */
interface WhatIfResult {
  readonly applies: boolean;
  readonly reasons: string;
  readonly policy: Policy;
}

/**
 * What an answer of What If's says of each policy, by its id in lower case; `undefined` where it isn't one.
 * @see Microsoft Graph v1.0, `whatIfAnalysisResult` (2025-07)
 */
export function readWhatIfAnswer(answer: JsonObject): ReadonlyMap<string, WhatIfResult> | undefined {
  const results = asList(answer["value"])?.map(asObject);
  const read = results?.flatMap((result) => {
    const { policyApplies: applies, analysisReasons, ...written } = result ?? {};
    const id = asText(written["id"]);
    if (id === undefined || typeof applies !== "boolean") return [];
    const policy = readPolicy(written, { name: id });
    return [[id.toLowerCase(), { applies, reasons: asText(analysisReasons) ?? "", policy }] as const];
  });
  return read === undefined || read.length !== results?.length ? undefined : new Map(read);
}

/** What the answer says beside: whose it is, where it isn't Microsoft's. */
export const tipOf = (answer: JsonObject): string | undefined => asText(answer["@microsoft.graph.tips"]);
