import { asText, type JsonObject } from "../../law/json/json-object";
import { withBeta } from "../graph/policy-versions";
import type { EntraTenant } from "./entra-tenant";
import { oddAnswer } from "./explain-failure";
import { QUESTIONS } from "./questions";
import { answerOf, TenantError } from "./tenant-problem";

/** A change that one of Graph's servers hasn't heard of yet is there within moments. */
const MOST_READINGS = 3;

/**
 * The policies as both versions of Graph show them: v1.0 leaves out what only beta has, and may refuse the whole list
 * where a policy has something newer in it. Where the two were read as of different moments, they are read again.
 * @throws TenantError when beta can't be read, or v1.0 can't for another reason than that; and where the two stay apart
 */
export async function readPolicies(tenant: EntraTenant): Promise<readonly JsonObject[]> {
  for (let reading = 1; ; reading++) {
    const v1 = await answerOf(tenant.policies("v1.0"));
    if (v1.kind === "failed" && v1.problem.code !== "unexpected") throw new TenantError(v1.problem);
    const inV1 = byId(v1.kind === "read" ? v1.value : []);
    const inBeta = byId(await tenant.policies("beta"));
    const apart = [...inV1].find(([id, policy]) => isOfAnotherMoment(policy, inBeta.get(id)));
    if (apart === undefined) return together(inV1, inBeta);
    if (reading === MOST_READINGS) throw oddAnswer(QUESTIONS.policies, staysApart(apart[0]));
  }
}

const staysApart = (id: string): string =>
  `its versions v1.0 and beta show the policy ${id} as of different moments, so that one of them is out of date`;

/** Iff both say when the policy was changed, and not the same second; the versions may write fractions differently. */
function isOfAnotherMoment(v1: JsonObject, beta: JsonObject | undefined): boolean {
  const [a, b] = [Date.parse(String(v1["modifiedDateTime"])), Date.parse(String(beta?.["modifiedDateTime"]))];
  return Math.abs(a - b) >= 1000;
}

type ById = ReadonlyMap<string, JsonObject>;

const byId = (policies: readonly JsonObject[]): ById =>
  new Map(policies.map((policy) => [asText(policy["id"])?.toLowerCase() ?? "", policy]));

function together(inV1: ById, inBeta: ById): readonly JsonObject[] {
  const ids = [...new Set([...inV1.keys(), ...inBeta.keys()])];
  return ids.map((id) => withBeta(inV1.get(id), inBeta.get(id))?.policy).filter((policy) => policy !== undefined);
}
