import assert from "node:assert/strict";
import { judgeCheck, judgeSteps } from "../../src/audit/audit";
import { OTHER_CHECK_IDS } from "../../src/audit/checklist";
import { COLLECTIONS, GRAPH_KEYS, type GraphKey } from "../../src/tenant/graph/collections";
import { readTenant } from "../../src/tenant/graph/tenant";
import { aPolicy, GLOBAL_ADMINISTRATOR, groupId, userId } from "../cli/a-tenant";
import { altered, MISSING } from "./altered";
import type { Given } from "./law-of-doubt";
import { contextOn } from "./printed";
import { auditedTenant } from "./tenants/audited-tenants";

const compliant = auditedTenant("compliant");
const OTHERS = {
  excludeRoles: [GLOBAL_ADMINISTRATOR],
  excludeUsers: [userId(1), userId(2)],
  excludeGroups: [groupId(1)],
};
const ADMINISTRATORS = { ...OTHERS, excludeRoles: [], includeUsers: [], includeRoles: [GLOBAL_ADMINISTRATOR] };
const byRole = [aPolicy({ users: OTHERS }), aPolicy({ id: "e-2", displayName: "Admins", users: ADMINISTRATORS })];

const TENANTS: Readonly<Record<string, Given>> = {
  "in which all is good": compliant,
  "that is covered by a role": { ...compliant, tenant: altered(compliant.tenant, { policies: byRole }) },
  "with much amiss": auditedTenant("much-besides"),
  "that is open": auditedTenant("sandbox"),
};

const each = (value: unknown, change: (one: object) => object): unknown =>
  Array.isArray(value) ? value.map(change) : change(Object(value));
const numbers = (one: object): object => Object.fromEntries(Object.keys(one).map((key) => [key, 7]));

/** What is left in a tenant file of a list, or of an object, that could not be read or makes no sense. */
const GAPS: Readonly<Record<string, (value: unknown) => unknown>> = {
  "isn't read": () => MISSING,
  "has nothing in its objects": (value) => each(value, () => ({})),
  "has a number for each value": (value) => each(value, numbers),
};
const WHY = "Graph answered 403";

function withGap({ tenant, register }: Given, key: GraphKey, gap: string, left: unknown): Given {
  const file = altered(tenant, { [key]: left });
  const { role } = COLLECTIONS[key].question;
  return { tenant: gap === "isn't read" ? { ...file, notRead: [{ key, why: WHY, role }] } : file, register };
}

function judged(given: Given) {
  const context = contextOn(given);
  const { answers, outcome } = judgeSteps(context);
  const others = OTHER_CHECK_IDS.map((id) => judgeCheck(id, context));
  return { answers: [...Object.values(answers), ...others], outcome, verdict: context.verdict };
}

/** What an audit must not say: an answer changes only to *unknown*, with what to read or to check; the verdict, only to a doubt. */
function broken(was: ReturnType<typeof judged>, is: ReturnType<typeof judged>, role: string): readonly unknown[] {
  const changed = is.answers.filter(({ answer }, index) => answer !== was.answers[index]?.answer);
  const says = new RegExp(`${role}|${WHY}|isn't understood|check what`);
  const { kind, bypasses } = is.verdict;
  const isDoubt = kind === "unknown" || (kind === "bypass" && bypasses.every(({ hangsOn }) => hangsOn.length > 0));
  return [
    ...changed.filter((one) => one.answer !== "unknown" || !says.test(JSON.stringify(one))),
    ...(kind === was.verdict.kind || isDoubt ? [] : [`the verdict is ${kind}`]),
    ...(is.outcome === "compliant" && was.outcome !== "compliant" ? ["it is compliant"] : []),
  ];
}

describe("the audit of a tenant of which something isn't known", () => {
  for (const [which, given] of Object.entries(TENANTS)) {
    let was: ReturnType<typeof judged>;
    before(() => {
      was = judged(given);
    });

    for (const key of GRAPH_KEYS.filter((one) => one !== "policies"))
      for (const [gap, leave] of Object.entries(GAPS))
        it(`keeps its word about one ${which}, if ${key} ${gap}`, () => {
          const left = leave((given.tenant as Readonly<Record<string, unknown>>)[key]);
          const after = withGap(given, key, gap, left);
          if (!readTenant(after.tenant, "take").ok) return; // it is refused, with what is wrong
          assert.deepEqual(broken(was, judged(after), COLLECTIONS[key].question.role), []);
        });
  }

  it("says of a list once that it could not be read, as the live tenant says it", () => {
    const { tenant, register } = auditedTenant("sandbox");
    const why = "the groups could not be read: Graph answered 403";
    const notRead = [{ key: "groups", why, role: "GroupMember.Read.All" }];
    const denied = { ...altered(tenant, { groups: MISSING }), notRead };
    const todo = judgeCheck("mfa-registration", contextOn({ tenant: denied, register })).todo.join("\n");
    assert.match(todo, /GroupMember\.Read\.All, with admin consent \(groups: the groups could not be read: Graph/);
  });

  it("names a group that ways in depend on, if it isn't among the groups", () => {
    const { tenant, register } = auditedTenant("baseline");
    const { groups } = tenant as { groups: readonly { id: string }[] };
    const { outcome, verdict } = judged({ tenant: altered(tenant, { groups: groups.slice(1) }), register });
    assert.equal(outcome, "not compliant");
    assert.ok(verdict.bypasses.some(({ hangsOn }) => hangsOn.some(({ id }) => id === groups[0]?.id)));
  });
});
