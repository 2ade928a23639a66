import assert from "node:assert/strict";
import type { ProtectedKind, Settings } from "../../../../policies/settings/settings";
import { matchingRows } from "../../../../policies/stack/effects/matching-rows";
import { REQUESTS, RESOURCES } from "../../../../policies/stack/effects/operations";
import type { RequestRow, ResourceRow } from "../../../../policies/stack/effects/row";
import type { Properties, Resource } from "../../../../policies/stack/objects/resource";
import { requestsOf } from "../../../../policies/stack/requests/requests";
import {
  BASELINE_POLICY,
  BREAK_GLASS,
  CUSTOM_STRENGTH,
  EXCLUDED_GROUP,
  EXCLUDED_ROLE,
  ORDINARY_USER,
  SECOND_USER,
  TRUSTED_LOCATION,
} from "../../support/ids";
import { policyArguments } from "../../support/policies";
import { ACTION } from "../../support/requests";
import { aResource, aStack, reportedOfResource, reportedOfStack, settingsOf, snapshotWith } from "../../support/stacks";
import { aTenant } from "../../support/tenants";

const PACKAGE = "77777777-0000-4000-8000-000000000001";
const STRANGER = "77777777-0000-4000-8000-000000000002";
const READER = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";
const PROTECTED: Readonly<Record<ProtectedKind, string>> = {
  policies: BASELINE_POLICY,
  users: BREAK_GLASS,
  groups: EXCLUDED_GROUP,
  roles: EXCLUDED_ROLE,
  locations: TRUSTED_LOCATION,
  strengths: CUSTOM_STRENGTH,
  packages: PACKAGE,
};
const listed = Object.fromEntries(Object.entries(PROTECTED).map(([kind, id]) => [kind, [id]]));
const excluding = settingsOf({
  "protected-baseline": { protected: listed },
  "tenant-stays-closed": { tenant: aTenant() },
});

/** The policy asks for MFA who is in a group, or holds a role; to take somebody out opens it. */
function including(kind: ProtectedKind): Settings {
  const users = kind === "roles" ? { includeRoles: [EXCLUDED_ROLE] } : { includeGroups: [EXCLUDED_GROUP] };
  const roleAssignments = [{ principalId: SECOND_USER, roleDefinitionId: EXCLUDED_ROLE, directoryScopeId: "/" }];
  return snapshotWith({ users }, { [EXCLUDED_GROUP]: { members: [{ id: SECOND_USER }] } }, { roleAssignments });
}

/** Nobody has anything that a request could be about unseen. */
const unprotected = settingsOf({});

/** Only a resource of the stack shows which role an activated role is. */
const reader = aResource("DirectoryRole", { objectId: STRANGER, templateId: READER }, { name: "reader" });

const found = (resources: readonly Resource[], settings: Settings) =>
  reportedOfStack(aStack(resources), settings).map(({ finding }) => finding.message);
const early = (resources: readonly Resource[], settings: Settings) =>
  resources.flatMap((one, index) => reportedOfResource(one, settings, resources.slice(0, index + 1)));
const assertSilent = (resources: readonly Resource[], settings: Settings) =>
  assert.deepEqual([...early(resources, settings), ...found(resources, settings)], []);

describe("the table of what azuread resources do", () => {
  const ITSELF: Readonly<Partial<Record<ProtectedKind, Properties>>> = {
    policies: policyArguments({ state: "disabled" }),
    groups: { members: [ORDINARY_USER] },
    locations: { ip: { ipRanges: ["203.0.113.0/24"] } },
    strengths: { allowedCombinations: ["password"] },
  };
  const program = ({ type, object, who }: ResourceRow, kind: ProtectedKind, id: string): Resource =>
    aResource(type, {
      ...(object === undefined ? { ...ITSELF[kind], objectId: id } : { [object]: object === "members" ? [id] : id }),
      ...(who !== undefined && { [who]: ORDINARY_USER }),
    });

  for (const row of RESOURCES)
    for (const kind of row.kinds) {
      it(`rejects ${row.type.split(":").at(-1)}, which ${row.verb} one of the protected ${kind}`, () =>
        assert.ok(
          found([program(row, kind, PROTECTED[kind])], excluding).some((said) => said.includes(`this ${row.verb} `)),
        ));
      it(`rejects ${row.type.split(":").at(-1)}, which ${row.verb} one of the protected ${kind}, before it is deployed`, () =>
        assert.notDeepEqual(early([program(row, kind, PROTECTED[kind])], excluding), []));
      it(`is silent about ${row.type.split(":").at(-1)}, which ${row.verb} another`, () =>
        assertSilent([reader, program(row, kind, STRANGER)], excluding));
    }
});

