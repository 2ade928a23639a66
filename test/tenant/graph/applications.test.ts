import assert from "node:assert/strict";
import { AZURE_MANAGEMENT } from "../../../src/law/model/ids";
import type { ApplicationList } from "../../../src/law/model/policy";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { aPolicy, LATER } from "./a-policy";

const FIELD = "conditions.applications";
const nothing: ApplicationList = { all: false, ids: new Set(), adminPortals: false, notUnderstood: [] };

const lists: readonly (readonly [name: string, value: unknown, is: Partial<ApplicationList>])[] = [
  ["nothing", null, {}],
  ["All", ["All"], { all: true }],
  ["None", ["None"], {}],
  ["Office365 and agent resources, which don't matter", ["Office365", "AllAgentIdResources"], {}],
  ["the admin portals", ["MicrosoftAdminPortals"], { adminPortals: true }],
  ["the API in any letter case", [AZURE_MANAGEMENT.toUpperCase()], { ids: new Set([AZURE_MANAGEMENT]) }],
  ["text for a list", "All", { notUnderstood: [{ field: "", why: "text where a list is due" }] }],
  ["known later", [LATER], { notUnderstood: [{ field: "", why: "known only after deployment" }] }],
  ...["all", "office365", "Windows Azure Service Management API", ""].map(
    (text) =>
      [
        `\`${text}\``,
        [text],
        { notUnderstood: [{ field: "", why: `\`${text}\` is not a known token or application id` }] },
      ] as const,
  ),
];

const filters: readonly (readonly [name: string, value: unknown, is: unknown])[] = [
  ["none", null, "none"],
  ["an including one", { mode: "include", rule: "x" }, "include"],
  ["an excluding one in any letter case", { mode: "Exclude", rule: "x" }, "exclude"],
  ["another mode", { mode: "only" }, { field: `${FIELD}.applicationFilter.mode`, why: "`only` is not a known mode" }],
  ["no mode", {}, { field: `${FIELD}.applicationFilter.mode`, why: "nothing where include or exclude is due" }],
  ["text", "x", { field: `${FIELD}.applicationFilter`, why: "text where an object is due" }],
];

const read = (applications: unknown) => readPolicy(aPolicy({}, { applications }), { name: "policy" });
const readApplications = (applications: unknown) => read(applications).applications;

describe("the applications of a policy", () => {
  for (const side of ["include", "exclude"] as const)
    for (const [name, value, is] of lists)
      it(`${side}: ${name}`, () => {
        const key = `${side}Applications`;
        const notUnderstood = (is.notUnderstood ?? []).map(({ why }) => ({ field: `${FIELD}.${key}`, why }));
        const of = readApplications({ [key]: value });
        assert.deepEqual(of[side], { ...nothing, ...is, notUnderstood });
        assert.deepEqual(of[side === "include" ? "exclude" : "include"], nothing);
      });

  for (const [name, value, is] of filters)
    it(`filter: ${name}`, () => assert.deepEqual(readApplications({ applicationFilter: value }).filter, is));

  for (const key of ["includeUserActions", "includeAuthenticationContextClassReferences"]) {
    it(`${key} make it another target`, () => assert.equal(readApplications({ [key]: ["x"] }).otherTarget, true));
    it(`no ${key} don't`, () => {
      assert.equal(readApplications({ [key]: [] }).otherTarget, false);
      assert.equal(readApplications({ [key]: null }).otherTarget, false);
    });
    it(`${key} of another shape aren't understood`, () => {
      const { applications, notUnderstood } = read({ [key]: "x" });
      assert.equal(applications.otherTarget, false);
      assert.deepEqual(notUnderstood, [{ field: `${FIELD}.${key}`, why: "text where a list is due" }]);
    });
  }

  it("missing are none", () => assert.deepEqual(readApplications(undefined).include, nothing));

  it("of another shape aren't understood", () =>
    assert.deepEqual(readApplications(LATER).include.notUnderstood, [
      { field: FIELD, why: "known only after deployment" },
    ]));
});
