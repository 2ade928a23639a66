import type { JsonObject } from "../../law/json/json-object";
import type { EntraTenant } from "./entra-tenant";
import { QUESTIONS } from "./questions";
import { type Answer, answerOf } from "./tenant-problem";

/** Settings of a tenant as a whole, by their key in a tenant file: no verdict rests on them. */
export type TenantSettings = { readonly [Key in (typeof KEYS)[number]]: Answer<JsonObject> };

const KEYS = ["securityDefaults", "conditionalAccessSettings"] as const;

/** Whether security defaults are on, and the settings of Conditional Access. Never fails: each has its own answer. */
export async function readTenantSettings(tenant: EntraTenant): Promise<TenantSettings> {
  const [securityDefaults, conditionalAccessSettings] = await Promise.all(
    KEYS.map((key) => answerOf(tenant.one(QUESTIONS[key]))),
  );
  if (securityDefaults === undefined || conditionalAccessSettings === undefined)
    throw new Error("a question without an answer");
  return { securityDefaults, conditionalAccessSettings };
}