describe("the table of what requests to Microsoft Graph do", () => {
  const SAMPLES: readonly Properties[] = [
    { visibility: "Public" },
    { "members@odata.bind": [] },
    { action: "adminRemove" },
    { membershipRule: "device.accountEnabled -eq true" },
    { membershipRule: 'user.city -eq "x"' },
    { "memberOf@odata.bind": [] },
    { scopedRoleMembers: [] },
    { scope: {} },
    { resetRedemption: true, userType: "Guest" },
    { "group@odata.bind": "groups" },
  ];
  const sampleFor = ({ when }: RequestRow): Properties => {
    if (when === undefined) return {};
    const [name, value] = when;
    const fits = (body: Properties) =>
      Object.entries(body).some(([key, said]) => name.test(key) && (value === undefined || value.test(String(said))));
    return SAMPLES.findLast(fits) ?? assert.fail(String(name));
  };
  const program = (row: RequestRow, id: string, who: string): Resource => {
    const { named } = row;
    const [methods = "*", address = ""] = row.on.split(" ");
    const url = address
      .replace(/^\{any\}/, "any")
      .replaceAll("{any}", PACKAGE.replace("7", "6"))
      .replace("{name}", `${id.slice(0, 4)}-${id.slice(-2)}@contoso.example`)
      .replace(/\{\w+\}/, id)
      .replace(/\/?\*\*$/, "");
    const body: Properties = {
      ...sampleFor(row),
      ...(named === undefined && row.does === "adds" && { "@odata.id": who }),
      ...(named === undefined &&
        row.does === "sets" && {
          state: "disabled",
          allowedCombinations: ["password"],
          ipRanges: [{ cidrAddress: "203.0.113.0/24" }],
        }),
      ...(named === "body" && { objectId: id, principalId: who, directoryScopeId: "/" }),
      ...(named === "itself" && { isTrusted: true }),
      ...(typeof named === "object" && {
        roleDefinitionId: READER,
        [named.under.source.replaceAll(/\W/g, "")]: { id },
      }),
    };
    const method = methods === "*" ? "POST" : methods;
    return aResource(ACTION, { resourceUrl: url || "x", method, body }, { name: "generic" });
  };
  const trusting = snapshotWith({ locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } });

  it("is tried row by row", () => {
    const isTried = (row: RequestRow): boolean =>
      requestsOf(program(row, EXCLUDED_GROUP, ORDINARY_USER))
        .flatMap(matchingRows)
        .some((fit) => fit.row === row);
    assert.deepEqual(
      REQUESTS.filter((row) => !isTried(row)).map(({ on }) => on),
      [],
    );
  });

  for (const row of REQUESTS) {
    const { on, does, named, kinds, when } = row;
    const label = `${on}${when === undefined ? "" : ` with ${JSON.stringify(sampleFor(row))}`}`;
    if (does === "nothing") {
      it(`is silent about ${label}`, () => assertSilent([program(row, EXCLUDED_GROUP, BREAK_GLASS)], excluding));
      continue;
    }
    for (const kind of kinds) {
      const isRemoval = does === "removes" || does === "reviews";
      const opening = named === "itself" ? trusting : isRemoval ? including(kind) : excluding;
      const who = isRemoval ? SECOND_USER : ORDINARY_USER;
      it(`rejects ${label} for one of the ${kind}`, () =>
        assert.notDeepEqual(found([program(row, PROTECTED[kind], who)], opening), []));
      it(`rejects ${label} for one of the ${kind} before it is deployed`, () =>
        assert.notDeepEqual(early([program(row, PROTECTED[kind], who)], opening), []));
      it(`is silent about ${label} for another of the ${kind}`, () => {
        const settings = /^(?:nowhere|where it is made)$/.test(String(named)) ? unprotected : excluding;
        assertSilent([program(row, on.includes("{name}") ? ORDINARY_USER : STRANGER, who)], settings);
      });
    }
  }
});
