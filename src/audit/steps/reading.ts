import type { Answer, Evidence } from "../../report/report";
import { present } from "../../text/present";
import { listing, shortened } from "../../text/sentence";
import { observation, passed, unknown } from "../answer";
import type { AuditContext } from "../context";
import { partOf, readWith } from "../not-known";

/** The lists that decide about sign-ins, each with its length. A list that isn't there has no length. */
const LISTS = {
  users: ["users", ({ tenant }) => tenant.users?.length],
  groups: ["groups", ({ tenant }) => tenant.groups?.size],
  roleAssignments: [
    "role assignments",
    ({ tenant }) => tenant.roleAssignments?.filter(({ isEligible }) => !isEligible).length,
  ],
  policies: ["policies", ({ tenant }) => tenant.policies.length],
  namedLocations: ["named locations", ({ tenant }) => tenant.locations?.size],
} satisfies { readonly [key: string]: readonly [name: string, length: (context: AuditContext) => number | undefined] };
type List = keyof typeof LISTS;

/** Step 1: whether the directory can be read. */
export function openEntra(context: AuditContext): Answer {
  const what = "The directory's people, groups and role assignments";
  const answer = reading(["users", "groups", "roleAssignments"], what, context);
  return { ...answer, evidence: [...whichTenant(context), ...answer.evidence] };
}

/** Step 2: whether the policies and named locations can be read. */
export const security = (context: AuditContext): Answer =>
  reading(["policies", "namedLocations"], "The policies and named locations", context);

function whichTenant({ facts: { readAt, organization } }: AuditContext): readonly Evidence[] {
  const known = partOf(organization);
  const name = known?.displayName ?? known?.id ?? "";
  return present([
    known && observation({ kind: "tenant", id: known.id ?? "", name }, "tenant", name || "not known"),
    readAt !== undefined && observation(undefined, "read at", readAt),
  ]);
}

/** Whether these lists were read as a whole. */
function reading(keys: readonly List[], what: string, context: AuditContext): Answer {
  const names = (some: readonly List[]): readonly string[] => some.map((key) => LISTS[key][0]);
  const evidence = keys.map((key) => {
    const length = LISTS[key][1](context);
    return observation(undefined, LISTS[key][0], length?.toLocaleString("en-US") ?? "not known");
  });
  const missing = names(keys.filter((key) => LISTS[key][1](context) === undefined));
  const partial = names(keys.filter((key) => context.tenant.partlyKnown?.some(({ field }) => field === key)));
  const refused = context.facts.notRead.filter(({ key, part }) => keys.some((one) => one === key) && part !== "owners");
  if (partial.length + refused.length + missing.length === 0) return { ...passed(`${what} can be read.`), evidence };
  const reasons = [...new Set(refused.map(({ why }) => shortened(why)))];
  const why = reasons.length === 0 ? "" : `: ${listing(reasons, "and")}`;
  const lacking = missing.length > 0 ? `No ${listing(missing, "or")} could be read` : "Not everything could be read";
  const [first, ...more] = new Set(refused.flatMap(({ role }) => role ?? []));
  const conclusion = unknown(
    partial.length > 0 ? `Only a part of the ${listing(partial, "and")} was read.` : `${lacking}${why}.`,
    first === undefined
      ? "save the tenant with `azmfa snapshot`, which reads these lists as a whole"
      : readWith(first, ...more),
  );
  return { ...conclusion, evidence };
}
