import type { Answer } from "../../report/report";
import { listing } from "../../text/sentence";
import { observation, passed, unknown } from "../answer";
import type { AuditContext } from "../context";
import { notReadOf, readWith, SOME_MEMBERS } from "../not-known";

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
export const openEntra = (context: AuditContext): Answer => reading(["users", "groups", "roleAssignments"], context);

/** Step 2: whether the policies and named locations can be read. */
export const security = (context: AuditContext): Answer => reading(["policies", "namedLocations"], context);

/** Parts of a list that these steps do without. Step 6 asks for the members of the groups that policies name. */
const NOT_NEEDED: readonly (string | undefined)[] = ["owners", SOME_MEMBERS];

/** Whether these lists were read as a whole. */
function reading(keys: readonly List[], context: AuditContext): Answer {
  const namesOf = (some: readonly List[]): string =>
    listing(
      some.map((key) => LISTS[key][0]),
      "and",
    );
  const evidence = keys.map((key) => {
    const [name, lengthIn] = LISTS[key];
    return observation(undefined, name, lengthIn(context)?.toLocaleString("en-US") ?? "not known");
  });
  const gapsIn = (list: List) =>
    notReadOf(context).filter(({ key, part }) => key === list && !NOT_NEEDED.includes(part));
  const bad = keys.filter((key) => gapsIn(key).length > 0);
  if (bad.length === 0) return { ...passed(`All ${namesOf(keys)} were read.`), evidence };
  const [first, ...more] = new Set(bad.flatMap(gapsIn).flatMap(({ role }) => role ?? []));
  const conclusion = unknown(
    `Could not read all ${namesOf(bad)}.`,
    first === undefined
      ? "save the tenant with `azmfa snapshot`, which reads these lists as a whole"
      : readWith(first, ...more),
  );
  return { ...conclusion, evidence };
}
