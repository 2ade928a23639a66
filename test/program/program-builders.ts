import assert from "node:assert/strict";
import type { JsonObject } from "../../src/law/json/json-object";
import type { Directory, PrincipalStatus } from "../../src/program/directory";
import { type Plan, planDeployment, type Refusal } from "../../src/program/plan";
import type { OwnPolicies } from "../../src/program/stack-policy";
import type { Answer } from "../../src/tenant/live/tenant-problem";
import { isoDate } from "../../src/text/iso-date";
import { TWO_BREAK_GLASS } from "../cli/a-tenant";

export const PROJECT = "azure-management-mfa";
export const GROUP = "cccccccc-0000-4000-8000-000000000001";

/** A successful answer. */
export const read = <T>(value: T): Answer<T> => ({ kind: "read", value });

/** A failed question to the tenant. */
export const failed = (message: string, help = ""): Answer<never> => ({
  kind: "failed",
  problem: { code: "unexpected", message, help },
});

/** A directory in which all users are enabled and no group exists, except for these. */
export function aDirectory(
  statuses: Readonly<Record<string, Answer<PrincipalStatus>>> = {},
): Directory & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer = (otherwise: PrincipalStatus) => async (id: string) => {
    asked.push(id);
    return statuses[id] ?? read(otherwise);
  };
  const policies = async () => read<readonly JsonObject[]>([]);
  return { asked, user: answer({ kind: "live-user" }), group: answer({ kind: "gone" }), policies };
}

/** A stack that has deployed its policy before. */
export const OWN: OwnPolicies = { kind: "read", value: ["94211f8c-ffcf-4ac5-808b-4b0325a682c2"] };

type Given = {
  readonly settings?: Readonly<Record<string, string>>;
  readonly register?: string | undefined;
  readonly directory?: Directory;
  readonly own?: OwnPolicies;
  readonly today?: string;
};

/** The plan for the stack `dev` with these settings (short keys) and this register in `config/dev.yaml`. */
async function planWith(given: Given): Promise<Plan | Refusal> {
  const register = "register" in given ? given.register : TWO_BREAK_GLASS;
  const config = Object.entries(given.settings ?? {}).map(([key, value]) => [`${PROJECT}:${key}`, value]);
  return planDeployment({
    settings: { project: PROJECT, stack: "dev", config: { "azuread:tenantId": "x", ...Object.fromEntries(config) } },
    readFile: (path) =>
      register === undefined || path !== (given.settings?.["exclusions"] ?? "config/dev.yaml")
        ? undefined
        : new TextEncoder().encode(register),
    directory: given.directory ?? aDirectory(),
    ownPolicies: async () => given.own ?? OWN,
    today: isoDate(given.today ?? "2026-09-01") ?? assert.fail("a day"),
  });
}

export async function deployedWith(given: Given): Promise<Plan> {
  const plan = await planWith(given);
  assert.equal(plan.kind, "deploy", plan.kind === "refuse" ? plan.message : "");
  return plan as Plan;
}

export async function refusalOf(given: Given): Promise<Refusal> {
  const plan = await planWith(given);
  assert.equal(plan.kind, "refuse");
  return plan as Refusal;
}
