import assert from "node:assert/strict";
import type { Evidence, TenantEvidence } from "../../../src/law/model/evidence";
import { userId } from "../../../src/law/model/ids";
import { FACT_KEYS, isList, isMany } from "../../../src/tenant/graph/collections";
import { readEvidence, readTenant } from "../../../src/tenant/graph/tenant";

const evidenceOf = (parts: Record<string, unknown>): TenantEvidence => readEvidence({ policies: [], ...parts });

/** The value of an evidence, or its kind and the reason why not all of it is known. */
const inShort = (evidence: Evidence<unknown>): unknown =>
  evidence.kind === "known" ? evidence.value : `${evidence.kind}: ${evidence.gap.why}`;

describe("evidence in a tenant file", () => {
  for (const key of FACT_KEYS)
    it(`doesn't know ${key} where the file lacks them, and says the reason that the file gives`, () => {
      assert.equal(inShort(evidenceOf({})[key]), `notKnown: \`${key}\` isn't in the tenant file`);
      const { [key]: read } = evidenceOf({ notRead: [{ key, why: "Graph answered 403", role: "Some.Read.All" }] });
      assert.deepEqual(read, { kind: "notKnown", gap: { why: "Graph answered 403", role: "Some.Read.All" } });
    });

  for (const key of FACT_KEYS.filter(isMany)) {
    it(`knows an empty list of ${key} to be empty`, () => {
      const { kind, value } = { value: undefined, ...evidenceOf({ [key]: [] })[key] };
      assert.deepEqual([kind, [...Object(value)]], ["known", []]);
    });

    it(`knows only a part of ${key} with something odd in them, a next page, or a gap that the file names`, () => {
      assert.match(String(inShort(evidenceOf({ [key]: [7] })[key])), /^partly: .*\[0\]` isn't understood$/);
      // An eligibility without ids is an error of the whole file.
      const isAny = key === "subscribedSkus" || key === "roleEligibilitySchedules";
      assert.match(String(inShort(evidenceOf({ [key]: [{}] })[key])), isAny ? /^\[/ : /^partly/);
      const page = { value: [], "@odata.nextLink": "https://graph.microsoft.com/v1.0/next" };
      assert.match(String(inShort(evidenceOf({ [key]: page })[key])), /^partly: .* the next page is missing$/);
      const gap = { key, why: "a page was cut" };
      assert.equal(inShort(evidenceOf({ [key]: [], notRead: [gap] })[key]), "partly: a page was cut");
    });
  }

  for (const key of FACT_KEYS)
    it(`doesn't know ${key} where it has another shape`, () => {
      const read = evidenceOf({ [key]: isMany(key) ? "none" : [] })[key];
      assert.match(String(inShort(read)), /^notKnown: `\w+`(: must be a list, not text| isn't understood)$/);
      assert.equal(readTenant({ policies: [], [key]: "none" }).ok, !isList(key));
    });

  it("reads whether security defaults are on, and nothing out of another value", () => {
    const read = (isEnabled: unknown) => inShort(evidenceOf({ securityDefaults: { isEnabled } }).securityDefaults);
    assert.deepEqual([read(true), read("no")], [true, "notKnown: `securityDefaults` isn't understood"]);
    assert.equal(inShort(evidenceOf({ securityDefaults: { value: [{ isEnabled: true }] } }).securityDefaults), true);
  });

  it("reads who has registered what, and doesn't take an odd value for a yes", () => {
    const { userRegistrationDetails: registrations } = evidenceOf({
      userRegistrationDetails: [
        { id: "A", isMfaRegistered: true, methodsRegistered: ["fido2"] },
        { id: "b", isMfaRegistered: "yes", methodsRegistered: "fido2" },
      ],
    });
    assert.ok(registrations.kind === "known");
    const [a, b] = [registrations.value.get(userId("a")), registrations.value.get(userId("b"))];
    assert.deepEqual(a, { isMfaRegistered: true, methods: ["fido2"] });
    assert.deepEqual(b, { isMfaRegistered: undefined, methods: undefined });
  });

  it("distinguishes what was never set from what isn't known", () => {
    const account = (user: object) => {
      const { users: accounts } = evidenceOf({ users: [{ id: "a", ...user }] });
      return accounts.kind === "known" ? accounts.value.get(userId("a"))?.isSynchronised : accounts;
    };
    const written = [{ onPremisesSyncEnabled: null }, { onPremisesSyncEnabled: true }, {}];
    assert.deepEqual(written.map(account), [false, true, undefined]);
  });

  const excepting = (...userActionExclusions: readonly unknown[]) => ({
    exclusions: { allResourcesExclusions: { userActionExclusions } },
  });
  const settings: readonly (readonly [name: string, settings: object, exceptsNone: boolean])[] = [
    ["where nothing was ever set", { exclusions: null }, true],
    ["where the list is empty", excepting(), true],
    ["but not where there is one", excepting({ userAction: "a", state: "disabled" }), false],
    ["but not where the settings don't say", { id: "x" }, false],
    ["but not where something else is left out", { exclusions: { newExclusions: { any: 1 } } }, false],
  ];
  for (const [name, written, exceptsNoUserAction] of settings)
    it(`reads that policies on all resources leave out no user action ${name}`, () => {
      const { conditionalAccessSettings } = evidenceOf({ conditionalAccessSettings: written });
      assert.deepEqual(conditionalAccessSettings, { kind: "known", value: { exceptsNoUserAction } });
    });

  it("reads who changed what", () => {
    const at = "2026-11-26T08:00:00Z";
    const record = (initiatedBy: object, id = "P") => ({
      id: "r",
      activityDateTime: at,
      activityDisplayName: "Update conditional access policy",
      initiatedBy,
      targetResources: [{ id }],
    });
    const { directoryAudits: changes } = evidenceOf({
      directoryAudits: [
        record({ user: { userPrincipalName: "a@b.example", displayName: "A" }, app: null }),
        record({ user: null, app: { displayName: "Pipeline" } }),
        record({}),
        { id: "odd" },
      ],
    });
    assert.ok(changes.kind === "partly");
    const change = { at, operation: "Update conditional access policy", targets: new Set(["p"]) };
    assert.deepEqual(changes.value, [
      { ...change, by: "a@b.example" },
      { ...change, by: "the application Pipeline" },
      { ...change, by: undefined },
    ]);
  });
});
