import type { Answer } from "../../report/report";
import { listing } from "../../text/sentence";
import { observation, passed, unknown } from "../answer";
import type { AuditContext } from "../context";
import { notReadOf, readWith, SOME_MEMBERS } from "../not-known";

/** A list that decides about sign-ins: its key, its name, and its length if it is there. */
type List = readonly [key: string, name: string, length: number | undefined];

/** Step 1: whether the directory can be read. */
export function openEntra(context: AuditContext): Answer {
  const { users, groups, roleAssignments } = context.tenant;
  const active = roleAssignments?.filter(({ isEligible }) => !isEligible);
  const assignments: List = ["roleAssignments", "role assignments", active?.length];
  return reading([["users", "users", users?.length], ["groups", "groups", groups?.size], assignments], context);
}

/** Step 2: whether the policies and named locations can be read. */
export function security(context: AuditContext): Answer {
  const { policies, locations } = context.tenant;
  const located: List = ["namedLocations", "named locations", locations?.size];
  return reading([["policies", "policies", policies.length], located], context);
}

/** Parts of a list that these steps do without. Step 6 asks for the members of the groups that policies name. */
const NOT_NEEDED: readonly (string | undefined)[] = ["owners", SOME_MEMBERS];

/** Whether these lists were read as a whole. */
function reading(lists: readonly List[], context: AuditContext): Answer {
  const namesOf = (some: readonly List[]): string =>
    listing(
      Array.from(some, ([, name]) => name),
      "and",
    );
  const evidence = lists.map(([, name, length]) =>
    observation(undefined, name, length?.toLocaleString("en-US") ?? "not known"),
  );
  const gapsIn = ([list]: List) =>
    notReadOf(context).filter(({ key, part }) => key === list && !NOT_NEEDED.includes(part));
  const bad = lists.filter((list) => gapsIn(list).length > 0);
  if (bad.length === 0) return { ...passed(`All ${namesOf(lists)} were read.`), evidence };
  const [first, ...more] = new Set(bad.flatMap(gapsIn).flatMap(({ role }) => role ?? []));
  const conclusion = unknown(
    `Could not read all ${namesOf(bad)}.`,
    first === undefined
      ? "save the tenant with `azmfa snapshot`, which reads these lists as a whole"
      : readWith(first, ...more),
  );
  return { ...conclusion, evidence };
}
