import assert from "node:assert/strict";
import { printed } from "../audit/printed";
import { aPolicy, aTenant, entry, registerOf, userId } from "../cli/a-tenant";
import { recordedRun } from "../cli/recorded-run";
import { suiteFolder } from "../temporary-folder";

interface Shown {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
}

describe("where code scanning shows a finding of the audit", () => {
  const files = suiteFolder();
  const id = "eeeeeeee-0000-4000-8000-000000000009";
  const excluding = aPolicy({ id, users: { excludeUsers: [userId(1)] } });
  const placesIn = (sarif: string): readonly Shown[] =>
    JSON.parse(sarif).runs[0].results.map(({ locations }: { readonly locations: readonly Shown[] }) => locations[0]);
  const shown = async (path: string): Promise<readonly Shown[]> =>
    placesIn((await recordedRun(["audit", path, "--format", "sarif"])).out);

  it("is the tenant file, and its logical location is the policy that is meant", async () => {
    const places = await shown(files.write("tenant.json", aTenant([aPolicy({ state: "disabled" }), excluding])));
    for (const { physicalLocation: at } of places) assert.equal(at.artifactLocation.uri, "tenant.json");
    const names = places.flatMap(({ logicalLocations = [] }) => logicalLocations.map((one) => one.fullyQualifiedName));
    assert.ok(names.length > 0 && names.every((name) => name.includes(id)), names.join());
  });

  it("is the folder of exports", async () => {
    files.write("exports/policies.json", [excluding]);
    const [first] = await shown(`${files.path}/exports`);
    assert.equal(first?.physicalLocation.artifactLocation.uri, "exports");
  });

  it("is the line of the register for an entry", async () => {
    const register = registerOf(entry(`user: ${userId(1)}`, { reviewBy: "2026-01-31" }));
    const places = placesIn(await printed({ tenant: aTenant([excluding]), register }, "sarif"));
    const inRegister = places.filter(({ physicalLocation: at }) => at.artifactLocation.uri === "register.yaml");
    assert.ok(inRegister.length > 0);
    for (const { physicalLocation } of inRegister)
      assert.match(JSON.stringify(physicalLocation.region), /"startLine":\d/);
  });
});
