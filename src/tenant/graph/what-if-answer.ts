import { asList, asObject, asText, type JsonObject } from "../../law/json/json-object";
import type { Policy } from "../../law/model/policy";
import { readPolicy } from "./policy";

/** An answer of What If. */
export interface WhatIfAnswer {
  /** The policies of the tenant by id in lower case: whether each applies, and why not, in Graph's words. */
  readonly policies: ReadonlyMap<
    string,
    { readonly applies: boolean; readonly reasons: string; readonly policy: Policy }
  >;
  /** The source of the answer, if it isn't Microsoft. */
  readonly tip: string | undefined;
}

/** Reads an answer of What If; `undefined` if it is something else. @see Microsoft Graph v1.0, `whatIfAnalysisResult` (2025-07) */
export function readWhatIfAnswer(answer: JsonObject): WhatIfAnswer | undefined {
  const results = asList(answer["value"]);
  const read = results?.flatMap((result) => {
    const { policyApplies: applies, analysisReasons, ...written } = asObject(result) ?? {};
    const id = asText(written["id"]);
    if (id === undefined || typeof applies !== "boolean") return [];
    const policy = readPolicy(written, { name: id });
    return [[id.toLowerCase(), { applies, reasons: asText(analysisReasons) ?? "", policy }] as const];
  });
  if (read === undefined || read.length !== results?.length) return undefined;
  return { policies: new Map(read), tip: asText(answer["@microsoft.graph.tips"]) };
}
