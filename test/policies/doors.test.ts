import assert from "node:assert/strict";
import { type Properties, type Resource, UNRESOLVED } from "../../policies/stack/objects/resource";
import { isInAnotherTenant } from "../../policies/stack/objects/this-tenant";
import * as ids from "./support/ids";
import { aPolicy, policyArguments } from "./support/policies";
import { anEntry } from "./support/register";
import { ACTION, COLLECTION } from "./support/requests";
import { known, tableOf } from "./support/rows";
import { aResource, aStack, reportedOfResource, reportedOfStack, settingsOf } from "./support/stacks";
import { aTenant } from "./support/tenants";

const { BREAK_GLASS, EXCLUDED_GROUP, NEWER, STRANGER } = ids;
type Program = readonly { readonly [what: string]: unknown }[];

/** A door as `doors.yaml` has it. */
interface Door extends Readonly<Partial<Record<"register" | "users" | "carrier" | "excluded" | "strength", object>>> {
  readonly door: string;
  readonly baseline?: "in-stack";
  readonly carriers?: readonly string[];
  readonly groups?: readonly object[];
  readonly roles?: readonly object[];
  readonly without?: string;
  readonly partial?: string;
  readonly tenant?: string;
  readonly open: readonly Program[];
  readonly closed: readonly Program[];
}

const OWN = ["azure-management-mfa"];
const doors = tableOf("doors.yaml") as readonly Door[];

function settingsFor({ baseline, carriers = OWN, register, users, excluded, groups = [], ...door }: Partial<Door>) {
  const { policies, ...tenant } = aTenant();
  const withUsers = policies.map(({ conditions, grantControls, ...policy }) => ({
    ...policy,
    conditions: { ...conditions, users: { ...conditions.users, ...users } },
    grantControls: { ...grantControls, ...(door.strength && { authenticationStrength: door.strength }) },
  }));
  const all = tenant.groups.map((group) => (group.id === EXCLUDED_GROUP ? { ...group, ...excluded } : group));
  return settingsOf({
    ...(baseline && { "no-mfa-bypass": { baseline, carriers } }),
    ...(register && {
      "approved-exclusions": { register: { exclusions: [anEntry(register, { kind: "exception" })] } },
    }),
    "tenant-stays-closed": {
      tenant: {
        ...tenant,
        policies: withUsers,
        groups: [...all, ...groups],
        ...(door.roles && { roleAssignments: door.roles }),
        ...(door.without && { [door.without]: undefined }),
        ...((door.partial || door.tenant) && { source: { denied: [door.partial ?? []].flat(), tenant: door.tenant } }),
      },
    },
  });
}

/** The resources of a program, each with what it takes from those before it. */
function resourcesOf(
  program: Program,
  { baseline, carrier = { excludedGroups: [EXCLUDED_GROUP] } }: Door,
): readonly Resource[] {
  const made: Resource[] = baseline ? [aPolicy({ users: { ...carrier } })] : [];
  for (const [what, said] of program.flatMap((one) => Object.entries(one))) {
    const { name = `r${made.length}`, tenant, ...given } = Array.isArray(said) ? {} : (said as Properties);
    const urnOf = (value: unknown): readonly string[] =>
      made.filter((one) => value === `$${one.name}`).map(({ urn }) => urn);
    const sources = Object.entries(given).map(([key, value]) => [key, urnOf(value)] as const);
    const [method, url] = what.split(" ");
    const properties =
      url === undefined
        ? { ...(what === "ConditionalAccessPolicy" && policyArguments()), ...given }
        : method === "ALL"
          ? { url, referenceIds: said }
          : { resourceUrl: url, method, body: given };
    made.push(
      aResource(url === undefined ? what : method === "ALL" ? COLLECTION : ACTION, known(properties) as Properties, {
        name: String(name),
        sources: Object.fromEntries(sources.filter(([, urns]) => urns.length > 0)),
        ...(tenant !== undefined && { provider: { urn: `of ${tenant}`, properties: { tenantId: known(tenant) } } }),
      }),
    );
  }
  return made;
}

describe("the pack", () => {
  for (const door of doors) {
    const found = (program: Program) => {
      const settings = settingsFor(door);
      const here = resourcesOf(program, door).filter((resource) => !isInAnotherTenant(resource, settings));
      const early = here.flatMap((one, index) => reportedOfResource(one, settings, here.slice(0, index + 1)));
      return { early, held: reportedOfStack(aStack(here), settings).map(({ finding }) => finding.message) };
    };
    const written = (program: Program): string => program.map((one) => JSON.stringify(one)).join(", ");
    for (const program of door.open)
      it(`rejects ${door.door}: ${written(program)}`, () => assert.notDeepEqual(found(program).held, []));
    for (const program of door.closed)
      it(`accepts what resembles ${door.door}: ${written(program)}`, () =>
        assert.deepEqual(found(program), { early: [], held: [] }));
  }

  it("ignores resources of another tenant", () => {
    const settings = settingsOf({ "no-mfa-bypass": { tenantId: NEWER.toUpperCase(), baseline: "in-stack" } });
    const of = (tenantId: unknown): Resource => ({ ...aPolicy(), provider: { urn: "p", properties: { tenantId } } });
    assert.deepEqual(
      [STRANGER, NEWER, UNRESOLVED, undefined, ` ${NEWER}`].map((one) => isInAnotherTenant(of(one), settings)),
      [true, false, false, false, false],
    );
  });

  it("accepts a group for which the state has more members than the program lists", () => {
    const group = (properties: Properties) => aResource("Group", properties);
    const stack = aStack([group({ objectId: EXCLUDED_GROUP, members: [] })], [group({ displayName: "x" })]);
    const users = { includeUsers: [], includeGroups: [EXCLUDED_GROUP], excludeGroups: [], excludeRoles: [] };
    const settings = settingsFor({ users, excluded: { members: [{ id: BREAK_GLASS }] } });
    assert.deepEqual(reportedOfStack(stack, settings), []);
  });
});
